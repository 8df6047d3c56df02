import { describe, expect, it } from 'vitest'
import type { NodeAffinity } from '../../../systems/kubernetes/node-selector.ts'
import type { NodeFilter } from '../../../systems/kubernetes/plugin.ts'
import { nodeAffinity } from '../../../systems/kubernetes/plugins/node-affinity.ts'
import { nodeName } from '../../../systems/kubernetes/plugins/node-name.ts'
import { nodePorts } from '../../../systems/kubernetes/plugins/node-ports.ts'
import { nodeUnschedulable } from '../../../systems/kubernetes/plugins/node-unschedulable.ts'
import { taintToleration } from '../../../systems/kubernetes/plugins/taint-toleration.ts'
import { nodesToFind } from '../../../systems/kubernetes/profile.ts'
import type { Effect, Taint } from '../../../systems/kubernetes/taints.ts'
import { filtered, scored } from './asked-plugins.ts'
import { bound, clusterOf, node, pod, template } from './pods.ts'

const tainted = (name: string, ...effects: readonly Effect[]) =>
  node(name, {}, { taints: effects.map((effect): Taint => ({ key: 'k', value: '5', effect })) })
const tolerates = (effect: Effect | '', operator: 'Exists' | 'Gt' = 'Exists') =>
  ({ tolerations: [{ key: 'k', operator, value: '4', effect }] }) as const

