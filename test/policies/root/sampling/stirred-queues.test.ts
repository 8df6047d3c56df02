/**
 * Late binding, in order of submission: what lets a machine look again at reservations that wait behind its first.
 */
import { describe, expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../../sim/engine/time.ts'
import { Machines } from '../../../../sim/world/machines.ts'
import type { SamplingSpec } from '../../../../systems/generic/spec.ts'
import { framework, monolithic, sampling, systemOf } from '../../../support/small-system.ts'
import { type StagedRun, stagedRun, startsOf } from '../../../support/staged-run.ts'
import { machinesOf, numbersOf, type WrittenJob } from '../../../support/watched-run.ts'

const times = (run: StagedRun) => startsOf(run).map(line => line.replace(/ on.*/, ''))
const waiting = (changes: Partial<SamplingSpec>) =>
  sampling({ whenBlocked: 'wait', probeRatio: 1, ...changes })

describe('a machine looks at its queue again', () => {
  it('when a job is over of which a reservation is left there that nobody needs', async () => {
    // Two machines of 2 cores, of which machine 1 is away until 1. Job 0 runs on machine 0. Job 1 asks for 2 cores on both, starts on
    // machine 1, and leaves a reservation on machine 0, where it does not fit. Machine 1 takes nothing new from 3 on: job 2 is sent
    // to machine 0, behind that reservation. Job 1 ends at 12, on the other machine.
    const run = await stagedRun(
      systemOf(waiting({ probeRatio: 2 })),
      machinesOf(2, 2),
      [
        { submit: 0, run: 100 },
        { submit: 2, run: 10, cores: 2 },
        { submit: 4, run: 5 },
      ],
      {
        script: { 0: stage => stage.machineDown(1), 1: stage => stage.machineUp(1) },
        hardware: {
          meanTimeToFailure: NEVER,
          meanTimeToRepair: NEVER,
          events: [{ at: 3 * SECOND, machine: 1, event: 'cordon' }],
        },
      },
    )
    expect(startsOf(run)).toEqual([
      '0 s: job 0 on machine 0',
      '2 s: job 1 on machine 1',
      '12 s: job 2 on machine 0',
    ])
  })

  it('when a task is launched there, since the first is then expected to start at another time', async () => {
    // A message takes 1 s. All three reservations arrive at 1. Job 0 holds 2 of 4 cores while it asks, until 3; job 1 needs all 4, and
    // nobody can say when it starts. At 3 job 0 starts, to end at 13: job 2, which takes 5 s, may pass. It asks until 5.
    const run = await stagedRun(
      systemOf(waiting({ order: 'easy' }), { latency: { machine: SECOND } }),
      machinesOf(1, 4),
      [
        { submit: 0, run: 10, cores: 2 },
        { submit: 0, run: 10, cores: 4 },
        { submit: 0, run: 5 },
      ],
    )
    expect(times(run)).toEqual(['3 s: job 0', '5 s: job 2', '15 s: job 1'])
  })

  it('when a task is launched there, since its framework then comes after others', async () => {
    // A message takes 1 s. The reservations arrive at 1, and that of job 2 at 1.5, when nobody has anything: job 0 asks first, then job 1
    // of the same framework comes, for which there is no room. From 3 on job 0 runs: its framework has a quarter of the machine, that of job 2
    // nothing. So job 2 asks, until 5. At 103 job 0 is over and job 1 the only one, but job 2 still runs, until 105.
    const run = await stagedRun(
      systemOf(waiting({ share: 'drf' }), {
        frameworks: [framework('a'), framework('b')],
        latency: { machine: SECOND },
      }),
      machinesOf(1, 4, 0),
      [
        { submit: 0, run: 100 },
        { submit: 0, run: 10, cores: 4 },
        { submit: 0.5, run: 100, jobClass: 1 },
      ],
      { classes: ['a', 'b'] },
    )
    expect(times(run)).toEqual(['3 s: job 0', '5 s: job 2', '107 s: job 1'])
  })
})

describe('EASY on a machine with a queue of its own', () => {
  it('lets one task pass where one fits beside the first, however many others its job has', async () => {
    // 4 cores. Job 0 holds 2 until 10; job 1 needs 3 then, which leaves one. Of job 2, which takes 100 s, one task may have it at 2;
    // the other would keep job 1 back, and starts when job 1 is over.
    const run = await stagedRun(systemOf(waiting({ order: 'easy' })), machinesOf(1, 4), [
      { submit: 0, run: 10, cores: 2 },
      { submit: 1, run: 10, cores: 3 },
      { submit: 2, run: 100, tasks: 2 },
    ])
    expect(times(run)).toEqual(['0 s: job 0', '2 s: job 2', '10 s: job 1', '20 s: job 2'])
  })

  it('knows no more of tasks that outlast their estimates as time goes by, as in one queue for all', async () => {
    // 5 cores. Job 0 was to give 2 back at 10 and job 1 as many at 20, but they end at 100 and 200. Job 2 needs 3, which are the free
    // one and those of job 0: nothing is spare beside it, so job 3, which takes 1,000 s, may not pass. At 30 both are overdue, and
    // job 4 comes, which has the machine look again.
    const jobs: WrittenJob[] = [
      { submit: 0, run: 100, estimate: 10, cores: 2 },
      { submit: 0, run: 200, estimate: 20, cores: 2 },
      { submit: 1, run: 10, cores: 3 },
      { submit: 2, run: 1000 },
      { submit: 30, run: 10, cores: 2 },
    ]
    const starts = ['0 s: job 0', '0 s: job 1', '100 s: job 2', '110 s: job 3', '110 s: job 4']
    for (const root of [waiting({ order: 'easy' }), monolithic({ order: 'easy', whenBlocked: 'wait' })])
      expect(times(await stagedRun(systemOf(root), machinesOf(1, 5), jobs))).toEqual(starts)
  })
})

it('a reservation behind what holds all of a named resource for ever is given up', async () => {
  // A service holds the GPU of one of three machines for ever, and no more than one of its four cores. Ten jobs of 0.25 s ask one
  // machine each for a GPU; who asks the held one asks again a second later, and misses the others fifty times in a row with a
  // chance of 3⁻⁵⁰.
  const extras = { resources: { gpu: 1 }, needs: {} }
  const gpus = { name: 'gpu', amounts: [1, 1, 1] }
  const run = await stagedRun(
    systemOf(waiting({ retryAfter: SECOND })),
    new Machines([4000, 4000, 4000], [0, 0, 0], [gpus]),
    [
      { submit: 0, run: NEVER, extras },
      ...Array.from({ length: 10 }, (_, i) => ({ submit: 1 + i, run: 0.25, extras })),
    ],
    { until: 100 * SECOND },
  )
  expect(numbersOf(run.result)).toMatchObject({ jobs_finished: 10, jobs_never_started: 0 })
})
