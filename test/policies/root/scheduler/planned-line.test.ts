/** Conservative backfilling by hand; docs/background/backfilling.md has the first example as a picture. */
import { describe, expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../../sim/engine/time.ts'
import { systems } from '../../../../systems/catalogue.ts'
import type { SystemSpec } from '../../../../systems/generic/spec.ts'
import { machinesOf, type WrittenJob, watchedRun, workloadOf } from '../../../support/watched-run.ts'

const conservative: SystemSpec = { ...systems['batch-conservative']!, name: 'batch-conservative' }

/** When the jobs start, in seconds, in their order; -1: never. */
async function startsOf(
  jobs: readonly WrittenJob[],
  [machines, cores]: readonly [number, number] = [1, 10],
  system = conservative,
): Promise<number[]> {
  const { starts } = await watchedRun(system, machinesOf(machines, cores, 0), workloadOf(jobs))
  return jobs.map((_, id) => starts.get(id)?.[0] ?? -1)
}

describe('conservative backfilling', () => {
  it('lets a job pass that delays nobody, and none that delays any job before it', async () => {
    // 10 cores. Job 0 holds 6 until 100; job 1 (8) is planned at 100 to 150; job 2 (4) for 60 fits beside job 0 now, until 80.
    // Job 3 (4, 100): 4 cores are free from 80, but only 2 from 100 on: after job 1, at 150. Job 4 (2, 200): 2 are free
    // from 80 on, 20 s before job 1, and stay free beside it: 80. EASY would know only of job 1's start.
    const jobs = [
      { submit: 0, cores: 6, run: 100 },
      { submit: 10, cores: 8, run: 50 },
      { submit: 20, cores: 4, run: 60 },
      { submit: 30, cores: 4, run: 100 },
      { submit: 40, cores: 2, run: 200 },
    ]
    expect(await startsOf(jobs)).toEqual([0, 100, 20, 150, 80])
  })

  it('protects the second in line, where EASY protects the first alone', async () => {
    // Job 1 (8) is planned at 100 to 200, job 2 (10) at 200. Job 3 (2, 300) fits now, and beside job 1, but would be in the way
    // of job 2: EASY, which protects job 1 alone, starts it at 3, and job 2 waits until 303. Conservative plans it at 300.
    const jobs = [
      { submit: 0, cores: 6, run: 100 },
      { submit: 1, cores: 8, run: 100 },
      { submit: 2, cores: 10, run: 100 },
      { submit: 3, cores: 2, run: 300 },
    ]
    const easy: SystemSpec = { ...systems['batch-easy']!, name: 'batch-easy' }
    expect(await startsOf(jobs, [1, 10], easy)).toEqual([0, 100, 303, 3])
    expect(await startsOf(jobs)).toEqual([0, 100, 200, 300])
  })

  it('keeps room for a job of no length, too', async () => {
    // Job 1 (10, 0) is planned at 100. Job 2 (4, 200) fits beside job 0 now, and would be in its way until 220: it comes after it, at
    // the same instant, and so does job 3 (6, 50), beside it.
    const jobs = [
      { submit: 0, cores: 6, run: 100 },
      { submit: 10, cores: 10, run: 0 },
      { submit: 20, cores: 4, run: 200 },
      { submit: 30, cores: 6, run: 50 },
    ]
    expect(await startsOf(jobs)).toEqual([0, 100, 100, 100])
  })

  it('leaves no moment between a job of no length and those behind it', async () => {
    // 4 cores. Job 0 (4) is expected until 266 and ends at 133. By then job 1 (1, 61) is planned at 266, job 2 (4, 213) at 327, job 3
    // (4, 0) at 540, job 4 (4, 1) right after it, and job 5 (1, 2) at 266. In this order job 1 moves to 133 until 194, job 2 to 268,
    // for job 5 is in its way, job 3 to 194, job 4 after it, and job 5 to 133. When job 3 has been there, job 2 moves behind job 4,
    // job 4 to 194 itself, and so job 2 to 195.
    const jobs = [
      { submit: 0, cores: 4, run: 133, estimate: 266 },
      { submit: 82, cores: 1, run: 61 },
      { submit: 83, cores: 4, run: 213 },
      { submit: 84, cores: 4, run: 0 },
      { submit: 85, cores: 4, run: 1 },
      { submit: 129, cores: 1, run: 2 },
    ]
    expect(await startsOf(jobs, [1, 4])).toEqual([0, 133, 195, 194, 194, 133])
  })

  it('moves jobs up in order when one ends before it was expected', async () => {
    // Job 0 (10 cores) is expected until 100 and ends at 40. Job 1 (6, 100) moves from 100 to 40; job 2 (6, 50) from 200 to
    // 140; job 3 (4, 30), planned beside job 1 at 100, to 40.
    const jobs = [
      { submit: 0, cores: 10, run: 40, estimate: 100 },
      { submit: 1, cores: 6, run: 100 },
      { submit: 2, cores: 6, run: 50 },
      { submit: 3, cores: 4, run: 30 },
    ]
    expect(await startsOf(jobs)).toEqual([0, 40, 140, 40])
  })

  it('starts a job at its planned time where nothing else happens then', async () => {
    // Job 0 (5) runs 0–10, expected until 100; job 1 (6, 30) planned at 100. At 10 job 1 starts, and job 2 (10, 20), planned at
    // 130 until then, moves to 40. Job 1 ends as expected at 40, and job 2 starts.
    const jobs = [
      { submit: 0, cores: 5, run: 10, estimate: 100 },
      { submit: 1, cores: 6, run: 30 },
      { submit: 2, cores: 10, run: 20 },
    ]
    expect(await startsOf(jobs)).toEqual([0, 10, 40])
  })

  it('waits for a task that outlasts its estimate', async () => {
    // Job 0 (10) is expected until 50 and runs until 80: job 1, planned at 50, starts at 80; job 2 after it.
    const jobs = [
      { submit: 0, cores: 10, run: 80, estimate: 50 },
      { submit: 1, cores: 10, run: 10 },
      { submit: 2, cores: 10, run: 10 },
    ]
    expect(await startsOf(jobs)).toEqual([0, 80, 90])
  })

  it('plans again what the sums promised and no machine has', async () => {
    // Two machines of 2 cores, one core held on each: [0] and [1] fill one machine, [2] goes to the other. At 5 job 1 ends:
    // 1 + 1 are free, but a task of 2 finds no machine; it is planned for the next expected end, 50, and starts then.
    const jobs = [
      { submit: 0, cores: 1, run: 50 },
      { submit: 0, cores: 1, run: 5 },
      { submit: 0, cores: 1, run: 100 },
      { submit: 6, cores: 2, run: 10 },
    ]
    expect(await startsOf(jobs, [2, 2])).toEqual([0, 0, 0, 50])
  })

  it('plans a job whole, also where its tasks need not start together', async () => {
    // Four machines of 3 cores, one held until 100: four tasks of 3 cores find room for all of them at 100.
    const jobs = (gang: boolean) => [
      { submit: 0, cores: 3, run: 100 },
      { submit: 1, cores: 3, tasks: 4, run: 10, gang },
    ]
    expect(await startsOf(jobs(true), [4, 3])).toEqual([0, 100])
    expect(await startsOf(jobs(false), [4, 3])).toEqual([0, 100])
  })

  it('plans as many tasks as there is room for, where a job has more', async () => {
    // Seven tasks of 3 cores on 10: three at 0, three at 10, the last at 20; as a gang the job could never start.
    const { starts } = await watchedRun(
      conservative,
      machinesOf(1, 10, 0),
      workloadOf([{ submit: 0, cores: 3, tasks: 7, run: 10 }]),
    )
    expect(starts.get(0)).toEqual([0, 0, 0, 10, 10, 10, 20])
  })

  it('plans around a service, which never ends', async () => {
    // 4 of 10 cores are held for ever: 6 at a time, one after the other.
    const jobs = [
      { submit: 0, cores: 4, run: NEVER },
      { submit: 1, cores: 6, run: 10 },
      { submit: 2, cores: 6, run: 10 },
    ]
    const { starts } = await watchedRun(conservative, machinesOf(1, 10, 0), workloadOf(jobs), {
      until: 100 * SECOND,
    })
    expect([...starts.values()]).toEqual([[0], [1], [11]])
  })
})
