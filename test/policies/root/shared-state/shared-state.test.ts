import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../../sim/engine/time.ts'
import type { SharedStateSpec } from '../../../../systems/generic/spec.ts'
import { framework, sharedState, systemOf, thinking } from '../../../support/small-system.ts'
import { stagedRun, startsOf } from '../../../support/staged-run.ts'
import { machinesOf, numbersOf } from '../../../support/watched-run.ts'

const frameworks = [framework('a'), framework('b')]
const classes = ['a', 'b']

describe('two schedulers that want the same machine', () => {
  // Both take a snapshot at 0 and think for a second; a commits first.
  const jobs = [0, 1].map(jobClass => ({ submit: 0, run: 10, jobClass }))
  const run = (cores: number, conflict: SharedStateSpec['conflict']) =>
    stagedRun(
      systemOf(sharedState({ ...thinking(1), conflict }), { frameworks }),
      machinesOf(1, cores),
      jobs,
      {
        classes,
      },
    )

  it('do not conflict by fit while there is room for both', async () => {
    const { result, ...rest } = await run(4, 'fit')
    expect(startsOf({ result, ...rest })).toEqual(['1 s: job 0 on machine 0', '1 s: job 1 on machine 0'])
    expect(numbersOf(result)).toMatchObject({ transactions_ok: 2, transactions_failed: 0, conflict_ratio: 0 })
  })

  it('conflict by version although there is room, and the second thinks again on a fresh snapshot', async () => {
    const { result, ...rest } = await run(4, 'version')
    expect(startsOf({ result, ...rest })).toEqual(['1 s: job 0 on machine 0', '2 s: job 1 on machine 0'])
    expect(numbersOf(result, 'scheduler', 'a')).toMatchObject({ busy_useful_s: 1, busy_wasted_s: 0 })
    expect(numbersOf(result, 'scheduler', 'b')).toMatchObject({
      decisions: 2,
      transactions_ok: 1,
      transactions_failed: 1,
      conflict_ratio: 1,
      busy_useful_s: 1,
      busy_wasted_s: 1,
      claims_refused: 1,
    })
    // All: one failed of two that went through. Each scheduler was busy 1 and 2 of 12 s.
    expect(numbersOf(result)).toMatchObject({ conflict_ratio: 0.5, busy_share: 3 / 12 / 2, attempts_max: 2 })
    expect(result.reasons).toEqual([{ reason: 'conflict: the machine changed since the snapshot', count: 1 }])
  })

  it('conflict by fit when only one has room; the other sees that on its next snapshot, and waits', async () => {
    // b: conflict at 1, no room at 2 and parked; a ends at 11, thought again until 12.
    const { result, ...rest } = await run(1, 'fit')
    expect(startsOf({ result, ...rest })).toEqual(['1 s: job 0 on machine 0', '12 s: job 1 on machine 0'])
    expect(numbersOf(result, 'scheduler', 'b')).toMatchObject({
      decisions: 3,
      transactions_failed: 1,
      attempts_without_room: 1,
      busy_wasted_s: 1,
      busy_useful_s: 2,
    })
  })
})

describe('a transaction of which a part conflicts', () => {
  // Machines of 2 cores. a thinks 1 s and takes machine 0 at 1, until 11. b thinks 2 s on a snapshot of 0 and claims both
  // machines at 2.
  const think = {
    default: { perJob: SECOND, perTask: 0 },
    b: { perJob: 2 * SECOND, perTask: 0 },
  }
  const run = (transaction: SharedStateSpec['transaction'], gang = false) =>
    stagedRun(
      systemOf(sharedState({ think, transaction }), { frameworks }),
      machinesOf(2, 2),
      [
        { submit: 0, run: 10, cores: 2, jobClass: 0 },
        { submit: 0, run: 10, cores: 2, jobClass: 1, tasks: 2, gang },
      ],
      { classes },
    )

  it('keeps the rest when it is incremental', async () => {
    const { result, ...rest } = await run('incremental')
    // The other task: no room at 4, and from 11, when a ends, thought about until 13 (12 + … is when b ends).
    expect(startsOf({ result, ...rest })).toEqual([
      '1 s: job 0 on machine 0',
      '2 s: job 1 on machine 1',
      '13 s: job 1 on machine 0',
    ])
    expect(numbersOf(result, 'scheduler', 'b')).toMatchObject({
      claims_accepted: 2,
      claims_refused: 1,
      decisions: 3,
    })
  })

  it('keeps nothing when it is all or nothing, and is made again', async () => {
    const { result, ...rest } = await run('all-or-nothing')
    // On the snapshot of 2, machine 1 alone is free: one task at 4. The other as before.
    expect(startsOf({ result, ...rest })).toEqual([
      '1 s: job 0 on machine 0',
      '4 s: job 1 on machine 1',
      '13 s: job 1 on machine 0',
    ])
  })

  it('keeps nothing of a gang, which waits until it fits whole', async () => {
    const { result, ...rest } = await run('incremental', true)
    // Conflict at 2, no room for both at 4, and from 11 to 13.
    expect(startsOf({ result, ...rest })).toEqual([
      '1 s: job 0 on machine 0',
      '13 s: job 1 on machine 0',
      '13 s: job 1 on machine 1',
    ])
  })
})

