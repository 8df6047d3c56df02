import { describe, expect, it } from 'vitest'
import type { AffinityTerm } from '../../../systems/kubernetes/affinity-term.ts'
import type { Cluster } from '../../../systems/kubernetes/cluster.ts'
import type { ClusterEvent } from '../../../systems/kubernetes/cluster-event.ts'
import type { Node } from '../../../systems/kubernetes/node.ts'
import type { PodTemplate, SpreadConstraint } from '../../../systems/kubernetes/pod.ts'
import { defaultArgs, type PluginArgs } from '../../../systems/kubernetes/profile.ts'
import { mayHelp } from '../../../systems/kubernetes/queueing-hints.ts'
import { selectorOf } from '../../../systems/kubernetes/selector.ts'
import type { Taint } from '../../../systems/kubernetes/taints.ts'
import { asking, clusterOf, node, pod, template } from './pods.ts'

const added = (node: Node): ClusterEvent => ({ kind: 'node-added', node })
const removed = (node: Node): ClusterEvent => ({ kind: 'node-removed', node })
const updated = (before: Node, after: Node): ClusterEvent => ({ kind: 'node-updated', before, after })
const assigned = (changes: Partial<PodTemplate> = {}): ClusterEvent => ({
  kind: 'pod-assigned',
  pod: pod('other', changes),
})
const gone = (changes: Partial<PodTemplate> = {}): ClusterEvent => ({
  kind: 'pod-removed',
  pod: pod('other', changes),
})

/** Which of the events may let a pod of the template fit that the plugin rejected. */
function helps(
  plugin: string,
  changes: Partial<PodTemplate>,
  events: readonly ClusterEvent[],
  cluster: Cluster = clusterOf(),
  args: PluginArgs = defaultArgs,
): boolean[] {
  return events.map(event => mayHelp(plugin, event, template(changes), cluster, args))
}

const plain = node('n')
const both = [true, true]
const neither = [false, false]

it('a plugin without a hint wakes for everything', () => {
  expect(helps('Another', {}, [added(plain), removed(plain), assigned(), gone()])).toEqual([
    true,
    true,
    true,
    true,
  ])
})

describe('a node that comes or changes', () => {
  const cordoned = node('n', {}, { unschedulable: true })
  it('helps who was kept off by its cordon when it is open now, and was not before', () => {
    expect(helps('NodeUnschedulable', {}, [added(plain), updated(cordoned, plain)])).toEqual(both)
    expect(helps('NodeUnschedulable', {}, [added(cordoned), updated(plain, cordoned)])).toEqual(neither)
    expect(helps('NodeUnschedulable', {}, [updated(plain, plain), gone()])).toEqual(neither)
  })

  it('helps who asks for a name when it comes, whatever its own is: the release has no hint there', () => {
    const pod = { requiredNodeName: 'n' }
    expect(helps('NodeName', pod, [added(plain), added(node('m')), updated(plain, plain)])).toEqual([
      true,
      true,
      false,
    ])
  })

  it('helps who was kept off by taints that it tolerates', () => {
    const taint: Taint = { key: 'gpu', value: '5', effect: 'NoSchedule' }
    const tainted = node('n', {}, { taints: [taint] })
    expect(helps('TaintToleration', {}, [updated(tainted, plain), updated(plain, tainted)])).toEqual([
      true,
      false,
    ])
    const tolerations = [{ key: 'gpu', operator: 'Gt', value: '4', effect: '' }] as const
    expect(helps('TaintToleration', { tolerations }, [added(tainted)])).toEqual([false])
    expect(
      helps('TaintToleration', { tolerations }, [added(tainted)], clusterOf(), {
        ...defaultArgs,
        comparingTolerations: true,
      }),
    ).toEqual([true])
  })

  it('helps who asks for its labels', () => {
    const nodeSelector = new Map([['disk', 'ssd']])
    const ssd = node('n', { disk: 'ssd' })
    expect(helps('NodeAffinity', { nodeSelector }, [added(ssd), updated(plain, ssd)])).toEqual(both)
    expect(helps('NodeAffinity', { nodeSelector }, [added(plain), updated(ssd, ssd)])).toEqual(neither)
  })

  it('helps who asks for its labels when it has those that the profile adds, too', () => {
    const zoneA = { key: 'zone', operator: 'In', values: ['a'] } as const
    const addedAffinity = { required: [{ labels: [zoneA], names: [] }], preferred: [] }
    const nodeSelector = new Map([['disk', 'ssd']])
    const ssd = node('n', { disk: 'ssd' })
    const inZone = node('n', { disk: 'ssd', zone: 'a' })
    // The pod's own terms are met all the time in the fourth event: only the profile's are met anew.
    const events = [added(ssd), updated(plain, ssd), added(inZone), updated(ssd, inZone)]
    expect(
      helps('NodeAffinity', { nodeSelector }, events, clusterOf(), { ...defaultArgs, addedAffinity }),
    ).toEqual([false, false, true, true])
  })
})

