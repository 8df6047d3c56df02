import { describe, expect, it } from 'vitest'
import type { Cluster } from '../../../systems/kubernetes/cluster.ts'
import type { NodeAffinity } from '../../../systems/kubernetes/node-selector.ts'
import type { NodeFilter, NodeScorer, Plugin } from '../../../systems/kubernetes/plugin.ts'
import { imageLocality, normalisedImage } from '../../../systems/kubernetes/plugins/image-locality.ts'
import { nodeAffinity } from '../../../systems/kubernetes/plugins/node-affinity.ts'
import { nodeName } from '../../../systems/kubernetes/plugins/node-name.ts'
import { nodePorts } from '../../../systems/kubernetes/plugins/node-ports.ts'
import { balancedAllocation } from '../../../systems/kubernetes/plugins/node-resources-balanced-allocation.ts'
import { nodeResourcesFit, shortages } from '../../../systems/kubernetes/plugins/node-resources-fit.ts'
import { nodeUnschedulable } from '../../../systems/kubernetes/plugins/node-unschedulable.ts'
import { taintToleration } from '../../../systems/kubernetes/plugins/taint-toleration.ts'
import type { PodTemplate } from '../../../systems/kubernetes/pod.ts'
import { defaultArgs, nodesToFind, requireWeights } from '../../../systems/kubernetes/profile.ts'
import type { Effect, Taint } from '../../../systems/kubernetes/taints.ts'
import { asking, bound, clusterOf, node, pod, template } from './pods.ts'

const GIB = 1024 ** 3
const MIB = 1024 ** 2

/** What the plugin's filter says of each node: reasons, or that it passes. */
function filtered(plugin: Plugin, asked: Partial<PodTemplate>, cluster: Cluster): unknown {
  const filter = plugin.filter!.prepare(template(asked) as never, cluster) as NodeFilter | null
  if (filter === null) return 'nothing to do'
  if (filter.rejects !== undefined) return filter.rejects.reasons
  return cluster.list.map(info => {
    const status = filter.check(info)
    // What columns alone show is never more than what the node itself says.
    if (filter.passes?.(info.slot) === true) expect(status).toBeNull()
    return status === null
      ? 'passes'
      : [...status.reasons, status.code === 'Unschedulable' ? 'for now' : 'for good']
  })
}

/** Its scores, brought to 0 to 100, and the same by slots where it knows them. */
function scored(plugin: Plugin, asked: Partial<PodTemplate>, cluster: Cluster): unknown {
  const scorer = plugin.score!.prepare(template(asked) as never, cluster) as NodeScorer | null
  if (scorer === null) return 'nothing to do'
  const scores = Float64Array.from(cluster.list, info => scorer.score(info))
  if (scorer.addScores !== undefined) {
    const slots = Int32Array.from(cluster.list, ({ slot }) => slot)
    const sums = new Int32Array(cluster.slots)
    scorer.addScores(slots, slots.length, 2, sums)
    expect([...slots].map(slot => sums[slot]! / 2)).toEqual([...scores])
  }
  scorer.normalise?.(scores, scores.length)
  return [...scores]
}

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

