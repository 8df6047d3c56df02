/** What is counted when jobs and pipelines end, at the moments at which it is easily missed. */
import { describe, expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { framework, monolithic, systemOf } from '../../support/small-system.ts'
import { type Staging, stagedRun } from '../../support/staged-run.ts'
import { machinesOf, numbersOf } from '../../support/watched-run.ts'

const flows = (changes = {}) =>
  framework('flows', { kind: 'pipelines', takes: ['*'], cancels: 'pipeline', ...changes })

describe('a pipeline', () => {
  it('that fails at the very beginning has failed', async () => {
    const { result, ends } = await stagedRun(
      systemOf(monolithic(), { frameworks: [flows()] }),
      machinesOf(1, 2),
      [{ submit: 0, run: 10, pipeline: 0, failsAfter: 0 }],
    )
    expect(ends).toEqual(['0 s: job 0 has failed (job 0 at 0 s: a task failed)'])
    expect(numbersOf(result)).toMatchObject({ pipelines_failed: 1, pipelines_finished: 0 })
  })

  /** Stage 0 fails at 5; the kill of stage 1 arrives at 7 and has nothing to wait for. */
  const cancelled = (more: Staging = {}) =>
    stagedRun(
      systemOf(monolithic(), { frameworks: [flows()], latency: { machine: 2 * SECOND } }),
      machinesOf(1, 2),
      [
        { submit: 0, run: 100, pipeline: 0 },
        { submit: 0, run: 100, pipeline: 0 },
      ],
      { script: { 5: stage => stage.failTask(0) }, ...more },
    )

  it('that ends with its last kill was cancelled in exactly so long', async () => {
    const { result } = await cancelled()
    expect(numbersOf(result)).toMatchObject({ cancel_delay_mean_s: 2, cancel_delay_max_s: 2 })
    expect(result.rows[0]!.atLeast ?? []).not.toContain('cancel_delay_max_s')
  })

  it('has been cancelled for at least so long where a kill is on its way when the run ends', async () => {
    const { result } = await cancelled({ until: 6 * SECOND })
    expect(numbersOf(result)['cancel_delay_max_s']).toBe(1)
    expect(result.rows[0]!.atLeast).toContain('cancel_delay_max_s')
  })

  it('saves nothing that one could say of a stage without an end', async () => {
    // Stage 1 would run for ever. Stage 0 fails at 5 with 95 s to go, of which nobody says that they are saved: it failed.
    const { result } = await stagedRun(
      systemOf(monolithic(), { frameworks: [flows()] }),
      machinesOf(1, 2),
      [
        { submit: 0, run: 100, pipeline: 0 },
        { submit: 0, run: NEVER, pipeline: 0 },
      ],
      { script: { 5: stage => stage.failTask(0) }, until: 50 * SECOND },
    )
    expect(numbersOf(result)['core_hours_saved']).toBe(0)
  })
})

describe('a job that is given up', () => {
  it('has its waiting tasks counted by why: failed for a failure of its own, cancelled for one elsewhere', async () => {
    // 4 cores and 1024 MiB. Of the three tasks of stage 0, 500 MiB each, two run and one waits; of those of stage 1 two run
    // beside them and one waits for a core. A task of stage 0 fails at 5, and kills are on their way until 7; at 5.5 one of stage 1
    // fails by itself. At 6 the task of 5 and the one that waited count as failed, and of stage 1, which was cancelled, that of
    // 5.5 and the one that waited as cancelled; one of each is still to be killed.
    const counts: Record<string, number[]> = {}
    const system = systemOf(monolithic(), { frameworks: [flows()], latency: { machine: 2 * SECOND } })
    await stagedRun(
      system,
      machinesOf(1, 4),
      [
        { submit: 0, run: 100, tasks: 3, memoryMiB: 500, pipeline: 0 },
        { submit: 0, run: 100, tasks: 3, pipeline: 0 },
      ],
      {
        script: {
          5: stage => stage.failTask(0),
          5.5: stage => stage.failTask(1),
          6: ({ cluster: { jobs } }) => {
            for (const job of [0, 1])
              counts[jobs.id[job]!] = [TaskState.Failed, TaskState.Cancelled].map(state =>
                jobs.count(job, state),
              )
          },
          9: ({ cluster: { jobs } }) => expect([0, 1].map(job => jobs.isLive(job))).toEqual([false, false]),
        },
      },
    )
    expect(counts).toEqual({ 0: [2, 0], 1: [0, 2] })
  })
})

it('a job that is to have tasks is not done when it has none for a moment, and over when nobody wants any', async () => {
  const seen: unknown[] = []
  const { log, ends } = await stagedRun(
    systemOf(monolithic(), { frameworks: [framework('all', { takes: ['*'] })] }),
    machinesOf(1, 1),
    [
      { submit: 0, run: 10 },
      { submit: 0, run: 10 },
      { submit: 1, run: 10 },
    ],
    {
      script: {
        // Jobs 1 and 2 wait for the only core. Job 1 has two tasks more, one of which pauses; all but that go, and then that too.
        5: ({ cluster }) => {
          cluster.grow(1, 1)
          cluster.growLater(1)
          seen.push(cluster.shrinkPending(1, 5), cluster.shrinkWaiting(1, 5), cluster.jobs.tasks[1])
          seen.push(cluster.ending.closeIfDone(1))
          cluster.growLater(1)
          cluster.resume(1)
        },
        6: ({ cluster }) => {
          cluster.want(2, 0)
          cluster.shrink(2, 5)
          seen.push(cluster.ending.closeIfDone(2))
        },
      },
    },
  )
  expect(seen).toEqual([2, 1, 0, false, true])
  expect(ends).toEqual(['6 s: job 2 is finished', '10 s: job 0 is finished', '20 s: job 1 is finished'])
  expect(log.filter(line => line.includes('starts'))).toHaveLength(2)
})