it('ports are free again where a pod goes that held one of them, and on every new node', () => {
  const port = (port: number) => ({ protocol: 'TCP', ip: '0.0.0.0', port })
  const hostPorts = [port(80), port(81)]
  expect(helps('NodePorts', { hostPorts }, [added(plain), gone({ hostPorts: [port(81)] })])).toEqual(both)
  expect(helps('NodePorts', { hostPorts }, [gone({ hostPorts: [port(82)] }), gone()])).toEqual(neither)
  expect(helps('NodePorts', { hostPorts }, [updated(plain, plain), assigned({ hostPorts })])).toEqual(neither)
})

describe('resources', () => {
  const gib = 1024 ** 3
  // 2 CPUs and a GPU; a node has 4 CPUs and 8 GiB unless told.
  const requests = asking({ cpuMilli: 2000, scalars: new Map([['gpu', 1]]) })
  const sized = (cpuMilli: number, gpus: number, allocatablePods = 110) =>
    node(
      'n',
      {},
      { allocatable: { cpuMilli, memoryBytes: gib, scalars: new Map([['gpu', gpus]]) }, allocatablePods },
    )

  it('are free when a pod goes, and not when one comes', () => {
    expect(helps('NodeResourcesFit', { requests }, [gone(), assigned(), removed(plain)])).toEqual([
      true,
      false,
      false,
    ])
  })

  it('are there on a new node that could hold the pod', () => {
    const events = [sized(2000, 1), sized(1999, 1), sized(2000, 0), sized(2000, 1, 0), plain].map(added)
    expect(helps('NodeResourcesFit', { requests }, events)).toEqual([true, false, false, false, false])
  })

  it('are more on a node that grew in what the pod asks for, and could hold it now', () => {
    const from = sized(2000, 1)
    const events = [
      updated(from, sized(2001, 1)),
      updated(from, sized(2000, 2)),
      updated(from, sized(2000, 1, 111)),
      // It could hold the pod before, too; or it still cannot; or it grew in what nobody asked for.
      updated(from, from),
      updated(sized(1000, 1), sized(1999, 1)),
      updated(from, node('n', {}, { allocatable: { ...from.allocatable, memoryBytes: 9 * gib } })),
    ]
    expect(helps('NodeResourcesFit', { requests }, events)).toEqual([true, true, true, false, false, false])
  })

  it('that are not asked for do not matter', () => {
    expect(
      helps('NodeResourcesFit', { requests: asking({}) }, [added(sized(0, 0)), added(sized(0, 0, 0))]),
    ).toEqual([true, false])
  })
})

const labels = new Map([['app', 'web']])

