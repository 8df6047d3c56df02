/**
 * Required terms of InterPodAffinity (Kubernetes,
 * pkg/scheduler/framework/plugins/interpodaffinity/filtering.go, v1.34.4).
 */
import { AffinityCounts, type Share } from './affinity-counts.ts'
import { type AffinityTerm, existingTermMatches, incomingTermMatches } from './affinity-term.ts'
import type { Cluster } from './cluster.ts'
import type { NodeInfo } from './node-info.ts'
import { type ClusterFilter, type Status, unresolvable, unschedulable } from './plugin.ts'
import type { Pod, PodTemplate } from './pod.ts'
import { type Domains, NO_DOMAIN } from './topology.ts'

const NAME = 'InterPodAffinity'
const notNear = unresolvable(NAME, "node(s) didn't match pod affinity rules")
const notApart = unschedulable(NAME, "node(s) didn't match pod anti-affinity rules")
const othersApart = unschedulable(NAME, "node(s) didn't satisfy existing pods anti-affinity rules")

export function affinityFilter(template: PodTemplate, cluster: Cluster): ClusterFilter {
  return new AffinityFilter(template, cluster)
}

class AffinityFilter implements ClusterFilter {
  readonly #cluster: Cluster
  /** Pods that keep this one away. */
  readonly #repelling: AffinityCounts
  /** Pods that this one must be near to: those that all of its terms mean. */
  readonly #attracting: AffinityCounts | null
  readonly #attractingDomains: readonly Domains[]
  /** Whether the pod is one of those that it must be near to. */
  readonly #matchesItself: boolean
  /** Pods that this one keeps away from. */
  readonly #repelled: AffinityCounts | null

  constructor(template: PodTemplate, cluster: Cluster) {
    const { namespaces } = cluster
    const near = template.affinity?.required ?? []
    const apart = template.antiAffinity?.required ?? []
    const meansAll = (existing: PodTemplate) =>
      near.every(term => incomingTermMatches(term, existing, namespaces))
    this.#cluster = cluster
    this.#repelling = new AffinityCounts(
      cluster,
      info => info.podsWithRequiredAntiAffinity,
      existing =>
        sharesOf(
          (existing.antiAffinity?.required ?? []).filter(term =>
            existingTermMatches(term, template, namespaces),
          ),
        ),
    )
    this.#attractingDomains = near.map(({ topologyKey }) =>
      cluster.topology.domains(topologyKey, cluster.list),
    )
    this.#attracting =
      near.length === 0
        ? null
        : new AffinityCounts(
            cluster,
            info => info.pods,
            existing => (meansAll(existing) ? sharesOf(near) : []),
          )
    this.#matchesItself = near.length > 0 && meansAll(template)
    this.#repelled =
      apart.length === 0
        ? null
        : new AffinityCounts(
            cluster,
            info => info.pods,
            existing => sharesOf(apart.filter(term => incomingTermMatches(term, existing, namespaces))),
          )
  }

  begin(): boolean {
    const hasTerms = this.#attracting !== null || this.#repelled !== null
    if (!hasTerms && this.#cluster.podsWithAffinity === 0) return false
    this.#repelling.follow()
    this.#attracting?.follow()
    this.#repelled?.follow()
    return hasTerms || this.#repelling.entries > 0
  }

  check(slot: number): Status | null {
    if (this.#attracting !== null && !this.#isNear(slot, this.#attracting)) return notNear
    if (this.#repelled?.isAny(slot)) return notApart
    return this.#repelling.isAny(slot) ? othersApart : null
  }

  add({ template }: Pod, info: NodeInfo): void {
    this.#adjust(template, info, 1)
  }

  remove({ template }: Pod, info: NodeInfo): void {
    this.#adjust(template, info, -1)
  }

  #adjust(existing: PodTemplate, info: NodeInfo, by: 1 | -1): void {
    this.#repelling.adjust(existing, info, by)
    this.#attracting?.adjust(existing, info, by)
    this.#repelled?.adjust(existing, info, by)
  }

  /** The first of a group that is to be together may go to any node that has the labels. */
  #isNear(slot: number, attracting: AffinityCounts): boolean {
    if (attracting.isEverywhere(slot, this.#attractingDomains)) return true
    if (attracting.entries > 0 || !this.#matchesItself) return false
    return this.#attractingDomains.every(({ of }) => of[slot] !== NO_DOMAIN)
  }
}

function sharesOf(terms: readonly AffinityTerm[]): Share[] {
  return terms.map(({ topologyKey }) => ({ topologyKey, amount: 1 }))
}
