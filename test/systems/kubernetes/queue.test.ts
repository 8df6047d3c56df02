import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { SchedulingQueue } from '../../../systems/kubernetes/queue.ts'
import { asking, bound, clusterOf, node, pod } from './pods.ts'

const s = (seconds: number) => seconds * SECOND

function queueOf() {
  const cluster = clusterOf(node('a'))
  return { cluster, queue: new SchedulingQueue({ cluster }) }
}

const fit = ['NodeResourcesFit']

describe('the scheduling queue', () => {
  it('gives the most important pod, and of equals the one that came first', () => {
    const { queue } = queueOf()
    const [early, late, high] = [pod('early'), pod('late'), pod('high', { priority: 5 })]
    queue.add(early, s(1))
    queue.add(late, s(2))
    queue.add(high, s(3))
    expect([1, 2, 3, 4].map(() => queue.pop()?.pod.key)).toEqual([
      'default/high',
      'default/early',
      'default/late',
      undefined,
    ])
  })

  it('gives pods that came, or failed, at one moment in the order in which they did', () => {
    const { queue } = queueOf()
    const names = Array.from({ length: 50 }, (_, i) => `default/p${i}`)
    for (const name of names) queue.add(pod(name.slice('default/'.length)), s(1))
    const popped = names.map(() => queue.pop()!)
    expect(popped.map(({ pod }) => pod.key)).toEqual(names)
    // The last to come fails first.
    for (const queued of popped.reverse()) queue.rejected(queued, fit, s(2))
    queue.happened({ kind: 'node-added', node: node('b') }, s(2))
    queue.flushBackoff(s(9))
    expect(names.map(() => queue.pop()!.pod.key)).toEqual([...names].reverse())
  })

  it('keeps a gated pod away until it comes back without its gates', () => {
    const { queue } = queueOf()
    const gated = pod('p', { schedulingGates: ['quota'] })
    queue.add(gated, 0)
    expect([queue.pop(), queue.placeOf(gated)]).toEqual([null, 'gated'])
    queue.remove(gated)
    const free = pod('p')
    queue.add(free, s(1))
    expect(queue.pop()?.pod).toBe(free)
  })

  it('tries a rejected pod again after an event that its plugin minds, and after its back-off', () => {
    const { cluster, queue } = queueOf()
    const waiting = pod('p')
    queue.add(waiting, 0)
    queue.rejected(queue.pop()!, fit, s(10.2))
    expect(queue.placeOf(waiting)).toBe('unschedulable')
    queue.happened({ kind: 'pod-assigned', pod: bound(cluster, pod('q'), 'a') }, s(10.3))
    queue.happened({ kind: 'node-added', node: node('small', {}, { allocatable: {} }) }, s(10.3))
    expect(queue.placeOf(waiting)).toBe('unschedulable')
    queue.happened({ kind: 'node-added', node: node('b') }, s(10.4))
    // One second from 10.2 ends in the window from 11 on, which is over at 12.
    expect(queue.placeOf(waiting)).toBe('backing-off')
    queue.flushBackoff(s(11))
    expect(queue.placeOf(waiting)).toBe('backing-off')
    queue.flushBackoff(s(12))
    expect(queue.placeOf(waiting)).toBe('active')
  })

  it('wakes those alone that a nomination kept off when it ends: pods that are not more important', () => {
    const { queue } = queueOf()
    const waiting = [0, 3, 5].map(priority => pod(`p${priority}`, { priority }))
    for (const each of waiting) queue.add(each, 0)
    for (const _ of waiting) queue.rejected(queue.pop()!, fit, s(1))
    queue.happened({ kind: 'pod-removed', pod: pod('nominated', { priority: 3 }) }, s(9), 3)
    expect(waiting.map(each => queue.placeOf(each))).toEqual(['active', 'active', 'unschedulable'])
  })

  it('takes a pod before its back-off ends where nothing else is to be done', () => {
    const { queue } = queueOf()
    const [waiting, other] = [pod('p'), pod('q')]
    queue.add(waiting, 0)
    queue.rejected(queue.pop()!, [], 0)
    queue.happened({ kind: 'node-added', node: node('b') }, s(0.1))
    queue.add(other, s(0.2))
    expect([queue.pop()?.pod, queue.pop()?.pod, queue.pop()]).toEqual([other, waiting, null])
    expect(queue.placeOf(waiting)).toBe('in-flight')
  })

  it('counts what happens while a pod is tried', () => {
    const { queue } = queueOf()
    const waiting = pod('p')
    queue.add(waiting, 0)
    const tried = queue.pop()!
    queue.happened({ kind: 'node-added', node: node('b') }, s(1))
    queue.rejected(tried, fit, s(2))
    expect(queue.placeOf(waiting)).toBe('backing-off')
  })

  it('tries a pod after five minutes without any event', () => {
    const { queue } = queueOf()
    const waiting = pod('p')
    queue.add(waiting, 0)
    queue.rejected(queue.pop()!, fit, s(10))
    queue.flushUnschedulable(s(310))
    expect(queue.placeOf(waiting)).toBe('unschedulable')
    queue.flushUnschedulable(s(340))
    expect(queue.placeOf(waiting)).toBe('active')
  })

  it('backs off from errors in a row, which are not taken early, and forgets a pod that is gone', () => {
    const { queue } = queueOf()
    const [erring, gone] = [pod('p'), pod('q')]
    queue.add(erring, 0)
    queue.erred(queue.pop()!, 0)
    expect([queue.pop(), queue.placeOf(erring)]).toEqual([null, 'backing-off'])
    queue.flushBackoff(s(2))
    const again = queue.pop()!
    expect([again.attempts, again.failures]).toEqual([2, 1])
    queue.add(gone, s(3))
    const tried = queue.pop()!
    queue.remove(gone)
    queue.rejected(tried, fit, s(4))
    expect([queue.placeOf(gone), queue.size]).toEqual(['absent', 1])
  })
})

