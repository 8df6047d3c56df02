import { describe, expect, it } from 'vitest'
import { seconds } from '../../../sim/engine/time.ts'
import { framework, monolithic, systemOf } from '../../support/small-system.ts'
import { stagedRun } from '../../support/staged-run.ts'
import { machinesOf, numbersOf } from '../../support/watched-run.ts'

const inCoreSeconds = (hours: number | null | undefined) => hours! * 3600

describe('a pipeline', () => {
  it('failed when the task failed that failed it, also if another failure was relaunched in between', async () => {
    // News travels 4 s. Job 0 has one more chance and fails at 10; job 1 fails for the second time at 12. At 14 job 0 is
    // launched again; at 16 job 1 is given up: the pipeline failed at 12.
    const flows = framework('flows', {
      kind: 'pipelines',
      takes: ['*'],
      onFailure: 'retry',
      retries: 1,
      cancels: 'nothing',
    })
    const { result, ends } = await stagedRun(
      systemOf(monolithic(), { latency: { status: seconds(4) }, frameworks: [flows] }),
      machinesOf(1, 4),
      [
        { submit: 0, run: 20, pipeline: 0 },
        { submit: 0, run: 20, pipeline: 0 },
      ],
      {
        script: {
          2: stage => stage.failTask(1),
          10: stage => stage.failTask(0),
          12: stage => stage.failTask(1),
        },
      },
    )
    expect(ends[0]).toBe('16 s: job 1 has failed (job 1 at 12 s: its tasks failed 2 times)')
    const numbers = numbersOf(result)
    // Job 1 runs 0–2, which is repeated from 6 on, and 6–12; job 0 runs 0–10, which is repeated from 14 on, and 14–34.
    expect(inCoreSeconds(numbers['core_hours_repeated'])).toBeCloseTo(2 + 10, 9)
    expect(inCoreSeconds(numbers['core_hours_lost_before'])).toBeCloseTo(6, 9)
    expect(inCoreSeconds(numbers['core_hours_lost_after'])).toBeCloseTo(20, 9)
    // Job 0 started again at 14, after the failure, though nobody knew.
    expect(numbers['tasks_doomed']).toBe(1)
  })

  it('counts its stages from their submission, whenever they became ready', async () => {
    // A chain of three stages of 10 s: 10, 20, 30 from submission, each with no slowdown of its own.
    const flows = framework('flows', { kind: 'pipelines', takes: ['*'] })
    const { result } = await stagedRun(systemOf(monolithic(), { frameworks: [flows] }), machinesOf(1, 1), [
      { submit: 5, run: 10, pipeline: 0 },
      { submit: 5, run: 10, pipeline: 0, parents: [0] },
      { submit: 5, run: 10, pipeline: 0, parents: [1] },
    ])
    expect(numbersOf(result)).toMatchObject({
      response_mean_s: 20,
      response_max_s: 30,
      bounded_slowdown_max: 1,
      pipeline_response_mean_s: 30,
    })
  })
})

describe('a job', () => {
  it('that is given up during its back-off has repeated nothing, and what had started is not cancelled', async () => {
    // Both tasks run from 0. One fails at 10, for a second try at 40; the other at 27, and the job is given up.
    const jobs = framework('batch', { takes: ['*'], onFailure: 'retry', retries: 1, backoff: seconds(30) })
    const { result } = await stagedRun(
      systemOf(monolithic(), { frameworks: [jobs] }),
      machinesOf(1, 4),
      [{ submit: 0, run: 100, tasks: 2 }],
      { script: { 10: stage => stage.failTask(0), 27: stage => stage.failTask(0) } },
    )
    const numbers = numbersOf(result)
    expect(numbers).toMatchObject({ tasks_cancelled: 0, core_hours_repeated: 0, core_hours_done: 0 })
    expect(inCoreSeconds(numbers['core_hours_lost'])).toBeCloseTo(10 + 27, 9)
  })

  it('has repeated nothing while there is a task that has not run yet, which is what starts by convention', async () => {
    // One core. The first of two tasks fails at 10, and is to have its second try at 40. The other starts at 10, for the first
    // time, and fails at 22: both tries are lost with the job, and nothing was repeated.
    const jobs = framework('batch', { takes: ['*'], onFailure: 'retry', retries: 1, backoff: seconds(30) })
    const { result, log } = await stagedRun(
      systemOf(monolithic(), { frameworks: [jobs] }),
      machinesOf(1, 1),
      [{ submit: 0, run: 100, tasks: 2 }],
      { script: { 10: stage => stage.failTask(0), 22: stage => stage.failTask(0) } },
    )
    expect(log.map(line => line.replace(/ on.*/, ''))).toEqual([
      '0 s: job 0 starts',
      '10 s: job 0 fails',
      '10 s: job 0 starts',
      '22 s: job 0 fails',
    ])
    const numbers = numbersOf(result)
    expect(numbers['core_hours_repeated']).toBe(0)
    expect(inCoreSeconds(numbers['core_hours_lost'])).toBeCloseTo(10 + 12, 9)
  })
})

describe('a framework', () => {
  it('has lost its scheduler with every death of it, also before and while it registers', async () => {
    // It registers for 10 s. Dead at 4 before it ever did, at 20 when it had (since 14), at 23 while it did so again.
    const system = systemOf(monolithic(), {
      frameworks: [
        framework('host', { onFailure: 'relaunch' }),
        framework('guest', {
          takes: ['*'],
          hosting: {
            hostedBy: 'host',
            cpuMilli: 1000,
            memoryMiB: 0,
            meanTimeToFailure: Number.POSITIVE_INFINITY,
            reconciliation: seconds(10),
            failoverTimeout: seconds(60),
          },
        }),
      ],
    })
    const die = (stage: { failScheduler(name: string): void }) => stage.failScheduler('guest')
    const { result } = await stagedRun(system, machinesOf(1, 4), [{ submit: 0, run: 1 }], {
      until: seconds(50),
      script: { 4: die, 20: die, 23: die },
    })
    expect(result.reasons).toContainEqual({ reason: 'a framework lost its scheduler', count: 3 })
    // The scheduler is a service: what it did is done, although it died.
    expect(inCoreSeconds(numbersOf(result)['core_hours_done'])).toBeCloseTo(50 + 1, 9)
    expect(numbersOf(result)['core_hours_repeated']).toBe(0)
  })
})
