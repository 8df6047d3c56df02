import { describe, expect, it } from 'vitest'
import type { OwnedPod } from '../../../../systems/kubernetes/controllers/owned-pod.ts'
import type { PodFailure } from '../../../../systems/kubernetes/controllers/pod-failure-policy.ts'
import { exit, started } from './job-in-time.ts'

describe('a Job with indexes', () => {
  const indexed = {
    completionMode: 'Indexed',
    completions: 3,
    parallelism: 3,
    backoffLimitPerIndex: 0,
  } as const

  it('fails when too many of its indexes were given up', () => {
    // Pods of 0 and 1 fail after 5 and 10 s; the second is one too many, and the sync that sees it is a second later.
    const { world, ends } = started({ ...indexed, maxFailedIndexes: 1 }, ({ index }) =>
      index < 2 ? [5 + 5 * index, exit(1)] : [100, null],
    )
    world.run(50)
    expect(ends).toEqual(['11 MaxFailedIndexesExceeded'])
    expect(world.log.slice(-2)).toEqual(['11 -1/2', '11 x1/2'])
  })

  it('has failed when all are over and one of them was given up, also where a success policy is met; before, it is done by that', () => {
    const runs = ({ index }: OwnedPod): readonly [number, PodFailure | null] => [
      index < 3 ? 5 : 100,
      index === 1 ? exit(1) : null,
    ]
    const successPolicy = [{ succeededIndexes: null, succeededCount: 2 }]
    // Indexes 0 and 2 succeed and 1 fails at 5 s; a fourth runs until 100 s.
    for (const [rules, end, hasFailed] of [
      [indexed, '6 FailedIndexes', true],
      [{ ...indexed, successPolicy }, '6 FailedIndexes', true],
      [{ ...indexed, completions: 4, parallelism: 4, successPolicy }, '6 SuccessPolicy', false],
    ] as const) {
      const { world, job, ends } = started(rules, runs)
      world.run(50)
      expect([ends, job.hasFailed]).toEqual([[end], hasFailed])
    }
  })

  it('keeps the place of one that waits after a failure: no later one starts instead', () => {
    // Index 0 fails at 10 s, comes again at 20 s and succeeds at 50 s; the sync a second later starts index 2.
    const { world, created } = started(
      { ...indexed, completions: 4, parallelism: 2, backoffLimitPerIndex: 3 },
      ({ index, uid }) => (index > 0 ? [100, null] : uid < 2 ? [10, exit(1)] : [30, null]),
    )
    world.run(90)
    expect(created()).toEqual([0, 0, 20, 51])
  })
})
