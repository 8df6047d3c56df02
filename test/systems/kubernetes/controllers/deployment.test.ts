import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../../sim/engine/time.ts'
import {
  DeploymentController,
  type DeploymentSpec,
} from '../../../../systems/kubernetes/controllers/deployment.ts'
import type { OwnedPod } from '../../../../systems/kubernetes/controllers/owned-pod.ts'
import { PodsInTime } from './pods-in-time.ts'

const usual: DeploymentSpec = {
  replicas: 10,
  strategy: { type: 'RollingUpdate', maxSurge: { percent: 25 }, maxUnavailable: { percent: 25 } },
  minReady: 0,
  progressDeadline: 600 * SECOND,
  paused: false,
}

function deployed(changes: Partial<DeploymentSpec> = {}) {
  const world = new PodsInTime()
  const deployment = new DeploymentController({ ...usual, ...changes }, world, 0)
  world.sync = now => deployment.sync(now)
  world.gone = pod => deployment.gone(pod)
  const ofRevision = (revision: number) => [...world.pods].filter(pod => pod.revision === revision)
  const running = (revision: number) => ofRevision(revision).filter(pod => !pod.terminating).length
  /** Old and new pods that do not terminate, and of these how many are ready. */
  const counts = () => [
    running(1),
    running(2),
    [...world.pods].filter(({ readySince }) => readySince !== null).length,
  ]
  return { world, deployment, counts }
}

