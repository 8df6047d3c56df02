/**
 * Preferred terms of InterPodAffinity (Kubernetes,
 * pkg/scheduler/framework/plugins/interpodaffinity/scoring.go, v1.34.4).
 */
import { AffinityCounts, type Share } from './affinity-counts.ts'
import { type AffinityTerm, existingTermMatches, incomingTermMatches } from './affinity-term.ts'
import type { Cluster } from './cluster.ts'
import { MAX_NODE_SCORE } from './default-normalise.ts'
import type { ClusterScorer } from './plugin.ts'
import type { PodTemplate } from './pod.ts'

export interface AffinityArgs {
  /** What a required term of a pod on a node is worth to an incoming pod that it means; 0 to 100. */
  readonly hardPodAffinityWeight: number
  /** Pods without preferred terms of their own are not scored. */
  readonly ignorePreferredTermsOfExistingPods: boolean
}

/** Null for a pod without preferred terms where those of others are not to count. */
export function affinityScore(
  template: PodTemplate,
  cluster: Cluster,
  args: AffinityArgs,
): ClusterScorer | null {
  const prefers =
    (template.affinity?.preferred.length ?? 0) > 0 || (template.antiAffinity?.preferred.length ?? 0) > 0
  if (args.ignorePreferredTermsOfExistingPods && !prefers) return null
  return new AffinityScore(template, cluster, args, prefers)
}

class AffinityScore implements ClusterScorer {
  readonly #cluster: Cluster
  readonly #prefers: boolean
  readonly #counts: AffinityCounts

  constructor(template: PodTemplate, cluster: Cluster, args: AffinityArgs, prefers: boolean) {
    this.#cluster = cluster
    this.#prefers = prefers
    this.#counts = new AffinityCounts(
      cluster,
      info => (prefers ? info.pods : info.podsWithAffinity),
      existing => sharesBetween(template, existing, cluster, args.hardPodAffinityWeight),
    )
  }

  isIdle(): boolean {
    if (!this.#prefers && this.#cluster.podsWithAffinity === 0) return true
    this.#counts.follow()
    return this.#counts.entries === 0
  }

  begin(): boolean {
    return !this.isIdle()
  }

  score(slots: Int32Array, count: number, scores: Float64Array): void {
    for (let i = 0; i < count; i++) scores[i] = this.#counts.sumFor(slots[i]!)
  }

  normalise(scores: Float64Array, _: Int32Array, count: number): void {
    let least = Number.MAX_SAFE_INTEGER
    let most = Number.MIN_SAFE_INTEGER
    for (let i = 0; i < count; i++) {
      if (scores[i]! < least) least = scores[i]!
      if (scores[i]! > most) most = scores[i]!
    }
    const range = most - least
    for (let i = 0; i < count; i++)
      scores[i] = range > 0 ? Math.trunc(MAX_NODE_SCORE * ((scores[i]! - least) / range)) : 0
  }
}

/** What a pod on a node is worth to the incoming one: by the terms of both. */
function sharesBetween(
  incoming: PodTemplate,
  existing: PodTemplate,
  { namespaces }: Cluster,
  hardWeight: number,
): Share[] {
  const shares: Share[] = []
  const add = ({ topologyKey }: AffinityTerm, amount: number) => shares.push({ topologyKey, amount })
  for (const { term, weight } of incoming.affinity?.preferred ?? [])
    if (incomingTermMatches(term, existing, namespaces)) add(term, weight)
  for (const { term, weight } of incoming.antiAffinity?.preferred ?? [])
    if (incomingTermMatches(term, existing, namespaces)) add(term, -weight)
  if (hardWeight > 0)
    for (const term of existing.affinity?.required ?? [])
      if (existingTermMatches(term, incoming, namespaces)) add(term, hardWeight)
  for (const { term, weight } of existing.affinity?.preferred ?? [])
    if (existingTermMatches(term, incoming, namespaces)) add(term, weight)
  for (const { term, weight } of existing.antiAffinity?.preferred ?? [])
    if (existingTermMatches(term, incoming, namespaces)) add(term, -weight)
  return shares
}
