import { describe, expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import { monolithic, systemOf, thinking } from '../../support/small-system.ts'
import { stagedRun } from '../../support/staged-run.ts'
import { machinesOf, numbersOf } from '../../support/watched-run.ts'

/** What a run says of scope 'all', and which of it are bounds. */
async function measured(jobs: Parameters<typeof stagedRun>[2], until: number, warmup = 0) {
  const staging = { until: until * SECOND, warmup: warmup * SECOND }
  const { result } = await stagedRun(systemOf(monolithic(thinking(0))), machinesOf(1, 1), jobs, staging)
  return { numbers: numbersOf(result), open: result.rows[0]!.atLeast ?? [], result }
}

describe('a job that never started', () => {
  it('counts with the time that it waited, and makes every number that it could change a bound', async () => {
    // One core. Job 0 runs from 0 to 10, job 1 from 10 to 20, job 2 from 20 on; job 3 waits. The run ends at 25.
    const jobs = [0, 1, 2, 3].map(submit => ({ submit, run: 10 }))
    const { numbers, open, result } = await measured(jobs, 25)
    // Waits 0, 9, 18, and at least 22: mean (0 + 9 + 18 + 22) / 4 = 12.25. The median is at index ⌊3 / 2⌋ = 1: 9 s.
    expect(numbers).toMatchObject({
      jobs_submitted: 4,
      jobs_never_started: 1,
      wait_first_mean_s: 12.25,
      wait_first_p50_s: 9,
      wait_first_max_s: 22,
    })
    expect(open).toContain('wait_first_mean_s')
    expect(open).toContain('wait_first_max_s')
    expect(open).not.toContain('wait_first_p50_s')
    // Responses 10, 19, and at least 23 and 22: mean 18.5; index 1 of 10, 19, 22, 23 is 19, known.
    expect(numbers).toMatchObject({ response_mean_s: 18.5, response_p50_s: 19, response_max_s: 23 })
    // Slowdowns 1, 1.9, at least 2.3 and 2.2: mean 1.85.
    expect(numbers['bounded_slowdown_mean']).toBeCloseTo(1.85, 12)
    expect(open).toEqual(expect.arrayContaining(['response_mean_s', 'bounded_slowdown_mean', 'makespan_s']))
    expect(open).not.toContain('response_p50_s')
    const waits = result.distributions.find(each => each.scope === 'all' && each.measure === 'wait_first_s')!
    expect([waits.count, waits.quantiles.at(-1), waits.atMost!.at(-1), waits.atMost![0]]).toEqual([
      4,
      22,
      null,
      0,
    ])
  })

  it('is cut with the warm-up first', async () => {
    // Jobs 0 and 1 came before 2 s. Waits 18, and at least 22.
    const jobs = [0, 1, 2, 3].map(submit => ({ submit, run: 10 }))
    const { numbers } = await measured(jobs, 25, 2)
    expect(numbers).toMatchObject({ jobs_submitted: 2, wait_first_mean_s: 20 })
  })

  it('counts as a service until it is placed, and then has no end to come', async () => {
    const jobs = [
      { submit: 0, run: NEVER },
      { submit: 4, run: NEVER },
    ]
    const { numbers, open } = await measured(jobs, 10)
    expect(numbers).toMatchObject({ wait_first_mean_s: 3, response_mean_s: null })
    expect(open).toContain('wait_first_mean_s')
    expect(open).not.toContain('response_mean_s')
    const placed = await measured([{ submit: 0, run: NEVER }], 10)
    expect(placed.open).toEqual([])
  })

  it('leaves nothing open where all is over', async () => {
    const { open, result } = await measured([{ submit: 0, run: 1 }], 10)
    expect(open).toEqual([])
    expect(result.distributions.every(each => each.atMost === undefined)).toBe(true)
  })
})

describe('time in queue', () => {
  it('before the first attempt is open for a job that no scheduler took up', async () => {
    // A decision takes 5 s: job 0 is taken up at 0, job 1 at 5 and is in hand at the end, 8 s; job 2 waits since 2.
    const jobs = [0, 1, 2].map(submit => ({ submit, run: 1 }))
    const staging = { until: 8 * SECOND }
    const { result } = await stagedRun(systemOf(monolithic(thinking(5))), machinesOf(1, 4), jobs, staging)
    // 0, 4, and at least 6: mean 10 / 3.
    expect(numbersOf(result)['queue_first_mean_s']).toBeCloseTo(10 / 3, 12)
    expect(result.rows[0]!.atLeast).toContain('queue_first_mean_s')
  })
})