describe('a spread over zones', () => {
  const constraint: SpreadConstraint = {
    topologyKey: 'zone',
    maxSkew: 1,
    hard: true,
    selector: selectorOf(labels),
    minDomains: 1,
    honorsAffinity: false,
    honorsTaints: false,
  }
  const spreading = (changes: Partial<SpreadConstraint> = {}, ...more: readonly SpreadConstraint[]) => ({
    labels,
    spread: [{ ...constraint, ...changes }, ...more],
  })
  const zone = (name: string, changes: Partial<Node> = {}, more: Record<string, string> = {}) =>
    node('n', { zone: name, ...more }, changes)
  const asks = (changes: Partial<PodTemplate>, events: readonly ClusterEvent[]) =>
    helps('PodTopologySpread', changes, events)

  it('changes with pods that it counts', () => {
    expect(asks(spreading(), [assigned({ labels }), gone({ labels })])).toEqual(both)
    expect(asks(spreading(), [assigned(), gone()])).toEqual(neither)
    expect(asks(spreading(), [assigned({ labels, namespace: 'elsewhere' })])).toEqual([false])
    // One of two constraints counts it.
    const other = { ...constraint, selector: selectorOf(new Map([['app', 'db']])) }
    expect(asks(spreading({}, other), [assigned({ labels })])).toEqual([true])
  })

  it('changes with nodes that have all its keys', () => {
    expect(asks(spreading(), [added(zone('a')), removed(zone('a'))])).toEqual(both)
    expect(asks(spreading(), [added(plain), removed(plain)])).toEqual(neither)
    const racks = { ...constraint, topologyKey: 'rack' }
    expect(asks(spreading({}, racks), [added(zone('a')), added(zone('a', {}, { rack: 'r' }))])).toEqual([
      false,
      true,
    ])
  })

  it('changes with a node that gets a key, loses it, or moves', () => {
    expect(asks(spreading(), [updated(plain, zone('a')), updated(zone('a'), plain)])).toEqual(both)
    expect(asks(spreading(), [updated(zone('a'), zone('b'))])).toEqual([true])
    expect(asks(spreading(), [updated(plain, plain), updated(zone('a'), zone('a', {}, { x: 'y' }))])).toEqual(
      neither,
    )
  })

  it('changes with what decides whether a node counts, where it honors that', () => {
    const nodeSelector = new Map([['disk', 'ssd']])
    const slow = zone('a')
    const fast = zone('a', {}, { disk: 'ssd' })
    expect(asks({ ...spreading({ honorsAffinity: true }), nodeSelector }, [updated(slow, fast)])).toEqual([
      true,
    ])
    expect(asks({ ...spreading(), nodeSelector }, [updated(slow, fast)])).toEqual([false])
    expect(asks(spreading({ honorsAffinity: true }), [updated(slow, fast)])).toEqual([false])
  })

  /** As "update node with different taints that match all topologySpreadConstraints" in plugin_test.go of the release. */
  it('changes with the taints of a node that has all its keys, though it does not honor them', () => {
    const slow = zone('a')
    const tainted = zone('a', { taints: [{ key: 'k', value: '', effect: 'NoSchedule' }] })
    expect(asks(spreading({ honorsTaints: true }), [updated(slow, tainted)])).toEqual([true])
    expect(asks(spreading(), [updated(slow, tainted)])).toEqual([true])
    expect(asks(spreading(), [updated(plain, { ...plain, taints: tainted.taints })])).toEqual([false])
    expect(asks(spreading(), [updated(tainted, { ...tainted, taints: [...tainted.taints] })])).toEqual([
      false,
    ])
  })
})

describe('affinity to pods', () => {
  const term: AffinityTerm = {
    topologyKey: 'zone',
    selector: selectorOf(labels),
    namespaces: new Set(['default']),
    namespaceSelector: 'nothing',
  }
  const db = new Map([['app', 'db']])
  const required = (...terms: readonly AffinityTerm[]) => ({ required: terms, preferred: [] })
  const near = { affinity: required(term) }
  const apart = { antiAffinity: required(term) }
  const asks = (changes: Partial<PodTemplate>, events: readonly ClusterEvent[]) =>
    helps('InterPodAffinity', changes, events)

  it('is met by a pod that all terms mean', () => {
    const two = { affinity: required(term, { ...term, selector: selectorOf(db) }) }
    expect(asks(near, [assigned({ labels }), assigned({ labels: db })])).toEqual([true, false])
    expect(asks(two, [assigned({ labels })])).toEqual([false])
    expect(asks(apart, [assigned({ labels })])).toEqual([false])
  })

  it('stands in the way no longer when the pod goes that it is apart from, or that is apart from it', () => {
    expect(asks(apart, [gone({ labels }), gone({ labels: db })])).toEqual([true, false])
    expect(asks({ labels }, [gone({ ...apart, labels: db }), gone({ labels: db })])).toEqual([true, false])
    expect(asks({ labels: db }, [gone(apart)])).toEqual([false])
  })

  it('may let the first of its group go anywhere when the last other one goes', () => {
    expect(asks({ ...near, labels }, [gone({ labels })])).toEqual([true])
    expect(asks({ ...near, labels: db }, [gone({ labels })])).toEqual([false])
    expect(asks({ ...near, labels }, [gone({ labels: db })])).toEqual([false])
  })

  it('looks at new nodes in the domains of its terms, and at labels that change', () => {
    const a = node('n', { zone: 'a' })
    expect(asks(near, [added(a), added(plain)])).toEqual([true, false])
    expect(asks(apart, [added(plain)])).toEqual([true])
    // One of two terms has its domain there; of a pod that is also apart from others every new node counts.
    const racks = { ...term, topologyKey: 'rack' }
    expect(asks({ affinity: required(term, racks) }, [added(a), added(plain)])).toEqual([true, false])
    expect(asks({ ...near, ...apart }, [added(plain)])).toEqual([true])
    // Kept off by the terms of others alone, it has none by which a new node could be judged.
    expect(asks({}, [added(plain)])).toEqual([true])
    expect(asks(near, [updated(plain, a), updated(a, { ...a, unschedulable: true }), removed(a)])).toEqual([
      true,
      false,
      false,
    ])
  })
})
