import { describe, expect, it } from 'vitest'
import { affinityFilter } from '../../../systems/kubernetes/affinity-filter.ts'
import { affinityScore } from '../../../systems/kubernetes/affinity-score.ts'
import {
  type AffinityTerm,
  existingTermMatches,
  incomingTermMatches,
} from '../../../systems/kubernetes/affinity-term.ts'
import type { Cluster } from '../../../systems/kubernetes/cluster.ts'
import type { PodTemplate } from '../../../systems/kubernetes/pod.ts'
import { selectorOf } from '../../../systems/kubernetes/selector.ts'
import { bound, clusterOf, node, pod, template } from './pods.ts'

const labels = new Map([['app', 'web']])
const term: AffinityTerm = {
  topologyKey: 'zone',
  selector: selectorOf(labels),
  namespaces: new Set(['default']),
  namespaceSelector: 'nothing',
}
const required = { required: [term], preferred: [] }
const near = () => pod('near', { labels, affinity: required })
const apart = () => pod('apart', { labels, antiAffinity: required })
const zones = () => clusterOf(node('a', { zone: 'a' }), node('b', { zone: 'b' }), node('c'))

function reasons(cluster: Cluster, of: PodTemplate) {
  const filter = affinityFilter(of, cluster)
  if (!filter.begin()) return 'skipped'
  return cluster.list.map(({ slot }) => filter.check(slot)?.reasons[0] ?? 'passes')
}

describe('required terms', () => {
  it('are met where a pod that they mean is in the domain', () => {
    const cluster = zones()
    bound(cluster, pod('old', { labels }), 'a')
    const notNear = "node(s) didn't match pod affinity rules"
    expect(reasons(cluster, near().template)).toEqual(['passes', notNear, notNear])
    const notApart = "node(s) didn't match pod anti-affinity rules"
    expect(reasons(cluster, apart().template)).toEqual([notApart, 'passes', 'passes'])
  })

  it('let the first of a group go anywhere in a domain', () => {
    expect(reasons(zones(), near().template)).toEqual([
      'passes',
      'passes',
      "node(s) didn't match pod affinity rules",
    ])
  })

  it('of pods on nodes keep others away', () => {
    const cluster = zones()
    expect(reasons(cluster, template({ labels }))).toBe('skipped')
    const old = bound(cluster, apart(), 'b')
    expect(reasons(cluster, template({ labels }))).toEqual([
      'passes',
      "node(s) didn't satisfy existing pods anti-affinity rules",
      'passes',
    ])
    expect(reasons(cluster, template())).toBe('skipped')
    cluster.removePod(old)
    expect(reasons(cluster, template({ labels }))).toBe('skipped')
  })
})

it('preferred terms of both sides count, and required ones of pods on nodes a little', () => {
  const cluster = zones()
  bound(cluster, near(), 'a')
  const preferring = template({
    labels,
    antiAffinity: { required: [], preferred: [{ weight: 5, term }] },
  })
  const score = (of: PodTemplate) => {
    const scorer = affinityScore(of, cluster, {
      hardPodAffinityWeight: 2,
      ignorePreferredTermsOfExistingPods: false,
    })!
    const slots = cluster.order.slots
    const scores = new Float64Array(3)
    if (!scorer.begin(slots, 3)) return 'skipped'
    scorer.score(slots, 3, scores)
    const raw = [...scores]
    scorer.normalise(scores, slots, 3)
    return [raw, [...scores]]
  }
  // In zone a: −5 for the pod's own term, +2 for the other's.
  expect(score(preferring)).toEqual([
    [-3, 0, 0],
    [0, 100, 100],
  ])
  expect(score(template({ labels }))).toEqual([
    [2, 0, 0],
    [100, 0, 0],
  ])
  expect(score(template())).toBe('skipped')
})

it('a namespace selector that no label meets too means every namespace, but only of the incoming pod', () => {
  const others: AffinityTerm = {
    ...term,
    namespaces: new Set(),
    namespaceSelector: [{ key: 'env', operator: 'NotIn', values: ['prod'] }],
  }
  const namespaces = new Map([['default', new Map([['env', 'prod']])]])
  expect(incomingTermMatches(others, template({ labels }), namespaces)).toBe(true)
  expect(existingTermMatches(others, template({ labels }), namespaces)).toBe(false)
})

it('a namespace selector means namespaces that have its labels, of pods of both sides', () => {
  const ofTeam: AffinityTerm = {
    ...term,
    namespaces: new Set(['named']),
    namespaceSelector: selectorOf(new Map([['team', 'a']])),
  }
  const namespaces = new Map([
    ['theirs', new Map([['team', 'a']])],
    ['others', new Map([['team', 'b']])],
  ])
  const met = (matches: typeof incomingTermMatches) =>
    ['named', 'theirs', 'others', 'unknown'].filter(namespace =>
      matches(ofTeam, template({ labels, namespace }), namespaces),
    )
  expect(met(incomingTermMatches)).toEqual(['named', 'theirs'])
  expect(met(existingTermMatches)).toEqual(['named', 'theirs'])
  // Whatever its namespace, a pod with other labels is not meant.
  expect(incomingTermMatches(ofTeam, template({ namespace: 'theirs' }), namespaces)).toBe(false)
  expect(existingTermMatches(ofTeam, template({ namespace: 'named' }), namespaces)).toBe(false)
})
