import { describe, expect, it } from 'vitest'
import { MINUTE, NEVER, SECOND } from '../../../../sim/engine/time.ts'
import {
  DeploymentProgress,
  type DeploymentStatus,
} from '../../../../systems/kubernetes/controllers/deployment-progress.ts'

describe('the progress of a Deployment of three pods, within 60 s', () => {
  const status = (replicas: number, updated: number, ready: number, available = ready): DeploymentStatus => ({
    ...{ replicas, updated, ready, available },
  })
  /** What each status makes of it, and whether the deadline had passed just then. */
  function observed(...each: readonly (readonly [at: number, status: DeploymentStatus])[]) {
    const progress = new DeploymentProgress(0)
    return each.map(([at, of]) => {
      const isLate = progress.observe(of, 3, MINUTE, at * SECOND)
      return `${progress.progress}${isLate ? ', late' : ''}`
    })
  }
  const [updated, complete, exceeded] = [
    'ReplicaSetUpdated',
    'NewReplicaSetAvailable',
    'ProgressDeadlineExceeded',
  ]

  it('is complete when all are new and available', () => {
    expect(observed([1, status(3, 3, 0)], [2, status(3, 3, 3, 2)], [3, status(3, 3, 3)])).toEqual([
      updated,
      updated,
      complete,
    ])
    expect(observed([1, status(4, 3, 4)], [2, status(3, 2, 3)])).toEqual([updated, updated])
  })

  // It came forward last at 50 s.
  it('is late a minute after it last came forward', () => {
    const stands = status(3, 3, 1)
    expect(
      observed(
        [0, status(3, 3, 0)],
        [50, stands],
        [109, stands],
        [110, stands],
        [111, stands],
        [112, stands],
      ),
    ).toEqual([...[updated, updated, updated, updated, `${exceeded}, late`, exceeded]])
  })

  it.each<[string, DeploymentStatus, boolean]>([
    ['one more is new', status(4, 2, 2, 2), true],
    ['one fewer is old', status(3, 1, 2, 2), true],
    ['one more is ready', status(4, 1, 3, 2), true],
    ['one more is available', status(4, 1, 2, 3), true],
    ['one fewer is available', status(4, 1, 2, 1), false],
    ['one more is old', status(5, 1, 2, 2), false],
  ])('comes forward again, or not, when %s', (_, next, comesForward) => {
    const before = status(4, 1, 2, 2)
    expect(observed([0, before], [61, before], [62, next]).slice(1)).toEqual([
      `${exceeded}, late`,
      comesForward ? updated : exceeded,
    ])
  })

  it('once complete, stays so while only new pods come and go, and begins with a new template', () => {
    expect(observed([0, status(3, 3, 3)], [70, status(3, 3, 1)], [200, status(2, 2, 1)])).toEqual([
      complete,
      complete,
      complete,
    ])
    // Nor does it time out: that is of what is under way (DeploymentTimedOut).
    expect(observed([0, status(3, 3, 3)], [70, status(4, 1, 3)])).toEqual([complete, complete])
    const progress = new DeploymentProgress(0)
    progress.observe(status(3, 3, 3), 3, MINUTE, 0)
    progress.begin(5 * SECOND)
    expect(progress.progress).toBe(updated)
  })

  it('is looked at again a second after its deadline, while it is under way and has one', () => {
    const progress = new DeploymentProgress(5 * SECOND)
    expect([progress.nextLook(MINUTE), progress.nextLook(NEVER)]).toEqual([66 * SECOND, null])
    progress.observe(status(3, 3, 3), 3, MINUTE, 6 * SECOND)
    expect(progress.nextLook(MINUTE)).toBeNull()
  })
})
