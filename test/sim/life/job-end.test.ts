/** What is counted when jobs and pipelines end, at the moments at which it is easily missed. */
import { describe, expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import { framework, monolithic, systemOf } from '../../support/small-system.ts'
import { stagedRun } from '../../support/staged-run.ts'
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

  it('that ends with its last kill was cancelled in exactly so long', async () => {
    // Stage 0 fails at 5; the kill of stage 1 arrives at 7 and has nothing to wait for.
    const system = systemOf(monolithic(), { frameworks: [flows()], latency: { machine: 2 * SECOND } })
    const { result } = await stagedRun(
      system,
      machinesOf(1, 2),
      [
        { submit: 0, run: 100, pipeline: 0 },
        { submit: 0, run: 100, pipeline: 0 },
      ],
      { script: { 5: stage => stage.failTask(0) } },
    )
    expect(numbersOf(result)).toMatchObject({ cancel_delay_mean_s: 2, cancel_delay_max_s: 2 })
    expect(result.rows[0]!.atLeast ?? []).not.toContain('cancel_delay_max_s')
  })

  it('has been cancelled for at least so long where a kill is on its way when the run ends', async () => {
    const system = systemOf(monolithic(), { frameworks: [flows()], latency: { machine: 2 * SECOND } })
    const { result } = await stagedRun(
      system,
      machinesOf(1, 2),
      [
        { submit: 0, run: 100, pipeline: 0 },
        { submit: 0, run: 100, pipeline: 0 },
      ],
      { script: { 5: stage => stage.failTask(0) }, until: 6 * SECOND },
    )
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
