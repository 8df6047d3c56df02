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

  it('has failed when all are over and one of them was given up, and is done at a success policy', () => {
    const runs = ({ index }: OwnedPod): readonly [number, PodFailure | null] => [
      5,
      index === 1 ? exit(1) : null,
    ]
    const whole = started(indexed, runs)
    whole.world.run(50)
    expect([whole.ends, whole.job.hasFailed]).toEqual([['6 FailedIndexes'], true])
    const successPolicy = [{ succeededIndexes: null, succeededCount: 2 }]
    const enough = started({ ...indexed, successPolicy }, runs)
    enough.world.run(50)
    expect([enough.ends, enough.job.hasFailed]).toEqual([['6 SuccessPolicy'], false])
  })
})
