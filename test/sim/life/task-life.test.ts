/** What a task goes through on a machine: preparing, running, stopping. */
import { describe, expect, it } from 'vitest'
import { NEVER, SECOND, seconds } from '../../../sim/engine/time.ts'
import type { StepSpec } from '../../../systems/simulation.ts'
import { framework, monolithic, offers, systemOf } from '../../support/small-system.ts'
import { stagedRun } from '../../support/staged-run.ts'
import { machinesOf, numbersOf, watchedRun, workloadOf } from '../../support/watched-run.ts'

const hardware = (machines: number, ...steps: StepSpec[]) => ({
  meanTimeToFailure: NEVER,
  meanTimeToRepair: NEVER,
  startUp: [{ machines, steps }],
})

const image: StepSpec = { name: 'image', takes: { kind: 'constant', value: seconds(8) } }

describe('a machine prepares for a task', () => {
  it('for as long as its steps take, and machines without steps start it at once', async () => {
    // Machine 0 takes 8 s + 2 s, machine 1 nothing. Three tasks of 10 s go to machines 0, 1 and, when that is free, 1.
    const network: StepSpec = { name: 'network', takes: { kind: 'constant', value: seconds(2) } }
    const run = await stagedRun(
      systemOf(monolithic()),
      machinesOf(2, 1),
      [{ submit: 0, run: 10, tasks: 3 }],
      {
        hardware: {
          ...hardware(0),
          startUp: [
            { machines: 1, steps: [image, network] },
            { machines: 1, steps: [] },
          ],
        },
      },
    )
    expect(run.log).toEqual([
      '0 s: job 0 starts on machine 1',
      '10 s: job 0 finishes on machine 1',
      '10 s: job 0 starts on machine 0',
      '10 s: job 0 starts on machine 1',
      '20 s: job 0 finishes on machine 0',
      '20 s: job 0 finishes on machine 1',
    ])
  })

  it('which is lost with it meanwhile, and prepared for anew elsewhere', async () => {
    // Begun at 0 and lost at 5; machine 1 is free at 6 and takes 8 s, too.
    const run = await stagedRun(
      systemOf(monolithic(), { frameworks: [framework('batch', { takes: ['*'], onFailure: 'relaunch' })] }),
      machinesOf(2, 1),
      [{ submit: 0, run: 10 }],
      {
        hardware: hardware(2, image),
        script: { 5: stage => stage.machineDown(0) },
      },
    )
    expect(run.log).toEqual([
      '5 s: job 0 is lost on machine 0',
      '13 s: job 0 starts on machine 1',
      '23 s: job 0 finishes on machine 1',
    ])
    expect(numbersOf(run.result)['core_hours_preparing']).toBeCloseTo((5 + 8) / 3600, 12)
  })

  it('that is killed meanwhile, and gone at once: there is nothing to stop gracefully', async () => {
    // Job 0 has two tasks. One is launched at 0 and runs from 8; the other only at 10, when job 1 has left its core. The
    // first fails at 12, in the middle of the second's image.
    const run = await stagedRun(
      systemOf(monolithic(), { frameworks: [framework('batch', { takes: ['*'], killGrace: 30 * SECOND })] }),
      machinesOf(1, 2),
      [
        { submit: 0, run: 2 },
        { submit: 0, run: 50, tasks: 2 },
      ],
      {
        hardware: hardware(1, image),
        script: { 12: stage => stage.failTask(1) },
      },
    )
    expect(run.log.slice(-2)).toEqual([
      '12 s: job 1 fails on machine 0',
      '12 s: job 1 is killed on machine 0',
    ])
    expect(run.ends.at(-1)).toBe('12 s: job 1 has failed (job 1 at 12 s: a task failed)')
    // Both were launched: no launch was saved.
    expect(numbersOf(run.result)).toMatchObject({ core_hours_stopping: 0, tasks_cancelled: 0 })
  })

  it('for the same time under every system, whenever it is launched', async () => {
    // Under the one, jobs go by submission; under the other, by priority, the last first. Chance belongs to the job.
    const step: StepSpec = { name: 'image', takes: { kind: 'lognormal', mean: seconds(5), cv: 1 } }
    const jobs = [0, 1, 2, 3, 4].map(priority => ({ submit: 0, run: 100, priority }))
    const preparing = async (order: 'fifo' | 'priority') => {
      const { simulation, starts } = await watchedRun(
        systemOf(monolithic({ order })),
        machinesOf(1, 2),
        workloadOf(jobs),
        { hardware: hardware(1, step) },
      )
      const launched = order === 'fifo' ? [0, 1, 2, 3, 4] : [4, 3, 2, 1, 0]
      expect(simulation.cluster.streams.drawn).toEqual(['start-up/image'])
      return { launched, starts }
    }
    const byTurn = await preparing('fifo')
    const byPriority = await preparing('priority')
    // The first two of either are launched at 0: what they take is when they start.
    expect(byTurn.starts.get(0)![0]).not.toBe(byTurn.starts.get(1)![0])
    // Job 3 is launched at 0 under priority. Under fifo it follows whichever of jobs 0 and 1 ends first or second.
    const ends = [0, 1].map(job => byTurn.starts.get(job)![0]! + 100).sort((a, b) => a - b)
    expect(byTurn.starts.get(3)![0]! - ends[1]!).toBeCloseTo(byPriority.starts.get(3)![0]!, 9)
  })

  it('and draws from no stream where every step takes always the same', async () => {
    const { simulation } = await watchedRun(
      systemOf(monolithic()),
      machinesOf(1, 1),
      workloadOf([{ submit: 0, run: 1 }]),
      { hardware: hardware(1, image) },
    )
    expect(simulation.cluster.streams.drawn).toEqual([])
  })
})