describe('resources', () => {
  const fit = nodeResourcesFit(defaultArgs.fit)
  const gpu = (amount: number) => new Map([['example.com/gpu', amount]])

  // a has 4 CPUs and 8 GiB, of which a pod holds 1 and 1; b has a GPU, and room for one pod; c has nothing.
  function cluster(): Cluster {
    const all = clusterOf(
      node('a'),
      node(
        'b',
        {},
        { allocatable: { cpuMilli: 4000, memoryBytes: GIB, scalars: gpu(1) }, allocatablePods: 1 },
      ),
      node('c', {}, { allocatable: {} }),
    )
    bound(all, pod('old'), 'a')
    return all
  }

  it('must be free, or the node is full for now; what it never has is missing for good', () => {
    const asked = (cpuMilli: number, memoryBytes: number) => ({ requests: asking({ cpuMilli, memoryBytes }) })
    const none = ['Insufficient cpu', 'Insufficient memory', 'for good']
    expect(filtered(fit, asked(3000, GIB), cluster())).toEqual(['passes', 'passes', none])
    expect(filtered(fit, asked(3001, GIB), cluster())).toEqual([
      ['Insufficient cpu', 'for now'],
      'passes',
      none,
    ])
    expect(filtered(fit, asked(3001, 8 * GIB), cluster())).toEqual([
      ['Insufficient cpu', 'Insufficient memory', 'for now'],
      ['Insufficient memory', 'for good'],
      none,
    ])
    expect(filtered(fit, asked(0, 0), cluster())).toEqual(['passes', 'passes', 'passes'])
  })

  it('count pods, whatever they ask for', () => {
    const full = cluster()
    bound(full, pod('more', { requests: asking({}) }), 'b')
    expect(filtered(fit, { requests: asking({}) }, full)).toEqual([
      'passes',
      ['Too many pods', 'for now'],
      'passes',
    ])
  })

  it('of other kinds count where they are asked for, unless they are ignored', () => {
    const requests = asking({ scalars: gpu(1), ephemeralStorageBytes: 5 })
    const shorts = (...names: readonly string[]) => [...names.map(name => `Insufficient ${name}`), 'for good']
    const [storage, gpus] = ['ephemeral-storage', 'example.com/gpu']
    expect(filtered(fit, { requests }, cluster())).toEqual([
      shorts(storage!, gpus!),
      shorts(storage!),
      shorts(storage!, gpus!),
    ])
    for (const ignored of [{ ignoredResources: [gpus!] }, { ignoredResourceGroups: ['example.com'] }])
      expect(filtered(nodeResourcesFit({ ...defaultArgs.fit, ...ignored }), { requests }, cluster())).toEqual(
        [shorts(storage!), shorts(storage!), shorts(storage!)],
      )
    // What is the node's own cannot be ignored.
    const native = nodeResourcesFit({ ...defaultArgs.fit, ignoredResources: ['cpu', 'hugepages-2Mi'] })
    const pages = asking({ cpuMilli: 1, scalars: new Map([['hugepages-2Mi', 1]]) })
    expect(filtered(native, { requests: pages }, clusterOf(node('c', {}, { allocatable: {} })))).toEqual([
      shorts('cpu', 'hugepages-2Mi'),
    ])
  })

  it('that are short are told with what there is', () => {
    const info = cluster().node('a')!
    expect(
      shortages(template({ requests: asking({ cpuMilli: 3500, memoryBytes: 1 }) }), defaultArgs.fit, info),
    ).toEqual([{ resource: 'cpu', reason: 'Insufficient cpu', requested: 3500, used: 1000, capacity: 4000 }])
  })

  it('are scored by what would be left, or by how even the shares are', () => {
    const asked = { requests: asking({ cpuMilli: 1000, memoryBytes: GIB }) }
    // a: 2 of 4 CPUs and 6 of 8 GiB left, (50 + 75) / 2; b: 3 of 4 and nothing; c has neither.
    expect(scored(fit, asked, cluster())).toEqual([62, 37, 0])
    // a: shares of 0.5 and 0.25, whose deviation is 0.125; b: 0.25 and 1, 0.375; c has neither.
    const { balance } = defaultArgs
    expect(scored(balancedAllocation(balance), asked, cluster())).toEqual([87, 62, 100])
    // a without the pod: 0.25 and 0.125, 93; so it lost 6: 50 + (50 − 6) / 2. b lost 38, c nothing.
    expect(scored(balancedAllocation({ ...balance, formula: 'improvement' }), asked, cluster())).toEqual([
      72, 56, 75,
    ])
    expect(scored(balancedAllocation(balance), { requests: asking({}) }, cluster())).toBe('nothing to do')
  })

  it('are some, and have weights from 1 to 100', () => {
    expect(() => nodeResourcesFit({ ...defaultArgs.fit, resources: [] })).toThrow(
      'found no resources to score',
    )
    const weights =
      (...each: readonly number[]) =>
      () =>
        requireWeights(
          each.map((weight, i) => ({ name: `r${i}`, weight })),
          'here',
        )
    expect(weights(1, 100)).not.toThrow()
    expect(weights(0, 5, 101)).toThrow(
      'here.resources[0].weight: found 0 for r0, expected 1 to 100; correct the weight\n' +
        'here.resources[2].weight: found 101 for r2, expected 1 to 100; correct the weight',
    )
  })
})

describe('images', () => {
  const image = (name: string, size: number) => ({ names: [name], sizeBytes: size * MIB })
  const holding = (name: string, ...images: readonly ReturnType<typeof image>[]) => node(name, {}, { images })

  /**
   * 512 MiB on a and c of four nodes count half, 256; 2000 on b a quarter, 500. Of two containers 2000 are worth everything, and 23
   * nothing: 100 × 233 / 1977 = 11.8, 100 × 477 / 1977 = 24.1, and both together 100 × 733 / 1977 = 37.1.
   */
  it('are worth their size, less where few nodes have them', () => {
    const small = image('web:1', 512)
    const large = image('db:latest', 2000)
    const cluster = clusterOf(holding('a', small), holding('b', large), holding('c', small), node('d'))
    expect(scored(imageLocality, { images: ['web:1', 'db'] }, cluster)).toEqual([11, 24, 11, 0])
    // Of one container 1000 are worth everything: 233 and 477 of 977.
    expect(scored(imageLocality, { images: ['web:1'] }, cluster)).toEqual([23, 0, 23, 0])
    expect(scored(imageLocality, { images: ['db'] }, clusterOf(holding('a', large)))).toEqual([100])
    expect(
      scored(imageLocality, { images: ['db'] }, clusterOf(holding('a', image('db:latest', 23)))),
    ).toEqual([0])
    expect(scored(imageLocality, { images: ['other'] }, cluster)).toEqual([0, 0, 0, 0])
  })

  it.each([
    ['web', 'web:latest'],
    ['web:1', 'web:1'],
    ['host:5000/web', 'host:5000/web:latest'],
    ['host:5000/web:1', 'host:5000/web:1'],
  ])('%s means %s', (name, meant) => {
    expect(normalisedImage(name)).toBe(meant)
  })
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
