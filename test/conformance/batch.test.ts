/**
 * FCFS and EASY backfilling, held start by start to schedules of PySS and of the predictsim campaign (Gaussier et al.,
 * SC'15); models/batch.md §A2 and §A4 say how they were made.
 */
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { systems } from '../../systems/catalogue.ts'
import { machinesOf, type WrittenJob, watchedRun, workloadOf } from '../support/watched-run.ts'

const REFERENCE = '../shared/reference'

interface ReferenceJob extends WrittenJob {
  readonly start: number
}

/** Columns job_id, submit, start, run_time, procs, estimate. */
function schedule(file: string, estimate: (requested: number, run: number) => number): ReferenceJob[] {
  const text = gunzipSync(readFileSync(`${REFERENCE}/batch/${file}`)).toString()
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map(line => {
      const [id, submit, start, run, cores, requested] = line.split(',').map(Number)
      return {
        id: id!,
        submit: submit!,
        start: start!,
        run: run!,
        cores: cores!,
        estimate: estimate(requested!, run!),
      }
    })
}

async function startsOf(
  jobs: readonly WrittenJob[],
  processors: number,
  system: string,
): Promise<Map<number, number>> {
  const spec = { ...systems[system]!, name: system }
  const { starts } = await watchedRun(spec, machinesOf(1, processors, 0), workloadOf(jobs), { check: false })
  return new Map([...starts].map(([id, [start]]) => [id, start!]))
}

const requested = (estimate: number) => estimate
const clairvoyant = (_estimate: number, run: number) => run
const doubled = (estimate: number) => 2 * estimate

describe.skipIf(!existsSync(`${REFERENCE}/batch`))('whole logs (reference/batch)', () => {
  it.each([
    ['starts-kth-orig-fcfs-req.csv.gz', 'pyss-fcfs', 100, requested],
    ['starts-kth-orig-easy-req.csv.gz', 'pyss-easy', 100, requested],
    ['starts-kth-orig-easy-clair.csv.gz', 'pyss-easy', 100, clairvoyant],
    ['starts-kth-orig-easy-double.csv.gz', 'pyss-easy', 100, doubled],
    ['starts-kth-orig-sjbf-req.csv.gz', 'pyss-sjbf', 100, requested],
    ['starts-kth-orig-sjbf-clair.csv.gz', 'pyss-sjbf', 100, clairvoyant],
    ['starts-kth-orig-sjbf-double.csv.gz', 'pyss-sjbf', 100, doubled],
    ['starts-kth-orig-cons-req.csv.gz', 'pyss-conservative', 100, requested],
    ['starts-kth-orig-cons-clair.csv.gz', 'pyss-conservative', 100, clairvoyant],
    ['starts-nasa-cons-req.csv.gz', 'pyss-conservative', 128, requested],
    ['starts-lublin1-cons-req.csv.gz', 'pyss-conservative', 256, requested],
    ['starts-nasa-fcfs-req.csv.gz', 'pyss-fcfs', 128, requested],
    ['starts-nasa-easy-req.csv.gz', 'pyss-easy', 128, requested],
    ['starts-nasa-sjbf-req.csv.gz', 'pyss-sjbf', 128, requested],
    ['starts-lublin1-fcfs-req.csv.gz', 'pyss-fcfs', 256, requested],
    ['starts-lublin1-easy-req.csv.gz', 'pyss-easy', 256, requested],
    ['starts-lublin1-sjbf-req.csv.gz', 'pyss-sjbf', 256, requested],
  ] as const)('%s: %s starts every job at the same second', async (file, system, processors, estimate) => {
    const jobs = schedule(file, estimate)
    const starts = await startsOf(jobs, processors, system)
    const different = jobs.filter(({ id, start }) => starts.get(id!) !== start)
    expect(different.slice(0, 3)).toEqual([])
    expect(starts.size).toBe(jobs.length)
  })
})

interface Scenario {
  readonly name: string
  readonly policy: string
  readonly procs: number
  readonly jobs: readonly {
    submit: number
    estimate: number
    procs: number
    run: number
    expected_finish: number
  }[]
}

const SYSTEM_OF: Readonly<Record<string, string>> = {
  fcfs: 'batch-fcfs',
  easy: 'batch-easy',
  'easy-sjbf': 'batch-sjbf',
  conservative: 'batch-conservative',
}
const SCENARIOS = `${REFERENCE}/micro/batch-scenarios.json`

describe.skipIf(!existsSync(SCENARIOS))('scenarios of a few jobs (reference/micro)', () => {
  const scenarios = existsSync(SCENARIOS) ? (JSON.parse(readFileSync(SCENARIOS, 'utf8')) as Scenario[]) : []
  it.each(
    scenarios
      .filter(({ policy }) => policy in SYSTEM_OF)
      .map(each => [each.name, each.policy, each] as const),
  )('%s, %s: every job finishes when PySS says', async (_name, policy, { jobs, procs }) => {
    const written = jobs.map(({ submit, estimate, procs: cores, run }, id) => {
      return { id, submit, estimate, cores, run }
    })
    // One scenario lists its jobs out of order.
    const submitted = [...written].sort((a, b) => a.submit - b.submit)
    const starts = await startsOf(submitted, procs, SYSTEM_OF[policy]!)
    expect(written.map((job, id) => starts.get(id)! + job.run)).toEqual(jobs.map(job => job.expected_finish))
  })
})

