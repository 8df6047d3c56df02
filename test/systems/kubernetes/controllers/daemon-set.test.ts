import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../../sim/engine/time.ts'
import type { NodeVerdict } from '../../../../systems/kubernetes/controllers/daemon-node.ts'
import {
  DaemonSetController,
  type DaemonSetSpec,
} from '../../../../systems/kubernetes/controllers/daemon-set.ts'
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
  const verdicts = new Map<string, NodeVerdict>([['3', 'refused']])
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
    node => verdicts.get(node) ?? 'wanted',
  )
  world.sync = now => set.sync(now)
  world.gone = pod => set.gone(pod, pod.nodeName!)
  for (const node of ['0', '1', '2', '3']) set.nodeAdded(node, 0)
  return { world, set, verdicts }
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

  /**
   * Failed at 100 s: replaced at once. At 100.25 s: the pause of 1 s is not over, and is waited for from then on, to 101.25 s.
   * At 101.5 s: that of 2 s after the second, to 103.5 s.
   */
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
      ...['101.25 -1/1', '101.25 x1/1', '101.25 +1/1'],
      ...['103.5 -1/1', '103.5 x1/1', '103.5 +1/1'],
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

  /** Node 0 is tainted NoSchedule at 50 s and NoExecute at 70 s; the pod of node 1, tainted alike, is deleted by somebody at 60 s. */
  it('keeps a pod where it would get none, until the node is to have none', () => {
    const { world, verdicts } = deployed()
    world.at(50 * SECOND, () => verdicts.set('0', 'kept').set('1', 'kept'))
    world.at(60 * SECOND, () => world.delete([...world.pods].find(({ index }) => index === 1)!))
    world.at(70 * SECOND, () => verdicts.set('0', 'refused'))
    world.at(95 * SECOND, () => verdicts.set('1', 'wanted'))
    world.run(110)
    expect(world.log.filter(line => Number.parseInt(line, 10) >= 50)).toEqual([
      ...['60 -1/1', '70 -1/0', '90 x1/1', '95 +1/1', '100 x1/0', '105 !1/1'],
    ])
  })

  it('does not wait until a pod that was deleted is gone where it may surge', () => {
    const update = { type: 'RollingUpdate', maxSurge: { pods: 1 }, maxUnavailable: { pods: 0 } } as const
    const { world } = deployed({ update })
    world.run(50)
    world.log.length = 0
    world.at(60 * SECOND, () => world.delete([...world.pods][0]!))
    world.run(100)
    expect(world.log).toEqual(['60 -1/0', '60 +1/0', '70 !1/0', '90 x1/0'])
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

  /**
   * One node at a time may have two pods, and the pod of node 0, which is not ready, is no matter: it gets another in any case, and
   * goes itself once that is there. Node 1 gets one beside its own.
   */
  it('replaces old pods that are not ready at once when it surges', () => {
    const update = { type: 'RollingUpdate', maxSurge: { pods: 1 }, maxUnavailable: { pods: 0 } } as const
    const { world, set } = deployed({ update })
    const [first] = world.pods
    world.run(99)
    world.log.length = 0
    world.at(100 * SECOND, () => {
      first!.readySince = null
      set.update(world.now)
    })
    world.run(111)
    expect(world.log).toEqual([
      ...['100 +2/0', '100 +2/1', '100 -1/0', '110 !2/0', '110 !2/1', '110 -1/1', '110 +2/2'],
    ])
  })

  /** Ready is not yet available: with 20 s of minReadySeconds the old pods, ready at 10 s, may go at 30 s; they are updated at 20 s. */
  it('keeps old pods that are ready beside their replacements until those are available', () => {
    const update = { type: 'RollingUpdate', maxSurge: { pods: 1 }, maxUnavailable: { pods: 0 } } as const
    const { world, set } = deployed({ update, minReady: 20 * SECOND })
    world.run(19)
    world.log.length = 0
    world.at(20 * SECOND, () => set.update(world.now))
    world.run(81)
    expect(world.log).toEqual([
      ...['20 +2/0', '20 +2/1', '20 +2/2', '30 !2/0', '30 !2/1', '30 !2/2'],
      ...['50 -1/0', '50 -1/1', '50 -1/2', '80 x1/0', '80 x1/1', '80 x1/2'],
    ])
  })

  /**
   * Node 2 gets no pods any more, and node 3 does. Three nodes are to have pods and three are available, so the old one of node 2
   * stays until that of node 3 is, at 110 s.
   */
  it('moves to other nodes before it leaves one that keeps its pod, where it surges', () => {
    const update = { type: 'RollingUpdate', maxSurge: { pods: 3 }, maxUnavailable: { pods: 0 } } as const
    const { world, set, verdicts } = deployed({ update })
    world.run(99)
    world.log.length = 0
    world.at(100 * SECOND, () => {
      verdicts.set('2', 'kept').set('3', 'wanted')
      set.update(world.now)
    })
    world.run(111)
    expect(world.log).toEqual([
      ...['100 +2/3', '100 +2/0', '100 +2/1', '110 !2/3', '110 !2/0', '110 !2/1'],
      ...['110 -1/0', '110 -1/1', '110 -1/2'],
    ])
  })

  it('leaves no other pod on a node that only keeps one', () => {
    const { world, set, verdicts } = deployed()
    world.run(99)
    world.log.length = 0
    world.at(100 * SECOND, () => {
      verdicts.set('0', 'kept')
      set.update(world.now)
    })
    world.run(171)
    // Its old pod counts and goes as any other; while it is on its way out it counts as away.
    expect(world.log).toEqual([
      ...['100 -1/0', '130 x1/0', '130 -1/1', '160 x1/1', '160 +2/1', '170 !2/1', '170 -1/2'],
    ])
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