describe('hints', () => {
  const retries = (
    rejector: string,
    waiting: ReturnType<typeof pod>,
    event: Parameters<SchedulingQueue['happened']>[0],
  ) => {
    const { queue } = queueOf()
    queue.add(waiting, 0)
    queue.rejected(queue.pop()!, [rejector], 0)
    queue.happened(event, s(60))
    return queue.placeOf(waiting) === 'active'
  }
  const update = (before: ReturnType<typeof node>, after: ReturnType<typeof node>) => ({
    kind: 'node-updated' as const,
    before,
    after,
  })
  const taints = [{ key: 'k', value: '', effect: 'NoSchedule' as const }]

  it('of each plugin say which change of a node may help', () => {
    const plain = node('a')
    const tainted = node('a', {}, { taints })
    expect(retries('TaintToleration', pod('p'), update(tainted, plain))).toBe(true)
    expect(retries('TaintToleration', pod('p'), update(plain, tainted))).toBe(false)
    expect(
      retries('NodeUnschedulable', pod('p'), update(node('a', {}, { unschedulable: true }), plain)),
    ).toBe(true)
    expect(retries('NodeUnschedulable', pod('p'), update(plain, tainted))).toBe(false)
    const selecting = () => pod('p', { nodeSelector: new Map([['disk', 'ssd']]) })
    expect(retries('NodeAffinity', selecting(), update(plain, node('a', { disk: 'ssd' })))).toBe(true)
    expect(retries('NodeAffinity', selecting(), update(plain, node('a', { disk: 'hdd' })))).toBe(false)
    const large = () => pod('p', { requests: asking({ cpuMilli: 5000 }) })
    const grown = (cpuMilli: number) => update(plain, node('a', {}, { allocatable: { cpuMilli } }))
    expect([
      retries('NodeResourcesFit', large(), grown(6000)),
      retries('NodeResourcesFit', large(), grown(4500)),
    ]).toEqual([true, false])
    // The release has no hint for new nodes there.
    expect(
      retries('NodeName', pod('p', { requiredNodeName: 'b' }), { kind: 'node-added', node: plain }),
    ).toBe(true)
    expect(retries('NodeName', pod('p', { requiredNodeName: 'b' }), update(plain, tainted))).toBe(false)
  })

  it('of ports look at the ports of a pod that goes', () => {
    const ports = (port: number) => pod('p', { hostPorts: [{ protocol: 'TCP', ip: '0.0.0.0', port }] })
    const gone = (port: number) => ({ kind: 'pod-removed' as const, pod: ports(port) })
    expect([retries('NodePorts', ports(80), gone(80)), retries('NodePorts', ports(80), gone(81))]).toEqual([
      true,
      false,
    ])
  })
})