describe('a Deployment', () => {
  it('creates its pods at once, and another for each that is deleted while that ends', () => {
    const { world, deployment } = deployed({ replicas: 3 })
    world.grace = 30
    world.run(10)
    expect(world.pods.size).toBe(3)
    expect(deployment.progress).toBe('NewReplicaSetAvailable')
    world.at(20 * SECOND, () => world.delete([...world.pods][0]!))
    world.run(20)
    // Two as before, one that ends, one in its place.
    expect(world.log.slice(6)).toEqual(['20 -1/0', '20 +1/0', '20 !1/0'])
    expect(world.pods.size).toBe(4)
    world.run(50)
    expect(world.pods.size).toBe(3)
  })

  /**
   * 10 pods, a quarter more (2.5, so 3) and a quarter fewer (2.5, so 2): at most 13, at least 8 available. A new pod is ready after
   * 20 s, an old one gone after 30 s, which nobody waits for.
   *
   *   0 s: 13 − 10 = 3 new ones; then 13 − 8 − 3 unavailable new = 2 old ones go, which makes room for 2 new ones: 8 + 5.
   *  20 s: 5 new ones are ready: 13 available, 5 more than 8. 5 old ones go, 3 are left; 5 new ones come: 3 + 10.
   *  40 s: all 10 new ones are ready, and the last 3 old ones go.
   */
  it('rolls 10 pods at 25 % and 25 % in three steps', () => {
    const { world, deployment, counts } = deployed()
    world.grace = 30
    world.run(99)
    world.readyAfter = () => 20
    world.at(100 * SECOND, () => deployment.update(world.now))
    world.run(100)
    expect(counts()).toEqual([8, 5, 8])
    expect(deployment.progress).toBe('ReplicaSetUpdated')
    world.run(119)
    expect(counts()).toEqual([8, 5, 8])
    world.run(120)
    expect(counts()).toEqual([3, 10, 8])
    world.run(139)
    expect(counts()).toEqual([3, 10, 8])
    world.run(140)
    expect(counts()).toEqual([0, 10, 10])
    expect(deployment.progress).toBe('NewReplicaSetAvailable')
    world.run(169)
    expect(world.pods.size).toBe(13)
    world.run(170)
    expect(world.pods.size).toBe(10)
  })

  /** As before, and a new pod counts 10 s after it is ready: the steps are at 0, 30 and 60 s. */
  it('waits until new pods are ready for as long as it says', () => {
    const { world, deployment, counts } = deployed({ minReady: 10 * SECOND })
    world.run(99)
    world.readyAfter = () => 20
    world.at(100 * SECOND, () => deployment.update(world.now))
    world.run(129)
    expect(counts()).toEqual([8, 5, 13])
    world.run(130)
    expect(counts()).toEqual([3, 10, 8])
    world.run(160)
    expect(counts()).toEqual([0, 10, 10])
  })

  /**
   * New pods that never become ready: 8 old ones stay for ever. The last that came forward was at 100 s; 600 s later the deadline is
   * over, and the controller sees it a second late.
   */
  it('stalls beside pods that never become ready, and says so after its deadline', () => {
    const { world, deployment, counts } = deployed()
    world.run(99)
    world.readyAfter = () => null
    world.at(100 * SECOND, () => deployment.update(world.now))
    world.run(700)
    expect(counts()).toEqual([8, 5, 8])
    expect(deployment.progress).toBe('ReplicaSetUpdated')
    world.run(701)
    expect(deployment.progress).toBe('ProgressDeadlineExceeded')
    world.run(2000)
    expect(counts()).toEqual([8, 5, 8])
  })

  it('goes on from a stalled update to the next template, and takes the pods that never were ready first', () => {
    const { world, deployment } = deployed()
    world.run(99)
    world.readyAfter = ({ revision }) => (revision === 2 ? null : 20)
    world.at(100 * SECOND, () => deployment.update(world.now))
    world.at(1000 * SECOND, () => deployment.update(world.now))
    world.run(1000)
    // Nothing of the second template was available: all 5 go, and 5 of the third come.
    expect(deployment.replicas).toEqual([8, 0, 5])
    world.run(1020)
    expect(deployment.replicas).toEqual([3, 0, 10])
    world.run(1040)
    expect(deployment.replicas).toEqual([0, 0, 10])
    expect(deployment.progress).toBe('NewReplicaSetAvailable')
  })

  it('lets all old pods end before the first new one under Recreate', () => {
    const { world, deployment } = deployed({ replicas: 2, strategy: { type: 'Recreate' } })
    world.grace = 30
    world.run(99)
    world.at(100 * SECOND, () => deployment.update(world.now))
    world.run(300)
    expect(world.log.slice(4)).toEqual([
      ...['100 -1/0', '100 -1/0', '130 x1/0', '130 x1/0'],
      ...['130 +2/0', '130 +2/0', '130 !2/0', '130 !2/0'],
    ])
  })

  // No set has pods that are wanted: there is nothing to scale, and the old ones are waited for all the same.
  it('that is scaled under Recreate while old pods end still waits for them', () => {
    const { world, deployment } = deployed({ replicas: 1, strategy: { type: 'Recreate' } })
    world.grace = 30
    world.run(99)
    world.at(100 * SECOND, () => deployment.update(world.now))
    world.at(110 * SECOND, () => deployment.scale(2, world.now))
    world.run(300)
    expect(world.log.slice(2)).toEqual([
      ...['100 -1/0', '130 x1/0'],
      ...['130 +2/0', '130 +2/0', '130 !2/0', '130 !2/0'],
    ])
  })

  it('that is paused makes no pods, also when it is scaled', () => {
    const { world, deployment } = deployed({ replicas: 1, paused: true })
    world.at(10 * SECOND, () => deployment.scale(2, world.now))
    world.run(20)
    expect(world.log).toEqual([])
  })

  it('that is scaled to none has as many as it is to have when it is scaled again', () => {
    const { world, deployment } = deployed({ replicas: 2 })
    world.at(10 * SECOND, () => deployment.scale(0, world.now))
    world.at(20 * SECOND, () => deployment.scale(3, world.now))
    world.run(30)
    expect(deployment.replicas).toEqual([3])
    expect(world.pods.size).toBe(3)
  })

  /** Half-way at 8 + 5 of at most 13: to 20 with at most 25, that is 8 × 25 / 13 = 15.4 and 5 × 25 / 13 = 9.6, so 15 and 10. */
  it('grows both sets in proportion when it is scaled amid an update', () => {
    const { world, deployment } = deployed()
    world.run(99)
    world.readyAfter = () => null
    world.at(100 * SECOND, () => deployment.update(world.now))
    world.run(150)
    world.at(200 * SECOND, () => deployment.scale(20, world.now))
    world.run(200)
    expect(deployment.replicas).toEqual([15, 10])
  })

  it('takes those that are not ready first when it shrinks', () => {
    const { world, deployment } = deployed({ replicas: 4 })
    const unready = new Set<OwnedPod>()
    world.readyAfter = pod => {
      if (pod.uid % 2 === 0) return 0
      unready.add(pod)
      return null
    }
    world.run(10)
    world.at(20 * SECOND, () => deployment.scale(2, world.now))
    world.run(20)
    expect([...world.pods].some(pod => unready.has(pod))).toBe(false)
    expect(world.pods.size).toBe(2)
  })
})