describe('what a reader can check by hand', () => {
  // 100 processors; [submit, processors, run]: [0, 70, 100], [1, 80, 100], [2, 90, 100], [50, 20, 250].
  // FCFS: one after the other at 0, 100, 200; the last waits for 90 to end at 300. EASY: the last would end at 300,
  // after the shadow time 100 of the second, but 100 - 80 = 20 stay free beside it: it starts at once, at 50; the third
  // job needs 90 and finds 80 until 300.
  const jobs = [
    { submit: 0, cores: 70, run: 100 },
    { submit: 1, cores: 80, run: 100 },
    { submit: 2, cores: 90, run: 100 },
    { submit: 50, cores: 20, run: 250 },
  ]

  it('FCFS starts the four jobs at 0, 100, 200 and 300', async () => {
    expect([...(await startsOf(jobs, 100, 'batch-fcfs')).entries()].sort()).toEqual([
      [0, 0],
      [1, 100],
      [2, 200],
      [3, 300],
    ])
  })

  it('EASY starts the last at 50, beside the reservation of the second', async () => {
    expect([...(await startsOf(jobs, 100, 'batch-easy')).entries()].sort()).toEqual([
      [0, 0],
      [1, 100],
      [2, 300],
      [3, 50],
    ])
  })
})

describe('one instant, as PySS handles it', () => {
  const startTimes = async (jobs: readonly WrittenJob[], processors: number, system: string) =>
    [...(await startsOf(jobs, processors, system)).entries()].sort(([a], [b]) => a - b).map(([, at]) => at)

  // 10 processors. Until 100 one is held by a job that ends when it is expected to, six by one that is expected to end at 150, and
  // three by a third. At 100 there come a submission, that end and, early, the second's. The submission finds one processor free and
  // starts nothing. The first end's pass: the head, of four, waits until 150, the next, of three, finds no room, and the last, of
  // one, ends before 150 and starts. The second end's: the head starts, two are left, and the job of three waits for its end.
  it('has a pass for an end that was expected before one for an early end that comes after it', async () => {
    const jobs = [
      { submit: 0, cores: 1, run: 100 },
      { submit: 0, cores: 3, run: 1000 },
      { submit: 50, cores: 6, run: 50, estimate: 100 },
      { submit: 60, cores: 4, run: 10 },
      { submit: 61, cores: 3, run: 10 },
      { submit: 62, cores: 1, run: 10 },
      { submit: 100, cores: 10, run: 10 },
    ]
    expect(await startTimes(jobs, 10, 'pyss-easy')).toEqual([0, 0, 50, 100, 110, 100, 1000])
  })

  // Four processors. The first job, of one, is expected to end at 181 and ends at 93; the third, of three, holds its until 117. The
  // second, of all four, is planned for 181, and the last, of one, for 117. At 93 the second finds the last in its way until 119,
  // and the last moves up to 93. When that ends at 95, as it was expected to, the second moves up to 117.
  it('moves planned starts up at an end that was expected, too', async () => {
    const jobs = [
      { submit: 24, cores: 1, run: 69, estimate: 157 },
      { submit: 37, cores: 4, run: 2, estimate: 4 },
      { submit: 39, cores: 3, run: 78 },
      { submit: 40, cores: 1, run: 2 },
    ]
    expect(await startTimes(jobs, 4, 'pyss-conservative')).toEqual([24, 117, 39, 93])
    expect(await startTimes(jobs, 4, 'batch-conservative')).toEqual([24, 119, 39, 93])
  })

  // 32 machines of one processor. The first job ends early, at 46: 32 are free for the second, of 21, and the third, of 20, has to
  // wait for it. Were there a pass for every one of its 18 tasks, the third would find 20 free first.
  it.each(['fcfs', 'easy', 'sjbf', 'conservative'])(
    'ends all tasks of a gang at once, under %s',
    async order => {
      const jobs = [
        { submit: 44, run: 2, estimate: 7, tasks: 18 },
        { submit: 44, run: 1, tasks: 21 },
        { submit: 44, run: 1, tasks: 20 },
      ].map(job => ({ ...job, gang: true }))
      const spec = { ...systems[`pyss-${order}`]!, name: order }
      const { starts } = await watchedRun(spec, machinesOf(32, 1, 0), workloadOf(jobs))
      expect([0, 1, 2].map(job => new Set(starts.get(job)))).toEqual([44, 46, 47].map(at => new Set([at])))
    },
  )
})