describe('taints', () => {
  const nodes = () =>
    clusterOf(
      node('a'),
      tainted('b', 'NoSchedule'),
      tainted('c', 'PreferNoSchedule'),
      tainted('d', 'NoExecute'),
    )
  const plugin = taintToleration(false)
  const kept = ['node(s) had untolerated taint(s)', 'for good']

  it('keep off who does not tolerate them', () => {
    expect(filtered(plugin, {}, nodes())).toEqual(['passes', kept, 'passes', kept])
    expect(filtered(plugin, tolerates('NoExecute'), nodes())).toEqual(['passes', kept, 'passes', 'passes'])
    expect(filtered(plugin, tolerates('NoSchedule', 'Gt'), nodes())).toEqual(['passes', kept, 'passes', kept])
    expect(filtered(taintToleration(true), tolerates('NoSchedule', 'Gt'), nodes())).toEqual([
      'passes',
      'passes',
      'passes',
      kept,
    ])
  })

  // Two of two that are not tolerated are the most, so that the node gets 0; one of two gets 50.
  it('that ask to be avoided are counted, the fewer the better', () => {
    const prefer = 'PreferNoSchedule'
    const cluster = clusterOf(
      node('a'),
      tainted('b', prefer),
      tainted('c', prefer, prefer),
      tainted('d', 'NoExecute'),
    )
    expect(scored(plugin, {}, cluster)).toEqual([100, 50, 0, 100])
    expect(scored(plugin, tolerates(prefer), cluster)).toEqual([100, 100, 100, 100])
    expect(scored(plugin, tolerates(''), cluster)).toEqual([100, 100, 100, 100])
    expect(scored(plugin, tolerates('NoSchedule'), cluster)).toEqual([100, 50, 0, 100])
  })

  it('a cordon is one of them', () => {
    const cluster = clusterOf(node('a'), node('b', {}, { unschedulable: true }))
    expect(filtered(nodeUnschedulable(false), {}, cluster)).toEqual([
      'passes',
      ['node(s) were unschedulable', 'for good'],
    ])
    const tolerations = [
      { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', value: '', effect: 'NoSchedule' },
    ] as const
    expect(filtered(nodeUnschedulable(false), { tolerations }, cluster)).toBe('nothing to do')
  })
})

describe('a node by name and label', () => {
  const cluster = () => clusterOf(node('a', { disk: 'ssd' }), node('b', { disk: 'hdd' }), node('c'))
  const ssd = { labels: [{ key: 'disk', operator: 'In', values: ['ssd'] } as const], names: [] }
  const named = (...values: readonly string[]) => ({
    labels: [],
    names: [{ key: 'metadata.name', operator: 'In', values } as const],
  })
  const affinity = (changes: Partial<NodeAffinity>): NodeAffinity => ({
    required: null,
    preferred: [],
    ...changes,
  })
  const unmatched = ["node(s) didn't match Pod's node affinity/selector", 'for good']

  it('is the only one that a pod goes to which names it', () => {
    const other = ["node(s) didn't match the requested node name", 'for good']
    expect(filtered(nodeName, { requiredNodeName: 'b' }, cluster())).toEqual([other, 'passes', other])
    expect(filtered(nodeName, {}, cluster())).toBe('nothing to do')
  })

  it('has all labels that a selector names', () => {
    const nodeSelector = new Map([['disk', 'ssd']])
    expect(filtered(nodeAffinity(null), { nodeSelector }, cluster())).toEqual([
      'passes',
      unmatched,
      unmatched,
    ])
    expect(filtered(nodeAffinity(null), {}, cluster())).toBe('nothing to do')
  })

  it('meets one of the required terms', () => {
    const required = [ssd, named('c')]
    expect(filtered(nodeAffinity(null), { nodeAffinity: affinity({ required }) }, cluster())).toEqual([
      'passes',
      unmatched,
      'passes',
    ])
    // None at all is met by no node.
    expect(filtered(nodeAffinity(null), { nodeAffinity: affinity({ required: [] }) }, cluster())).toEqual([
      unmatched,
      unmatched,
      unmatched,
    ])
  })

  it('is looked for among those that every term names', () => {
    const prepared = (...required: readonly (typeof ssd | ReturnType<typeof named>)[]) =>
      nodeAffinity(null).filter!.prepare(
        template({ nodeAffinity: affinity({ required }) }) as never,
        cluster(),
      ) as NodeFilter
    expect([...prepared(named('a'), named('c')).names!]).toEqual(['a', 'c'])
    expect(prepared(named('a'), ssd).names).toBeUndefined()
    const twice = { labels: [], names: [...named('a').names, ...named('b').names] }
    expect(prepared(twice).rejects!.reasons).toEqual(['pod affinity terms conflict'])
  })

  it('meets what the profile adds, too', () => {
    const added = nodeAffinity(affinity({ required: [ssd], preferred: [{ weight: 2, term: ssd }] }))
    const enforced = ["node(s) didn't match scheduler-enforced node affinity", 'for good']
    expect(filtered(added, {}, cluster())).toEqual(['passes', enforced, enforced])
    // 2 of the profile, and 6 of the pod for b: a has a third of b.
    const preferred = [{ weight: 6, term: named('b') }]
    expect(scored(added, { nodeAffinity: affinity({ preferred }) }, cluster())).toEqual([33, 100, 0])
    expect(scored(nodeAffinity(null), {}, cluster())).toBe('nothing to do')
  })
})

it('ports are taken once on a node', () => {
  const hostPorts = [{ protocol: 'TCP', ip: '0.0.0.0', port: 80 }]
  const cluster = clusterOf(node('a'), node('b'))
  bound(cluster, pod('p', { hostPorts }), 'a')
  expect(filtered(nodePorts, { hostPorts }, cluster)).toEqual([
    ["node(s) didn't have free ports for the requested pod ports", 'for now'],
    'passes',
  ])
  expect(filtered(nodePorts, {}, cluster)).toBe('nothing to do')
})

/** 50 % less one for each 125 nodes, 5 % at least, and 100 nodes in any case. */
it.each([
  [99, 0, 99],
  [100, 0, 100],
  [1000, 0, 420],
  [6000, 0, 300],
  [500, 10, 100],
  [2000, 10, 200],
  [500, 100, 500],
  [99, 10, 99],
])('of %i nodes and %i per cent, %i that pass are enough', (nodes, percentage, enough) => {
  expect(nodesToFind(nodes, percentage)).toBe(enough)
})
