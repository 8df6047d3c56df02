import { describe, expect, it } from 'vitest'
import type { Cluster } from '../../../systems/kubernetes/cluster.ts'
import type { PodTemplate, SpreadConstraint } from '../../../systems/kubernetes/pod.ts'
import { selectorOf } from '../../../systems/kubernetes/selector.ts'
import { hardSpread } from '../../../systems/kubernetes/spread-filter.ts'
import { softSpread } from '../../../systems/kubernetes/spread-score.ts'
import { bound, clusterOf, node, pod } from './pods.ts'

const labels = new Map([['app', 'web']])
const constraint: SpreadConstraint = {
  topologyKey: 'zone',
  maxSkew: 1,
  hard: true,
  selector: selectorOf(labels),
  minDomains: 1,
  honorsAffinity: true,
  honorsTaints: false,
}
const web = (changes: Partial<SpreadConstraint> = {}) =>
  pod('p', { labels, spread: [{ ...constraint, ...changes }] })

const zones = () => clusterOf(node('a', { zone: 'a' }), node('b', { zone: 'b' }), node('c'))
const args = { defaults: 'System' } as const

function statuses(cluster: Cluster, template: PodTemplate) {
  const filter = hardSpread(template, cluster, args, false)!
  filter.begin()
  return cluster.list.map(({ slot }) => filter.check(slot)?.code ?? 'passes')
}

describe('a hard constraint', () => {
  it('rejects nodes whose domain would be ahead, and for good those in no domain', () => {
    const cluster = zones()
    bound(cluster, web(), 'a')
    // a: 1 + 1 − 0 > 1; b: 0 + 1 − 0.
    expect(statuses(cluster, web().template)).toEqual([
      'Unschedulable',
      'passes',
      'UnschedulableAndUnresolvable',
    ])
    expect(statuses(cluster, web({ maxSkew: 2 }).template).slice(0, 2)).toEqual(['passes', 'passes'])
  })

  it('counts the fewest as 0 where there are fewer domains than asked for', () => {
    const cluster = zones()
    for (const name of ['a', 'b']) bound(cluster, web(), name)
    expect(statuses(cluster, web().template).slice(0, 2)).toEqual(['passes', 'passes'])
    expect(statuses(cluster, web({ minDomains: 3 }).template).slice(0, 2)).toEqual([
      'Unschedulable',
      'Unschedulable',
    ])
  })

  it('follows pods that come, go and terminate, and what would be without one', () => {
    const cluster = zones()
    const { template } = web()
    const filter = hardSpread(template, cluster, args, false)!
    const a = cluster.node('a')!
    const passes = () => {
      filter.begin()
      return filter.check(a.slot) === null
    }
    const old = bound(cluster, web(), 'a')
    expect(passes()).toBe(false)
    filter.remove(old, a)
    expect(filter.check(a.slot)).toBeNull()
    filter.add(old, a)
    expect(filter.check(a.slot)).not.toBeNull()
    cluster.removePod(old)
    old.terminating = true
    cluster.addPod(old)
    expect(passes()).toBe(true)
  })
})

it('soft constraints prefer domains with fewer pods', () => {
  const cluster = zones()
  bound(cluster, web(), 'a')
  const scorer = softSpread(web({ hard: false }).template, cluster, args, false)!
  const slots = Int32Array.from(['a', 'b', 'c'], name => cluster.node(name)!.slot)
  const scores = new Float64Array(3)
  scorer.begin(slots, 3)
  scorer.score(slots, 3, scores)
  // Two domains: ln 4 = 1.39 for the pod in a, rounded; none in b; c is in no domain.
  expect([...scores]).toEqual([1, 0, 0])
  scorer.normalise(scores, slots, 3)
  // 100·(1 + 0 − s)/1, and nothing for c.
  expect([...scores]).toEqual([0, 100, 0])
})

it('of the defaults, nodes without a zone are with those whose zone is empty', () => {
  const zone = 'topology.kubernetes.io/zone'
  const cluster = clusterOf(node('a', { [zone]: 'a' }), node('b', { [zone]: '' }), node('c'))
  cluster.workloads.addController({
    kind: 'ReplicaSet',
    namespace: 'default',
    name: 'web',
    selector: selectorOf(labels),
  })
  const owned = () => pod('p', { labels, owner: { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web' } })
  for (let i = 0; i < 2; i++) bound(cluster, owned(), 'c')
  const scorer = softSpread(owned().template, cluster, args, false)!
  const slots = Int32Array.from(['a', 'b', 'c'], name => cluster.node(name)!.slot)
  const scores = new Float64Array(3)
  scorer.begin(slots, 3)
  scorer.score(slots, 3, scores)
  // No node has a hostname. The two pods on c weigh ln(2 zones + 2) each in b, and the skew 5 adds 4 in a and b; none counts for c.
  expect([...scores]).toEqual([4, Math.round(2 * Math.log(4) + 4), 0])
})
