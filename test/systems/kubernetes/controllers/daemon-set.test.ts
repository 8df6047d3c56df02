import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../../sim/engine/time.ts'
import {
  DaemonSetController,
  type DaemonSetSpec,
  daemonTolerations,
} from '../../../../systems/kubernetes/controllers/daemon-set.ts'
import { withDefaultTolerations } from '../../../../systems/kubernetes/node-life/taint-eviction.ts'
import { PodsInTime } from './pods-in-time.ts'

const usual: DaemonSetSpec = {
  update: { type: 'RollingUpdate', maxSurge: { pods: 0 }, maxUnavailable: { pods: 1 } },
  minReady: 0,
}

/** On nodes 0 to 3, of which 3 is not for it. Pods are ready after 10 s and gone 30 s after they were deleted. */
function deployed(changes: Partial<DaemonSetSpec> = {}) {
  const world = new PodsInTime()
  world.readyAfter = () => 10
  world.grace = 30
  const set = new DaemonSetController(
    { ...usual, ...changes },
    {
      create: (revision, node) => {
        const made = world.create(revision, Number(node))
        made.nodeName = node
        return made
      },
      delete: pod => world.delete(pod),
    },
    node => node !== '3',
  )
  world.sync = now => set.sync(now)
  world.gone = pod => set.gone(pod, pod.nodeName!)
  for (const node of ['0', '1', '2', '3']) set.nodeAdded(node, 0)
  return { world, set }
}

describe('a DaemonSet', () => {
  it('has a pod on every node that it may run on, also on one that joins', () => {
    const { world, set } = deployed()
    world.at(50 * SECOND, () => set.nodeAdded('4', world.now))
    world.at(70 * SECOND, () => set.nodeRemoved('0'))
    world.run(100)
    expect(world.log).toEqual([
      ...['0 +1/0', '0 +1/1', '0 +1/2', '10 !1/0', '10 !1/1', '10 !1/2'],
      ...['50 +1/4', '60 !1/4', '70 -1/0', '100 x1/0'],
    ])
  })

  it('updates one node after the other, and is away from it meanwhile', () => {
    const { world, set } = deployed()
    world.run(99)
    world.log.length = 0
    world.at(100 * SECOND, () => set.update(world.now))
    world.run(300)
    expect(world.log).toEqual([
      ...['100 -1/0', '130 x1/0', '130 +2/0', '140 !2/0'],
      ...['140 -1/1', '170 x1/1', '170 +2/1', '180 !2/1'],
      ...['180 -1/2', '210 x1/2', '210 +2/2', '220 !2/2'],
    ])
  })

  /** 50 % of three nodes are two. */
  it('surges: the old pod goes when the new one beside it is ready', () => {
    const { world, set } = deployed({
      update: { type: 'RollingUpdate', maxSurge: { percent: 50 }, maxUnavailable: { pods: 0 } },
    })
    world.run(99)
    world.log.length = 0
    world.at(100 * SECOND, () => set.update(world.now))
    world.run(200)
    expect(world.log).toEqual([
      ...['100 +2/0', '100 +2/1', '110 !2/0', '110 !2/1', '110 -1/0', '110 -1/1', '110 +2/2'],
      ...['120 !2/2', '120 -1/2', '140 x1/0', '140 x1/1', '150 x1/2'],
    ])
  })

  /** Failed at 100 s: replaced at once. At 100.25 s: 1 s after the first. At 101.5 s: 2 s after the second, at 103 s. */
  it('replaces a pod that failed, with pauses that double', () => {
    const { world } = deployed()
    world.grace = 0
    world.run(99)
    world.log.length = 0
    const fail = () => {
      const pod = [...world.pods].find(({ index }) => index === 1)!
      pod.phase = 'Failed'
      pod.readySince = null
    }
    world.at(100 * SECOND, fail)
    world.at(100.25 * SECOND, fail)
    world.at(101.5 * SECOND, fail)
    world.run(105)
    expect(world.log).toEqual([
      ...['100 -1/1', '100 x1/1', '100 +1/1'],
      ...['101 -1/1', '101 x1/1', '101 +1/1'],
      ...['103 -1/1', '103 x1/1', '103 +1/1'],
    ])
  })

  it('takes one node after the other where it is told neither more nor fewer', () => {
    const none = { pods: 0 }
    const { world, set } = deployed({
      update: { type: 'RollingUpdate', maxSurge: none, maxUnavailable: none },
    })
    world.run(99)
    world.log.length = 0
    world.at(100 * SECOND, () => set.update(world.now))
    world.run(139)
    expect(world.log).toEqual(['100 -1/0', '130 x1/0', '130 +2/0'])
  })

  it('updates pods that somebody deletes, and no others, where it is told to', () => {
    const { world, set } = deployed({ update: { type: 'OnDelete' } })
    world.run(99)
    world.log.length = 0
    world.at(100 * SECOND, () => set.update(world.now))
    world.at(200 * SECOND, () => world.delete([...world.pods].find(({ index }) => index === 1)!))
    world.run(400)
    expect(world.log).toEqual(['200 -1/1', '230 x1/1', '230 +2/1', '240 !2/1'])
  })

  it('has pods that stay on nodes in trouble', () => {
    expect(withDefaultTolerations(daemonTolerations)).toEqual(daemonTolerations)
  })
})

describe('an update of a DaemonSet', () => {
  it('does not wait for pods that are not well: nobody misses them', () => {
    // On node 1 a pod is never ready. It goes at once and beside that of node 0; node 1 counts as away until its new pod is ready.
    const { world, set } = deployed()
    world.readyAfter = pod => (pod.index === 1 && pod.revision === 1 ? null : 10)
    world.run(99)
    world.log.length = 0
    world.at(100 * SECOND, () => set.update(world.now))
    world.run(141)
    expect(world.log.slice(0, 3)).toEqual(['100 -1/0', '130 x1/0', '130 +2/0'])
  })

  it('has old pods that are not available go when it surges', () => {
    const update = { type: 'RollingUpdate', maxSurge: { pods: 1 }, maxUnavailable: { pods: 0 } } as const
    const { world, set } = deployed({ update })
    const [first] = world.pods
    world.run(99)
    world.log.length = 0
    world.at(100 * SECOND, () => {
      first!.readySince = null
      set.update(world.now)
    })
    world.run(101)
    // The pod of node 0 is not ready: it goes without another beside it. Node 1 gets one beside its own.
    expect(world.log).toEqual(['100 -1/0', '100 +2/1'])
  })

  it('takes no pod from a node that is gone twice', () => {
    const { world, set } = deployed()
    world.run(20)
    world.log.length = 0
    world.at(30 * SECOND, () => world.delete([...world.pods][0]!))
    world.at(40 * SECOND, () => set.nodeRemoved('0'))
    world.at(41 * SECOND, () => set.nodeRemoved('0'))
    world.run(100)
    expect(world.log).toEqual(['30 -1/0', '60 x1/0'])
  })
})
