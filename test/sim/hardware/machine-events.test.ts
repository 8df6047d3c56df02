/** Recorded events of machines: closed, drained, crashed and returned. */
import { describe, expect, it } from 'vitest'
import { NEVER, SECOND, seconds } from '../../../sim/engine/time.ts'
import type { MachineEvent } from '../../../sim/hardware/machine-events.ts'
import { framework, monolithic, systemOf } from '../../support/small-system.ts'
import { type Staging, stagedRun } from '../../support/staged-run.ts'
import { machinesOf, numbersOf, type WrittenJob } from '../../support/watched-run.ts'

const at = (time: number, event: MachineEvent['event'], machine = 0): MachineEvent => ({
  at: seconds(time),
  machine,
  event,
})

const hardware = (events: readonly MachineEvent[]) => ({
  meanTimeToFailure: NEVER,
  meanTimeToRepair: NEVER,
  events,
})

const run = (jobs: readonly WrittenJob[], machines: number, staging: Staging, cores = 1) =>
  stagedRun(systemOf(monolithic()), machinesOf(machines, cores), jobs, staging)

describe('a machine that is cordoned', () => {
  it('takes no more tasks, keeps those that it has, and returns with what they leave', async () => {
    // Job 0 runs 0–20 on one of two cores. Job 1 waits for the return at 10, job 2 for both cores.
    const { log } = await run(
      [
        { submit: 0, run: 20 },
        { submit: 6, run: 5 },
        { submit: 11, run: 1, cores: 2 },
      ],
      1,
      { hardware: hardware([at(5, 'cordon'), at(10, 'return')]) },
      2,
    )
    expect(log).toEqual([
      '0 s: job 0 starts on machine 0',
      '10 s: job 1 starts on machine 0',
      '15 s: job 1 finishes on machine 0',
      '20 s: job 0 finishes on machine 0',
      '20 s: job 2 starts on machine 0',
      '21 s: job 2 finishes on machine 0',
    ])
  })

  it('and crashes meanwhile is closed also when it is repaired, until it is returned', async () => {
    // Closed from 1, down 2–3 by its own failures (a script stands for them), returned at 9.
    const { log } = await run([{ submit: 4, run: 1 }], 1, {
      hardware: hardware([at(1, 'cordon'), at(2, 'crash'), at(9, 'return')]),
    })
    expect(log).toEqual(['9 s: job 0 starts on machine 0', '10 s: job 0 finishes on machine 0'])
  })
})

describe('a machine that is drained', () => {
  const jobs = [{ submit: 0, run: 20 }]
  const events = [at(5, 'drain')]

  it('has its tasks killed, with their grace, and launched again elsewhere without a pause: no failure', async () => {
    // Killed at 5, gone at 10. A framework that gives up at the first failure, and pauses before it launches again.
    const { log, result, ends } = await stagedRun(
      systemOf(monolithic(), {
        frameworks: [framework('batch', { takes: ['*'], killGrace: 5 * SECOND, backoff: 7 * SECOND })],
      }),
      machinesOf(2, 1),
      jobs,
      { hardware: hardware(events) },
    )
    expect(log).toEqual([
      '0 s: job 0 starts on machine 0',
      '10 s: job 0 is drained on machine 0',
      '10 s: job 0 starts on machine 1',
      '30 s: job 0 finishes on machine 1',
    ])
    expect(ends).toEqual(['30 s: job 0 is finished'])
    expect(numbersOf(result)).toMatchObject({
      tasks_drained: 1,
      tasks_failed: 0,
      tasks_killed: 0,
      tasks_lost: 0,
    })
  })

  it('has a task whose job is given up meanwhile counted as killed', async () => {
    // Two tasks; that on machine 0 stops from 5 to 15. At 8 the other fails, and the job is given up.
    const { log, result } = await stagedRun(
      systemOf(monolithic(), { frameworks: [framework('batch', { takes: ['*'], killGrace: 10 * SECOND })] }),
      machinesOf(2, 1),
      [{ submit: 0, run: 20, tasks: 2 }],
      { hardware: hardware(events), script: { 8: stage => stage.failTask(0) } },
    )
    expect(log.slice(2)).toEqual(['8 s: job 0 fails on machine 1', '15 s: job 0 is killed on machine 0'])
    expect(numbersOf(result)).toMatchObject({ tasks_drained: 0, tasks_killed: 1, jobs_failed: 1 })
  })
})
