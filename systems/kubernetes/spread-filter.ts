/**
 * Hard constraints of PodTopologySpread (Kubernetes,
 * pkg/scheduler/framework/plugins/podtopologyspread/filtering.go, v1.34.4).
 */
import type { Cluster } from './cluster.ts'
import { constraintsOf, type SpreadArgs } from './default-spread.ts'
import type { NodeInfo } from './node-info.ts'
import { type ClusterFilter, type Status, unresolvable, unschedulable } from './plugin.ts'
import type { Pod, PodTemplate } from './pod.ts'
import { selects } from './selector.ts'
import { SpreadCounts } from './spread-counts.ts'
import { NO_DOMAIN } from './topology.ts'

const NAME = 'PodTopologySpread'
const REASON = "node(s) didn't match pod topology spread constraints"
const skewed = unschedulable(NAME, REASON)
const unlabelled = unresolvable(NAME, `${REASON} (missing required label)`)

/** Null for a pod without hard constraints. */
export function hardSpread(
  template: PodTemplate,
  cluster: Cluster,
  args: SpreadArgs,
  comparing: boolean,
): ClusterFilter | null {
  const { list } = constraintsOf(template, true, args, cluster.workloads)
  if (list.length === 0) return null
  // A node that lacks one of the labels counts for none of the constraints.
  const needed = list.map(({ topologyKey }) => cluster.topology.domains(topologyKey, cluster.list))
  return new HardSpread(
    template,
    list.map(constraint => new SpreadCounts(constraint, template, needed, cluster, comparing)),
  )
}

class HardSpread implements ClusterFilter {
  readonly #template: PodTemplate
  readonly #counts: readonly SpreadCounts[]
  /** By constraint: whether the pod matches itself. */
  readonly #self: readonly number[]
  /** By constraint: the fewest pods of a domain; −1 until it is asked for. */
  readonly #fewest: number[]

  constructor(template: PodTemplate, counts: readonly SpreadCounts[]) {
    this.#template = template
    this.#counts = counts
    this.#self = counts.map(({ constraint }) => (selects(constraint.selector, template.labels) ? 1 : 0))
    this.#fewest = counts.map(() => UNKNOWN)
  }

  begin(): boolean {
    for (const counts of this.#counts) counts.follow()
    this.#fewest.fill(UNKNOWN)
    return true
  }

  check(slot: number): Status | null {
    for (let i = 0; i < this.#counts.length; i++) {
      const counts = this.#counts[i]!
      const domain = counts.domains.of[slot]!
      if (domain === NO_DOMAIN) return unlabelled
      const skew = counts.pods.at(domain) + this.#self[i]! - this.#fewestOf(i)
      if (skew > counts.constraint.maxSkew) return skewed
    }
    return null
  }

  add(pod: Pod, info: NodeInfo): void {
    this.#adjust(pod, info, 1)
  }

  /** Whether or not the pod was counted: a terminating one lowers the count too, as in the real one. */
  remove(pod: Pod, info: NodeInfo): void {
    this.#adjust(pod, info, -1)
  }

  #adjust({ template }: Pod, info: NodeInfo, by: number): void {
    if (template.namespace !== this.#template.namespace) return
    for (let i = 0; i < this.#counts.length; i++) {
      const counts = this.#counts[i]!
      if (!counts.matches(template) || !counts.counts(info)) continue
      counts.pods.add(counts.domains.of[info.slot]!, by)
      this.#fewest[i] = UNKNOWN
    }
  }

  #fewestOf(i: number): number {
    const known = this.#fewest[i]!
    if (known !== UNKNOWN) return known
    const { constraint, domains, pods, nodes, domainCount } = this.#counts[i]!
    let fewest = domainCount < constraint.minDomains ? 0 : Number.MAX_SAFE_INTEGER
    if (fewest > 0)
      for (let domain = 0; domain < domains.count; domain++)
        if (nodes.at(domain) > 0 && pods.at(domain) < fewest) fewest = pods.at(domain)
    this.#fewest[i] = fewest
    return fewest
  }
}

/** Counts can fall below zero, but never so far. */
const UNKNOWN = Number.MIN_SAFE_INTEGER
