/**
 * How long schedulers take to recover, second by second. Every decision takes 1 s; a framework is away for 10 s after each
 * death, and so is the root.
 */
import { describe, expect, it } from 'vitest'
import { NEVER, SECOND, seconds } from '../../../sim/engine/time.ts'
import { framework, monolithic, systemOf, thinking } from '../../support/small-system.ts'
import { stagedRun } from '../../support/staged-run.ts'
import { machinesOf, type WrittenJob } from '../../support/watched-run.ts'

interface Deaths {
  readonly framework?: readonly number[]
  readonly root?: readonly number[]
  readonly warmup?: number
  readonly until?: number
}

/** Frameworks `a`, which dies, and `b`, which does not, on a machine of 4 cores; says what became of each row. */
async function recoveries(
  jobs: readonly WrittenJob[],
  { framework: framed = [], root = [], warmup = 0, until = 100 }: Deaths,
) {
  const process = {
    failures: framed.map(seconds),
    meanTimeToFailure: NEVER,
    restart: 10 * SECOND,
    reconciliation: 0,
    failoverTimeout: NEVER,
  }
  const system = systemOf(
    monolithic({ ...thinking(1), failures: root.map(seconds), failover: 10 * SECOND }),
    { frameworks: [framework('a', { process }), framework('b')] },
  )
  const { result } = await stagedRun(system, machinesOf(1, 4), jobs, {
    classes: ['a', 'b'],
    warmup: seconds(warmup),
    until: seconds(until),
  })
  return (scope: 'all' | 'scheduler', name = '') => {
    const row = result.rows.find(each => each.scope === scope && each.name === name)!
    const { scheduler_deaths: deaths, recovery_mean_s: mean, recovery_max_s: max } = row.numbers
    return { deaths, mean, max, atLeast: (row.atLeast ?? []).includes('recovery_max_s') }
  }
}

/** A job of `a` or of `b` that runs for a second. */
const ofA = (submit: number, changes: Partial<WrittenJob> = {}) => ({
  submit,
  run: 1,
  jobClass: 0,
  ...changes,
})
const ofB = (submit: number, changes: Partial<WrittenJob> = {}) => ({
  submit,
  run: 1,
  jobClass: 1,
  ...changes,
})

describe('a framework that dies', () => {
  it('has recovered with the first of its launches alone, not with those of others or later ones', async () => {
    // Away from 10 to 20. Jobs of b start at 16 and 20.5; job 2 of a came at 12, is handed over at 20, waits until the decision
    // on that of b is over, and starts at 21.5: 11.5 s. It launches again at 31 and 41, of which nothing is to be told.
    const of = await recoveries(
      [ofB(15), ofB(19.5), ofA(12), ofA(30), ofA(40)].sort((x, y) => x.submit - y.submit),
      {
        framework: [10],
      },
    )
    expect(of('scheduler', 'a')).toEqual({ deaths: 1, mean: 11.5, max: 11.5, atLeast: false })
    expect(of('all')).toEqual({ deaths: 1, mean: 11.5, max: 11.5, atLeast: false })
  })

  it('has recovered when it is back where nothing of its own waits, whatever comes later', async () => {
    // Back at 20. A job of b that needs 4 cores holds them from 17 to 47, and another has waited for them since 18. That of a
    // comes at 30 and starts long after: 10 s all the same.
    const of = await recoveries([ofB(16, { cores: 4, run: 30 }), ofB(18, { cores: 4 }), ofA(30)], {
      framework: [10],
    })
    expect(of('scheduler', 'a')).toEqual({ deaths: 1, mean: 10, max: 10, atLeast: false })
  })

  it('goes on recovering from the first of its deaths when it dies again before it has launched what waits', async () => {
    // A job of b holds all cores from 1 to 35. That of a comes at 12 and waits: a is back at 20, dies at 22, is back at 32, and
    // the decision is over at 36: one recovery, of 26 s, from two deaths.
    const jobs = [ofB(0, { cores: 4, run: 34 }), ofA(12)]
    const of = await recoveries(jobs, { framework: [10, 22] })
    expect(of('scheduler', 'a')).toEqual({ deaths: 2, mean: 26, max: 26, atLeast: false })
  })

  it('has recovered when it is back again where the root has placed meanwhile what waited', async () => {
    // Job 0 came at 12 and is handed over at 20. A dies at 20.5, and the root, which goes on deciding, starts the job at 21; at
    // 30.5 a is back and nothing waits: 20.5 s.
    const of = await recoveries([ofA(12)], { framework: [10, 20.5] })
    expect(of('scheduler', 'a')).toEqual({ deaths: 2, mean: 20.5, max: 20.5, atLeast: false })
  })

  it('has recovered twice when nothing waited between its deaths', async () => {
    // 10 to 20 and 40 to 50, with nothing to do; then 60 to 70, and a job of 65 starts at 71: 10, 10, 11.
    const of = await recoveries([ofA(65)], { framework: [10, 40, 60] })
    expect(of('scheduler', 'a')).toEqual({ deaths: 3, mean: 31 / 3, max: 11, atLeast: false })
  })

  it('has not recovered, and nor has a root, when more comes while something waits already', async () => {
    // Both are away from 10 to 20. A job of b holds all cores from 1 to 35. Those of a come at 12 and 25, and the first starts at 36.
    const jobs = [ofB(0, { cores: 4, run: 34 }), ofA(12), ofA(25)]
    const of = await recoveries(jobs, { framework: [10], root: [10] })
    expect(of('scheduler', 'a')).toEqual({ deaths: 1, mean: 26, max: 26, atLeast: false })
    expect(of('scheduler', 'root')).toEqual({ deaths: 1, mean: 26, max: 26, atLeast: false })
  })

  it('counts from the opening of the window on, at that very moment too', async () => {
    // The deaths of 10 and 40; the second recovery takes until 51.
    const jobs = [ofA(45)]
    const of = await recoveries(jobs, { framework: [10, 40], warmup: 40 })
    expect(of('scheduler', 'a')).toEqual({ deaths: 1, mean: 11, max: 11, atLeast: false })
    const before = await recoveries(jobs, { framework: [10, 40], warmup: 10 })
    expect(before('scheduler', 'a')).toEqual({ deaths: 2, mean: 10.5, max: 11, atLeast: false })
  })
})