describe('a snapshot', () => {
  it('that is too old to show what became free meanwhile is not trusted: the job is tried again at once', async () => {
    // Job 0 runs from 2 to 3.5. Job 1 is thought about from 2 to 4, on a snapshot that shows the machine full; nothing
    // will happen after 4 that could wake it.
    const run = await stagedRun(systemOf(sharedState(thinking(2))), machinesOf(1, 1), [
      { submit: 0, run: 1.5 },
      { submit: 1, run: 1 },
    ])
    expect(startsOf(run)).toEqual(['2 s: job 0 on machine 0', '6 s: job 1 on machine 0'])
  })

  it.each(['wait', 'pass'] as const)(
    'on which a job was decided does not lose a task of it that is ready again before the commit: %s',
    async whenBlocked => {
      const system = systemOf(sharedState({ ...thinking(1), whenBlocked }), {
        frameworks: [framework('batch', { takes: ['*'], onFailure: 'relaunch', backoff: 2 * SECOND })],
        latency: { scheduler: 0.5 * SECOND },
      })
      // Both tasks: submitted 0, heard 0.5, thought about until 1.5, committed 2. One fails at 2.2, the other at 3.9; they
      // are ready at 4.2 and 5.9. The first is heard of at 4.7, planned at 5.7 and committed at 6.2. The second is ready
      // between plan and commit and heard of at 6.4, when the job has been found wanting: from then 1 s and 0.5 s.
      const run = await stagedRun(system, machinesOf(1, 4), [{ submit: 0, run: 10, tasks: 2 }], {
        script: { 2.2: stage => stage.failTask(0), 3.9: stage => stage.failTask(0) },
      })
      expect(startsOf(run).map(line => line.split(' ')[0])).toEqual(['2', '2', '6.2', '7.9'])
    },
  )

  it('does not show a machine that went down: the claim is refused and made elsewhere', async () => {
    const run = await stagedRun(
      systemOf(sharedState(thinking(1))),
      machinesOf(2, 1),
      [{ submit: 0, run: 10 }],
      {
        script: { 0.5: stage => stage.machineDown(0) },
      },
    )
    expect(startsOf(run)).toEqual(['2 s: job 0 on machine 1'])
    expect(run.result.reasons).toEqual([{ reason: 'the machine is down', count: 1 }])
  })
})

it('a machine that another scheduler changed refuses all five claims of a transaction by version', async () => {
  // One machine of 10 cores, a transaction of one claim and one of five, both from 0 to 2 s on the same snapshot. The first
  // is committed; the second expects versions 0 to 4 and finds 1 each time: all five are conflicts, although the second
  // claim expects just that 1. On a fresh snapshot they are made again at 4 s.
  const run = await stagedRun(
    systemOf(sharedState({ ...thinking(2), conflict: 'version', schedulers: 2 })),
    machinesOf(1, 10),
    [
      { submit: 0, run: 30 },
      { submit: 0, run: 30, tasks: 5 },
    ],
  )
  expect(startsOf(run).map(line => line.split(' ')[0])).toEqual(['2', '4', '4', '4', '4', '4'])
  expect(numbersOf(run.result)).toMatchObject({ claims_refused: 5, claims_accepted: 6 })
})

describe('jobs that come at one instant', () => {
  it('are seen by the order before one of them is taken, also when a commit and an end come then', async () => {
    // Thinking 1 s. Job 0 runs from 1 to 4. Job 1 comes at 4, before the end is handled, and job 2 after it: at the end of
    // that instant the scheduler takes the shorter, job 2, which is committed at 5 and ends at 6. Job 1: 6 to 7.
    const run = await stagedRun(
      systemOf(sharedState({ ...thinking(1), order: 'shortest-first' })),
      machinesOf(1, 1),
      [
        { submit: 0, run: 3 },
        { submit: 4, run: 5 },
        { submit: 4, run: 1 },
      ],
    )
    expect(startsOf(run).map(line => line.replace(/ on.*/, ''))).toEqual([
      '1 s: job 0',
      '5 s: job 2',
      '7 s: job 1',
    ])
  })
})

describe('parallel schedulers of a framework', () => {
  const run = (schedulers: number) =>
    stagedRun(
      systemOf(sharedState({ ...thinking(1), schedulers })),
      machinesOf(1, 8),
      [0, 1, 2].map(() => ({ submit: 0, run: 10 })),
    )

  it('are dealt its jobs in turn, and think at the same time', async () => {
    expect(startsOf(await run(1)).map(line => line.split(' ')[0])).toEqual(['1', '2', '3'])
    const both = await run(2)
    expect(startsOf(both)).toEqual([
      '1 s: job 0 on machine 0',
      '1 s: job 1 on machine 0',
      '2 s: job 2 on machine 0',
    ])
    expect(numbersOf(both.result, 'scheduler', 'batch-1')['decisions']).toBe(2)
    expect(numbersOf(both.result, 'scheduler', 'batch-2')['decisions']).toBe(1)
  })
})

it('jobs and commits travel to the cell and back', async () => {
  // Heard of at 0.25, thought about until 1.25, committed at 1.5, launched at 1.6.
  const system = systemOf(sharedState(thinking(1)), {
    latency: { scheduler: 0.25 * SECOND, machine: 0.1 * SECOND },
  })
  const run = await stagedRun(system, machinesOf(1, 1), [{ submit: 0, run: 10 }])
  expect(startsOf(run)).toEqual(['1.6 s: job 0 on machine 0'])
  // The commit travels, which is no thought.
  expect(numbersOf(run.result)['busy_useful_s']).toBe(1)
})

it('a machine that comes back is looked at by those that wait', async () => {
  // The only machine is away from 0 to 10. Job 0 finds no room at 1.
  for (const whenBlocked of ['wait', 'pass'] as const) {
    const run = await stagedRun(
      systemOf(sharedState({ whenBlocked })),
      machinesOf(1, 1),
      [{ submit: 1, run: 1 }],
      { script: { 0: stage => stage.machineDown(0), 10: stage => stage.machineUp(0) } },
    )
    expect(startsOf(run)).toEqual(['10 s: job 0 on machine 0'])
  }
})
