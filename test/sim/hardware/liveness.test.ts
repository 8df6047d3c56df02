/** What happens between the crash of a machine and its being noticed. */
import { describe, expect, it } from 'vitest'
import { NEVER, SECOND, seconds } from '../../../sim/engine/time.ts'
import type { MachineEvent } from '../../../sim/hardware/machine-events.ts'
import { framework, monolithic, offers, sampling, sharedState, systemOf } from '../../support/small-system.ts'
import { type Staging, stagedRun } from '../../support/staged-run.ts'
import { machinesOf, numbersOf, type WrittenJob } from '../../support/watched-run.ts'

const at = (time: number, event: MachineEvent['event'], machine = 0): MachineEvent => ({
  at: seconds(time),
  machine,
  event,
})

const hardware = (events: readonly MachineEvent[], detection = 0, eviction = 0) => ({
  meanTimeToFailure: NEVER,
  meanTimeToRepair: NEVER,
  detection: seconds(detection),
  eviction: seconds(eviction),
  events,
})

/** A framework that launches what is lost again at once. */
const again = [framework('batch', { takes: ['*'], onFailure: 'relaunch' })]

const run = (jobs: readonly WrittenJob[], machines: number, staging: Staging) =>
  stagedRun(systemOf(monolithic(), { frameworks: again }), machinesOf(machines, 1), jobs, staging)

describe('a crash that is noticed after 30 s', () => {
  it('stops what runs at once, and loses it when it is noticed', async () => {
    // Job 0 runs 0–5 on machine 0, which crashes; the end that it would have had at 20 never comes. Machine 1 runs it 35–55.
    const { log, result } = await run(
      [
        { submit: 0, run: 20 },
        { submit: 6, run: 1 },
      ],
      2,
      { hardware: hardware([at(5, 'crash')], 30) },
    )
    expect(log).toEqual([
      '0 s: job 0 starts on machine 0',
      '6 s: job 1 starts on machine 1',
      '7 s: job 1 finishes on machine 1',
      '35 s: job 0 is lost on machine 0',
      '35 s: job 0 starts on machine 1',
      '55 s: job 0 finishes on machine 1',
    ])
    const numbers = numbersOf(result)
    expect(numbers['core_hours_repeated']).toBeCloseTo(5 / 3600, 12)
    expect(numbers['core_hours_stopping']).toBeCloseTo(30 / 3600, 12)
    expect(numbers['core_hours_done']).toBeCloseTo(21 / 3600, 12)
    expect(numbers['cpu_used_share']).toBeCloseTo((35 + 1 + 20) / (2 * 55), 12)
  })

  it('lets the root send tasks there meanwhile, whose launches are lost', async () => {
    const { log, result } = await run([{ submit: 6, run: 1 }], 2, {
      hardware: hardware([at(5, 'crash')], 30),
    })
    expect(log).toEqual([
      '35 s: job 0 is lost on machine 0',
      '35 s: job 0 starts on machine 1',
      '36 s: job 0 finishes on machine 1',
    ])
    expect(numbersOf(result)).toMatchObject({ tasks_lost: 1, core_hours_stopping: 0, wait_first_mean_s: 29 })
  })

  it('loses kills that reach the machine: what they were for ends when it is noticed', async () => {
    // Job 0 is given up at 10, when its task on machine 1 fails; that on machine 0 stopped at 5 and is lost at 35.
    const { ends, log } = await stagedRun(
      systemOf(monolithic()),
      machinesOf(2, 1),
      [{ submit: 0, run: 100, tasks: 2 }],
      { hardware: hardware([at(5, 'crash', 1)], 30), script: { 10: stage => stage.failTask(0) } },
    )
    expect(log.slice(2)).toEqual(['10 s: job 0 fails on machine 0', '35 s: job 0 is lost on machine 1'])
    expect(ends).toEqual(['35 s: job 0 has failed (job 0 at 10 s: a task failed)'])
  })

  it('is noticed by the machine’s return, if that is earlier, and its timer is stale then', async () => {
    // Back at 10, and gone again at 20: the timer of the first crash goes off at 35 and must not notice the second, which is
    // noticed at 50.
    const { log } = await run([{ submit: 0, run: 100 }], 1, {
      until: 60 * SECOND,
      hardware: hardware([at(5, 'crash'), at(10, 'return'), at(20, 'crash')], 30),
    })
    expect(log).toEqual([
      '0 s: job 0 starts on machine 0',
      '10 s: job 0 is lost on machine 0',
      '10 s: job 0 starts on machine 0',
      '50 s: job 0 is lost on machine 0',
    ])
  })

  it('ends a grace that it cuts short only then', async () => {
    // Killed at 3 with a grace of 10 s; the crash at 5 leaves nobody to end it at 13.
    const flows = framework('flows', {
      kind: 'pipelines',
      takes: ['*'],
      cancels: 'pipeline',
      killGrace: 10 * SECOND,
    })
    const { log, result } = await stagedRun(
      systemOf(monolithic(), { frameworks: [flows] }),
      machinesOf(2, 1),
      [
        { submit: 0, run: 100, pipeline: 0 },
        { submit: 0, run: 100, pipeline: 0 },
      ],
      { hardware: hardware([at(5, 'crash', 1)], 30), script: { 3: stage => stage.failTask(0) } },
    )
    expect(log.slice(2)).toEqual(['3 s: job 0 fails on machine 0', '35 s: job 1 is lost on machine 1'])
    expect(numbersOf(result)['core_hours_stopping']).toBeCloseTo(32 / 3600, 12)
  })

  it('leaves a hosted scheduler dead from the crash on, and launched again when it is noticed', async () => {
    // The scheduler is on machine 0. Job 0 arrives at 15, and machine 1 has room for it; but nobody decides until 40.
    const host = framework('host', { onFailure: 'relaunch' })
    const guest = framework('guest', {
      hosting: {
        hostedBy: 'host',
        cpuMilli: 1000,
        memoryMiB: 0,
        meanTimeToFailure: NEVER,
        reconciliation: 0,
        failoverTimeout: NEVER,
      },
    })
    const { log } = await stagedRun(
      systemOf(monolithic(), { frameworks: [host, guest] }),
      machinesOf(2, 2),
      [{ submit: 15, run: 1, jobClass: 1 }],
      {
        classes: ['host', 'guest', 'scheduler'],
        until: 50 * SECOND,
        hardware: hardware([at(10, 'crash')], 30),
      },
    )
    expect(log.slice(1)).toEqual([
      '40 s: scheduler of guest is lost on machine 0',
      '40 s: scheduler of guest starts on machine 1',
      '40 s: job 0 starts on machine 1',
      '41 s: job 0 finishes on machine 1',
    ])
  })
})