describe('a framework that has launched nothing when the run ends', () => {
  it('has taken so long at least while it is away', async () => {
    const of = await recoveries([], { framework: [10], until: 17 })
    expect(of('scheduler', 'a')).toEqual({ deaths: 1, mean: 7, max: 7, atLeast: true })
  })

  it('has taken so long at least where it is back and something waits, also if nothing can start', async () => {
    // Job 0 holds all cores; job 1 comes at 12 and waits until the end.
    const of = await recoveries([ofB(0, { cores: 4, run: NEVER }), ofA(12)], { framework: [10], until: 70 })
    expect(of('scheduler', 'a')).toEqual({ deaths: 1, mean: 60, max: 60, atLeast: true })
  })

  it('had recovered when it was back where nothing waits', async () => {
    const of = await recoveries([], { framework: [10], until: 70 })
    expect(of('scheduler', 'a')).toEqual({ deaths: 1, mean: 10, max: 10, atLeast: false })
  })
})

describe('a root that dies', () => {
  it('has recovered with the first launch of anybody', async () => {
    // Away from 10 to 20. Job 0 of b came at 12 and starts at 21: 11 s; job 1 of a, which starts at 31, has no part in it.
    const of = await recoveries([ofB(12), ofA(30)], { root: [10] })
    expect(of('scheduler', 'root')).toEqual({ deaths: 1, mean: 11, max: 11, atLeast: false })
  })

  it('goes on recovering from the first of its deaths while anything waits for it, and no longer', async () => {
    // 10 to 20; job 0, of 12, would be decided on at 21, but the root dies at 20.5 and is back at 30.5: it starts at 31.5, so
    // the first recovery has taken 21.5 s. Nothing waits when it dies at 50 and at 70: 10 s each.
    const of = await recoveries([ofB(12)], { root: [10, 20.5, 50, 70] })
    expect(of('scheduler', 'root')).toEqual({ deaths: 4, mean: 41.5 / 3, max: 21.5, atLeast: false })
  })

  it('has taken so long at least where something waits at the end of the run', async () => {
    const of = await recoveries([ofB(0, { cores: 4, run: NEVER }), ofB(12)], { root: [10], until: 70 })
    expect(of('scheduler', 'root')).toEqual({ deaths: 1, mean: 60, max: 60, atLeast: true })
  })

  it('is measured apart from the frameworks, and all together', async () => {
    // The root: 50 to 60, nothing waits: 10 s. The framework: 10 to 20, and a job of 12: 11 s.
    const of = await recoveries([ofA(12)], { framework: [10], root: [50] })
    expect(of('scheduler', 'a')).toMatchObject({ deaths: 1, mean: 11 })
    expect(of('scheduler', 'root')).toMatchObject({ deaths: 1, mean: 10 })
    expect(of('all')).toEqual({ deaths: 2, mean: 10.5, max: 11, atLeast: false })
  })
})