describe('a task that is killed', () => {
  it('holds its resources for the grace, and works no more', async () => {
    // One core. Pipeline 0 fails at 5 with its stage 0; stage 1 runs 0–5 and would be free at once, but has a grace of 10 s:
    // job 2 starts at 15.
    const flows = framework('flows', {
      kind: 'pipelines',
      takes: ['flow'],
      cancels: 'pipeline',
      killGrace: 10 * SECOND,
    })
    const run = await stagedRun(
      systemOf(monolithic(), { frameworks: [flows, framework('batch')] }),
      machinesOf(1, 2),
      [
        { submit: 0, run: 100, pipeline: 0, cores: 1 },
        { submit: 0, run: 100, pipeline: 0, cores: 1 },
        { submit: 1, run: 1, cores: 2, jobClass: 1 },
      ],
      { classes: ['flow', 'batch'], script: { 5: stage => stage.failTask(0) } },
    )
    expect(run.log.slice(2)).toEqual([
      '5 s: job 0 fails on machine 0',
      '15 s: job 1 is killed on machine 0',
      '15 s: job 2 starts on machine 0',
      '16 s: job 2 finishes on machine 0',
    ])
    const numbers = numbersOf(run.result)
    expect(numbers['cancel_delay_mean_s']).toBe(10)
    expect(numbers['core_hours_lost']).toBeCloseTo(10 / 3600, 12)
    expect(numbers['core_hours_stopping']).toBeCloseTo(10 / 3600, 12)
    // Of stage 1, 95 s were not done.
    expect(numbers['core_hours_saved']).toBeCloseTo(95 / 3600, 12)
  })

  it('that is the scheduler of a framework decides nothing from then on', async () => {
    // The host of the host is away for good from 10: at 12 the scheduler that it hosts is killed, with a grace of 20 s.
    const hosting = (hostedBy: string, failoverTimeout: number) => ({
      hostedBy,
      cpuMilli: 1000,
      memoryMiB: 0,
      meanTimeToFailure: NEVER,
      reconciliation: 0,
      failoverTimeout,
    })
    const root = framework('root', { onFailure: 'relaunch', backoff: 100 * SECOND })
    const middle = framework('middle', { killGrace: 20 * SECOND, hosting: hosting('root', 2 * SECOND) })
    const guest = framework('guest', { hosting: hosting('middle', NEVER) })
    const run = await stagedRun(
      systemOf(monolithic(), { frameworks: [root, middle, guest] }),
      machinesOf(1, 4),
      [
        { submit: 11, run: 1, jobClass: 2 },
        { submit: 13, run: 1, jobClass: 2 },
      ],
      {
        classes: ['root', 'middle', 'guest', 'scheduler'],
        until: 60 * SECOND,
        script: { 10: stage => stage.failScheduler('middle') },
      },
    )
    expect(run.log.slice(2)).toEqual([
      '10 s: scheduler of middle fails on machine 0',
      '11 s: job 0 starts on machine 0',
      '12 s: job 0 finishes on machine 0',
      '32 s: scheduler of guest is killed on machine 0',
    ])
  })
})

it('under offers, what a stopping task holds is not offered', async () => {
  // An allocator that decides every second. Job 0 fails at 3; its other task stops until 9, and until then the one core that
  // is free is offered every second and declined. At 9 it is offered with the other.
  const run = await stagedRun(
    systemOf(offers({ declineFilter: 0 }), {
      frameworks: [framework('batch', { takes: ['*'], killGrace: 6 * SECOND })],
    }),
    machinesOf(1, 2),
    [
      { submit: 0, run: 100, tasks: 2 },
      { submit: 2, run: 1, cores: 2 },
    ],
    { script: { 3: stage => stage.failTask(0) } },
  )
  expect(run.log.slice(2)).toEqual([
    '3 s: job 0 fails on machine 0',
    '9 s: job 0 is killed on machine 0',
    '9 s: job 1 starts on machine 0',
    '10 s: job 1 finishes on machine 0',
  ])
})
