import { describe, expect, test } from 'vitest'
import { DAY, MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { ChronosSpec, RepeatedJobSpec } from '../../../systems/chronos/spec.ts'
import type { FrameworkSpec, HostingSpec, SystemSpec } from '../../../systems/generic/spec.ts'
import type { MarathonSpec } from '../../../systems/marathon/spec.ts'
import { agents } from '../../support/marathon-run.ts'
import { type Stage, type StagedRun, stagedRun } from '../../support/staged-run.ts'
import { numbersOf, type WrittenJob } from '../../support/watched-run.ts'

// Chronos declines for 5 s what it has no use for, and asks for offers only when it registers: a task waits for the next round.

/** The Chronos of a system, for all classes of jobs; others before it. It kills without grace and revives unless told. */
function chronosOf(
  name: 'chronos-2.4' | 'chronos-3',
  changes: Partial<ChronosSpec> = {},
  others: readonly FrameworkSpec[] = [],
): SystemSpec {
  const base = systems[name]!
  const chronos = base.frameworks.find(framework => framework.name === 'chronos') as ChronosSpec
  const usual = { takes: ['*'], killGrace: 0, reviveForNewJobs: true }
  return { name, ...base, frameworks: [...others, { ...chronos, ...usual, ...changes }] }
}

const starts = ({ log }: StagedRun, job?: number) =>
  log
    .filter(line => line.includes(job === undefined ? 'starts' : `job ${job} starts`))
    .map(line => Math.floor(Number.parseFloat(line)))

/** Five stages one after the other, each a task of 30 s. */
const chain: readonly WrittenJob[] = [0, 1, 2, 3, 4].map(stage => ({
  submit: 10,
  run: 30,
  pipeline: 1,
  ...(stage > 0 && { parents: [stage - 1] }),
}))

const failThirdAt = (...times: number[]) =>
  Object.fromEntries(times.map(at => [at, (stage: Stage) => stage.failTask(2)]))

describe('a pipeline of five stages under Chronos', () => {
  test('goes on after a failure that passes, a minute later', async () => {
    // Stages start at 10, 40 and 70 s. The third fails at 80 s, is queued again at 140 s and is done by 170 s.
    const run = await stagedRun(chronosOf('chronos-2.4'), agents(2), chain, { script: failThirdAt(80) })
    expect(starts(run)).toEqual([10, 40, 70, 140, 170, 200])
    expect(run.ends.filter(end => end.endsWith('is finished'))).toHaveLength(5)
    // Lost: the 9.98 s of the attempt that failed.
    expect(numbersOf(run.result)['core_hours_saved']).toBe(0)
  })

  test('is given up after two retries when a failure stays', async () => {
    const run = await stagedRun(chronosOf('chronos-2.4'), agents(2), chain, {
      script: failThirdAt(80, 150, 220),
    })
    expect(starts(run)).toEqual([10, 40, 70, 140, 210])
    expect(run.ends.at(-1)).toBe('220.002 s: job 2 has failed (job 2 at 220 s: it failed 3 times)')
    expect(numbersOf(run.result)['core_hours_saved']).toBeCloseTo(60 / 3600, 9)
  })
})

describe('a task that waits for an offer', () => {
  test('waits for the filter to expire when Chronos does not revive', async () => {
    // The offer of the first second is declined for 5 s and comes again every 6th; the job of 10 s is launched on one of these.
    const run = await stagedRun(chronosOf('chronos-2.4', { reviveForNewJobs: false }), agents(1), [
      { submit: 10, run: 30 },
    ])
    const [start] = starts(run)
    expect(start).toBeGreaterThan(10)
    expect(start).toBeLessThanOrEqual(16)
  })
})

const everyMinute: RepeatedJobSpec = {
  repeat: 'R/2016-10-13T00:01:00Z/PT1M',
  cpuMilli: 1000,
  memoryMiB: 100,
  duration: 150 * SECOND,
}

describe('a job by the clock that runs longer than its period', () => {
  const tenMinutes = (name: 'chronos-2.4' | 'chronos-3', more: Partial<RepeatedJobSpec> = {}) =>
    stagedRun(chronosOf(name, { repeated: [{ ...everyMinute, ...more }] }), agents(2), [], {
      until: 10 * MINUTE,
    })

  test.each(['chronos-2.4', 'chronos-3'] as const)('is dropped beside itself in %s', async name => {
    // Runs of 150 s from minutes 1, 4 and 7 on: the tasks of the minutes between are dropped.
    const run = await tenMinutes(name)
    expect(starts(run).map(at => Math.floor(at / 60))).toEqual([1, 4, 7])
    expect(run.result.reasons).toContainEqual({
      reason: 'a task was dropped beside another of its job',
      count: 6,
    })
  })

  test('runs beside itself in 3.x if it is concurrent', async () => {
    expect(starts(await tenMinutes('chronos-3', { concurrent: true }))).toHaveLength(9)
  })

  test('is over with its repetitions', async () => {
    const short = { repeat: 'R3/2016-10-13T00:01:00Z/PT1M', duration: SECOND }
    expect(starts(await tenMinutes('chronos-2.4', short))).toHaveLength(3)
    expect(starts(await tenMinutes('chronos-3', short))).toHaveLength(3)
  })
})

describe('a Chronos that Marathon hosts', () => {
  const hosting: HostingSpec = {
    hostedBy: 'marathon',
    cpuMilli: 1000,
    memoryMiB: 1024,
    meanTimeToFailure: NEVER,
    reconciliation: 15 * SECOND,
    failoverTimeout: 7 * DAY,
  }
  const marathon = systems['chronos-2.4']!.frameworks.find(({ name }) => name === 'marathon') as MarathonSpec
  const hosted = (changes: Partial<ChronosSpec>) =>
    chronosOf('chronos-2.4', { hosting, ...changes }, [{ ...marathon, takes: ['service'], killGrace: 0 }])
  const die = (at: number) => ({ [at]: (stage: Stage) => stage.failScheduler('chronos') })

  test('forgets on its death the attempts that were to come', async () => {
    // The task fails at 60 s and would be tried again at 120 s. Chronos dies at 70 s.
    const jobs = [{ submit: 25, run: 60 }]
    const fails = { 60: (stage: Stage) => stage.failTask(0) }
    const run = async (script: Record<number, (stage: Stage) => void>) =>
      starts(
        await stagedRun(hosted({}), agents(2), jobs, {
          classes: ['batch', 'service'],
          until: 10 * MINUTE,
          script,
        }),
        0,
      )
    // Job 0 is also the number of the scheduler's own job, which starts first, and again after its death.
    expect((await run(fails)).filter(at => at >= 120)).toHaveLength(1)
    expect((await run({ ...fails, ...die(70) })).filter(at => at >= 120)).toEqual([])
  })

  test('does not know after its death what runs', async () => {
    // Runs of 150 s, from minutes 1 and 4 on. Where it dies at 70 s and is back some 16 s later, one of minute 2 starts beside the first.
    const run = async (script: Record<number, (stage: Stage) => void>) =>
      starts(
        await stagedRun(hosted({ repeated: [everyMinute] }), agents(2), [], {
          classes: ['batch', 'service'],
          until: 5 * MINUTE,
          script,
        }),
      ).filter(at => at % 60 < 6 && at >= 60)
    expect((await run({})).map(at => Math.floor(at / 60))).toEqual([1, 4])
    expect((await run(die(70))).map(at => Math.floor(at / 60))).toEqual([1, 2, 4])
  })

  test('runs what is late by less than a minute, and skips the rest', async () => {
    // Dead from 110 s until about 126 s: the task of minute 2, which was planned at 75 s, is some seconds late and runs. Where
    // it takes 90 s to come back, that task is 80 s late and skipped; minute 3 is some 20 s late.
    const clocked = { repeated: [{ ...everyMinute, duration: SECOND }] }
    const run = async (reconciliation: number) =>
      starts(
        await stagedRun(
          hosted({ ...clocked, hosting: { ...hosting, reconciliation: reconciliation * SECOND } }),
          agents(2),
          [],
          { classes: ['batch', 'service'], until: 5 * MINUTE, script: die(110) },
        ),
      ).filter(at => at > 112)
    expect(await run(15)).toEqual([126, 180, 240])
    expect(await run(90)).toEqual([201, 240])
  })
})

describe('jobs that depend on jobs by the clock', () => {
  const task = { cpuMilli: 1000, memoryMiB: 100 }
  /** Start every ten minutes from minute 1 on, then two children, then what joins them; as in mesos/chronos, issue 543. */
  const diagram = (first: number, second: number): readonly RepeatedJobSpec[] => [
    { ...task, name: 'Start', repeat: 'R/2016-10-13T00:01:00Z/PT10M', duration: 10 * SECOND },
    { ...task, name: 'Child1', parents: ['Start'], duration: first * SECOND },
    { ...task, name: 'Child2', parents: ['Start'], duration: second * SECOND },
    { ...task, name: 'End', parents: ['Child1', 'Child2'], duration: 10 * SECOND },
  ]
  const joins = (run: StagedRun) => {
    const { joins, joins_stale_share: stale } = numbersOf(run.result)
    return { joins, staleShare: stale }
  }
  const threeRounds = (script: Record<number, (stage: Stage) => void> = {}) =>
    stagedRun(chronosOf('chronos-2.4', { repeated: diagram(60, 30), taskRetries: 0 }), agents(2), [], {
      until: 30 * MINUTE,
      script,
    })

  test('run after them, round by round', async () => {
    // Start at minutes 1, 11 and 21; its children 10 s later; End when the slower of them is done, 70 s after Start.
    const run = await threeRounds()
    const minutes = [1, 11, 21].map(minute => minute * 60)
    expect(starts(run)).toEqual(minutes.flatMap(at => [at, at + 10, at + 10, at + 70]))
    expect(joins(run)).toEqual({ joins: 3, staleShare: 0 })
  })

  test('join what does not belong together after one of them has failed once (chronos#543, step by step)', async () => {
    // Round 1: Child2 fails at 90 s; End does not run, for it has ended once less than Child1. Round 2: Child2 ends at 700 s, as often
    // as Child1 has, so End runs – 30 s before the Child1 of this round has ended. Round 3 likewise: Child2 at 1300 s.
    const run = await threeRounds({ 90: stage => stage.failTask(3) })
    expect(starts(run)).toEqual([60, 70, 70, 660, 670, 670, 700, 1260, 1270, 1270, 1300])
    expect(joins(run)).toEqual({ joins: 2, staleShare: 1 })
  })

  test('begin to count anew when Chronos has died', async () => {
    const hosted = {
      process: {
        failures: [10 * MINUTE],
        meanTimeToFailure: NEVER,
        restart: 15 * SECOND,
        reconciliation: 15 * SECOND,
        failoverTimeout: 7 * DAY,
      },
    }
    const run = await stagedRun(
      chronosOf('chronos-2.4', { repeated: diagram(60, 30), taskRetries: 0, ...hosted }),
      agents(2),
      [],
      { until: 30 * MINUTE, script: { 90: stage => stage.failTask(3) } },
    )
    // What Child1 had ended once more is forgotten, so rounds 2 and 3 are joined when both have ended.
    expect(joins(run)).toEqual({ joins: 2, staleShare: 0 })
  })

  test('of one pipeline of the workload always belong together', async () => {
    const jobs: WrittenJob[] = [
      { submit: 10, run: 60, pipeline: 1 },
      { submit: 10, run: 30, pipeline: 1 },
      { submit: 10, run: 10, pipeline: 1, parents: [0, 1] },
    ]
    expect(joins(await stagedRun(chronosOf('chronos-2.4'), agents(2), jobs))).toEqual({
      joins: 1,
      staleShare: 0,
    })
  })
})