describe('an unreachable machine', () => {
  const events = [at(5, 'crash')]

  it('is sent nothing more, and its tasks are given up after a while', async () => {
    // Noticed at 15, given up at 35. Job 1 arrives at 16 and goes to machine 1; job 0 follows there at 35.
    const { log } = await run(
      [
        { submit: 0, run: 20 },
        { submit: 16, run: 1 },
      ],
      2,
      { hardware: hardware(events, 10, 20) },
    )
    expect(log.slice(1)).toEqual([
      '16 s: job 1 starts on machine 1',
      '17 s: job 1 finishes on machine 1',
      '35 s: job 0 is lost on machine 0',
      '35 s: job 0 starts on machine 1',
      '55 s: job 0 finishes on machine 1',
    ])
  })

  it('that returns before has lost them', async () => {
    const { log } = await run([{ submit: 0, run: 20 }], 1, {
      hardware: hardware([...events, at(20, 'return')], 10, 20),
    })
    expect(log.slice(1)).toEqual([
      '20 s: job 0 is lost on machine 0',
      '20 s: job 0 starts on machine 0',
      '40 s: job 0 finishes on machine 0',
    ])
  })
})

describe('before a crash is noticed', () => {
  it('a machine that probes reach does not serve: late binding', async () => {
    // Machine 0 is dead from the start. Both are probed for both jobs; job 1 waits on machine 1, although the other is empty.
    const { log } = await stagedRun(
      systemOf(sampling(), { frameworks: again }),
      machinesOf(2, 1),
      [
        { submit: 1, run: 10 },
        { submit: 2, run: 1 },
      ],
      { hardware: hardware([at(0, 'crash')], 100) },
    )
    expect(log).toEqual([
      '1 s: job 0 starts on machine 1',
      '11 s: job 0 finishes on machine 1',
      '11 s: job 1 starts on machine 1',
      '12 s: job 1 finishes on machine 1',
    ])
  })

  it('reservations wait there, and are lost when it is noticed: their jobs probe again', async () => {
    // One probe a task. Whichever machine it is sent to, the job starts at 1 or, probed again, at 30.
    const { log } = await stagedRun(
      systemOf(sampling({ probeRatio: 1 }), { frameworks: again }),
      machinesOf(2, 4),
      [{ submit: 1, run: 1, tasks: 4 }],
      { hardware: hardware([at(0, 'crash')], 30) },
    )
    const starts = log.filter(line => line.includes('starts'))
    expect(starts).toEqual([
      '1 s: job 0 starts on machine 1',
      '1 s: job 0 starts on machine 1',
      '30 s: job 0 starts on machine 1',
      '30 s: job 0 starts on machine 1',
    ])
  })

  it('a machine that is probed does not answer: early binding', async () => {
    const { log } = await stagedRun(
      systemOf(sampling({ binding: 'early', place: 'first-fit' }), { frameworks: again }),
      machinesOf(2, 1),
      [{ submit: 1, run: 10 }],
      { hardware: hardware([at(0, 'crash')], 100) },
    )
    expect(log[0]).toBe('1 s: job 0 starts on machine 1')
  })

  it.each([
    ['offers', offers({ declineFilter: 0 })],
    ['shared state', sharedState()],
  ])('it is used as any other under %s', async (_name, root) => {
    // The only machine is dead from 0; the task sent there is lost at 30, and the machine is back at 40.
    const { log } = await stagedRun(
      systemOf(root, { frameworks: again }),
      machinesOf(1, 1),
      [{ submit: 1, run: 1 }],
      {
        hardware: hardware([at(0, 'crash'), at(40, 'return')], 30),
      },
    )
    expect(log[0]).toBe('30 s: job 0 is lost on machine 0')
    expect(log).toHaveLength(3)
  })
})
