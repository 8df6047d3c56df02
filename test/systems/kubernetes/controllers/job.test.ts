import { describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../../../../sim/engine/time.ts'
import type { OwnedPod } from '../../../../systems/kubernetes/controllers/owned-pod.ts'
import { disrupted, exit, started } from './job-in-time.ts'

describe('a Job', () => {
  /** Each pod runs 30 s; what follows on two that are done at 30 s comes with the sync a second later. */
  it('runs as many pods beside each other as it may, until enough have succeeded', () => {
    const { world, job, created, ends } = started({ parallelism: 2, completions: 5 }, () => [30, null])
    world.run(200)
    expect(created()).toEqual([0, 0, 31, 31, 62])
    expect(ends).toEqual(['93 CompletionsReached'])
    expect(job.succeeded).toBe(5)
    expect(job.isOver).toBe(true)
  })

  /**
   * A pod that fails after 5 s, again and again. After failure f the next comes 10 s × 2^(f − 1) later: 0, then 5 + 10 = 15,
   * 20 + 20 = 40, 45 + 40 = 85, 90 + 80 = 170. With a limit of 4 the fifth failure, at 175 s, is one too many; the sync that
   * sees it is a second later.
   */
  it('waits longer after each failure, and gives up after its limit', () => {
    const { world, job, created, ends } = started({ backoffLimit: 4 }, () => [5, exit(1)])
    world.run(1000)
    expect(created()).toEqual([0, 15, 40, 85, 170])
    expect(ends).toEqual(['176 BackoffLimitExceeded'])
    expect(job.hasFailed).toBe(true)
    expect(job.failed).toBe(5)
  })

  /** Pauses of 10, 20, 40, 80, 160, 320 s, and then 600 s in place of 640. */
  it('waits ten minutes at most', () => {
    const { world, created } = started({ backoffLimit: 20 }, () => [0, exit(1)])
    world.run(2500)
    expect(created()).toEqual([0, 10, 30, 70, 150, 310, 630, 1230, 1830, 2430])
  })

  it('forgets failures after a success', () => {
    const { world, created } = started({ completions: 2 }, ({ uid }) => [5, uid === 2 ? null : exit(1)])
    world.run(80)
    // 0 fails at 5, 15 fails at 20, 40 succeeds at 45: the next at 46, fails at 51, and the next 10 s later.
    expect(created()).toEqual([0, 15, 40, 46, 61])
  })

  /** Pods are started again where they are; the limit counts these starts of all active pods together. */
  it.each([
    [0, [], null],
    [0, [1], 'BackoffLimitExceeded'],
    [3, [1, 1], null],
    [3, [2, 1], 'BackoffLimitExceeded'],
  ] as const)(
    'with a limit of %i and pods that were started again %j times ends with %s',
    (backoffLimit, restarts, reason) => {
      const changes = { restartsInPlace: true, backoffLimit, parallelism: 2, completions: 2 }
      const { world, job } = started(changes, () => [500, null])
      world.run(10)
      world.at(20 * SECOND, () => {
        const pods = [...world.pods]
        for (const [i, each] of restarts.entries()) pods[i]!.restarts = each
        job.sync(world.now)
      })
      world.run(30)
      expect(job.reason).toBe(reason)
    },
  )

  // Evicted at 20 s after two starts; its successor, of 30 s, starts once more at 40 s. As long as both are there that makes three.
  it.each([
    [35, null],
    [45, 'BackoffLimitExceeded'],
  ] as const)('counts the starts of a pod on its way out, until it is gone at %i s', (gone, reason) => {
    const { world, job, hint } = started({ restartsInPlace: true, backoffLimit: 3 }, () => [500, null])
    world.run(19)
    const [evicted] = [...world.pods]
    evicted!.restarts = 2
    world.at(20 * SECOND, () => {
      evicted!.terminating = true
      job.podDeleted(evicted!, disrupted, world.now)
      hint()
    })
    world.at(gone * SECOND, () => {
      world.pods.delete(evicted!)
      job.podEnded(evicted!, disrupted, world.now)
    })
    world.at(40 * SECOND, () => {
      const [successor] = [...world.pods].filter(pod => pod !== evicted)
      successor!.restarts = 1
      job.sync(world.now)
    })
    world.run(60)
    expect([job.reason, job.failed]).toEqual([reason, 1])
  })

  it('ends at its deadline, whatever it has left', () => {
    const { world, job, ends } = started({ activeDeadline: MINUTE }, () => [100, null])
    world.grace = 30
    world.run(61)
    expect(ends).toEqual(['60 DeadlineExceeded'])
    expect(world.log).toEqual(['0 +1/0', '0 !1/0', '60 -1/0'])
    expect(job.isOver).toBe(false)
    world.run(90)
    expect(job.isOver).toBe(true)
    expect(job.succeeded + job.failed).toBe(0)
  })

  it('gives every index a pod, and a new one to an index that failed', () => {
    const runs = ({ uid, index }: OwnedPod) => [10, index === 1 && uid < 3 ? exit(1) : null] as const
    const { world, ends } = started({ completionMode: 'Indexed', parallelism: 3, completions: 3 }, runs)
    world.run(100)
    // Index 1 failed at 10 s; one success and one failure of that instant come in their order, the failure before the success of 2.
    expect(world.log.filter(line => line.includes('+'))).toEqual(['0 +1/0', '0 +1/1', '0 +1/2', '11 +1/1'])
    expect(ends).toEqual(['22 CompletionsReached'])
  })

  /** Each index on its own: 0 succeeds; 1 fails at 10, 30 and is given up, with the Job. */
  it('counts failures of every index by itself where it says so', () => {
    const { world, job, created, ends } = started(
      {
        completionMode: 'Indexed',
        parallelism: 2,
        completions: 2,
        backoffLimit: Number.POSITIVE_INFINITY,
        backoffLimitPerIndex: 1,
      },
      ({ index }) => [10, index === 1 ? exit(1) : null],
    )
    world.run(100)
    expect(created()).toEqual([0, 0, 20])
    expect(ends).toEqual(['31 FailedIndexes'])
    expect(job.succeeded).toBe(1)
  })

  it('counts a failure that ends the Job as one of its index', () => {
    const podFailurePolicy = [
      { action: 'FailJob', onExitCodes: { container: null, operator: 'In', values: [42] }, onConditions: [] },
    ] as const
    const ends = (code: number) => {
      const changes = {
        completionMode: 'Indexed',
        completions: 1,
        backoffLimitPerIndex: 0,
        podFailurePolicy,
      } as const
      const { world, job, created } = started(changes, () => [5, exit(code)])
      world.run(60)
      return [job.reason, created().length, job.failed]
    }
    expect([ends(42), ends(1)]).toEqual([
      ['PodFailurePolicy', 1, 1],
      ['FailedIndexes', 1, 1],
    ])
  })

  // Either is over at 5 s, and seen a second later: given up at once, or started again until the limit of 1 is passed.
  it('gives an index up at once, or does not count a failure, as its failure policy says', () => {
    const policy = (action: 'FailIndex' | 'Ignore') => [
      { action, onExitCodes: { container: null, operator: 'In', values: [42] }, onConditions: [] } as const,
    ]
    const run = (podFailurePolicy: ReturnType<typeof policy>) => {
      const limits = { backoffLimit: Number.POSITIVE_INFINITY, backoffLimitPerIndex: 1 }
      const changes = { completionMode: 'Indexed', completions: 1, ...limits, podFailurePolicy } as const
      const { world, job, created } = started(changes, () => [5, exit(42)])
      world.run(200)
      return [job.reason, created().length]
    }
    expect(run(policy('FailIndex'))).toEqual(['FailedIndexes', 1])
    expect(run([])).toEqual(['FailedIndexes', 2])
    expect(run(policy('Ignore'))[0]).toBeNull()
  })

  it('is done when its success policy is met, and stops the rest', () => {
    const { world, ends } = started(
      {
        completionMode: 'Indexed',
        parallelism: 3,
        completions: 3,
        successPolicy: [{ succeededIndexes: [[0, 0]], succeededCount: null }],
      },
      ({ index }) => [10 * (index + 1), null],
    )
    world.run(100)
    expect(ends).toEqual(['11 SuccessPolicy'])
    expect(world.log.filter(line => line.includes('-'))).toEqual(['11 -1/1', '11 -1/2'])
  })

  it('fails at once, or does not mind, as its failure policy says', () => {
    const podFailurePolicy = [
      { action: 'Ignore', onExitCodes: null, onConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
      {
        action: 'FailJob',
        onExitCodes: { container: null, operator: 'In', values: [42] },
        onConditions: [],
      },
    ] as const
    const fails = started({ podFailurePolicy }, () => [5, exit(42)])
    fails.world.run(100)
    expect(fails.ends).toEqual(['6 PodFailurePolicy'])
    const ignores = started({ podFailurePolicy, backoffLimit: 0 }, ({ uid }) => [
      5,
      uid === 0 ? disrupted : null,
    ])
    ignores.world.run(100)
    expect(ignores.job.failed).toBe(0)
    expect(ignores.ends).toEqual(['21 CompletionsReached'])
  })

  /** Evicted at 20 s; the pod needs 30 s to go. A replacement comes 10 s after the failure, at 30 s; or when the pod is gone. */
  it.each([
    { policy: 'TerminatingOrFailed', at: 30 },
    { policy: 'Failed', at: 60 },
  ] as const)('replaces a pod that somebody evicted by policy $policy', ({ policy, at }) => {
    const { world, job, created, hint } = started({ podReplacementPolicy: policy }, () => [1000, null])
    world.run(19)
    const [evicted] = [...world.pods]
    world.at(20 * SECOND, () => {
      evicted!.terminating = true
      job.podDeleted(evicted!, disrupted, world.now)
      hint()
    })
    world.at(50 * SECOND, () => {
      job.podEnded(evicted!, disrupted, world.now)
      hint()
    })
    world.run(200)
    expect(created()).toEqual([0, at])
    expect(job.failed).toBe(1)
  })

  it('takes any success for its own where it wants no number of them', () => {
    const { world, ends, created } = started({ parallelism: 3, completions: null }, ({ uid }) => [
      10 * (uid + 1),
      null,
    ])
    world.run(100)
    expect(created()).toEqual([0, 0, 0])
    expect(ends).toEqual(['31 CompletionsReached'])
  })
})
