/**
 * Soft constraints of PodTopologySpread (Kubernetes,
 * pkg/scheduler/framework/plugins/podtopologyspread/scoring.go, v1.34.4).
 */
import type { Cluster } from './cluster.ts'
import { MAX_NODE_SCORE } from './default-normalise.ts'
import { constraintsOf, type SpreadArgs } from './default-spread.ts'
import { HOSTNAME } from './node.ts'
import type { ClusterScorer } from './plugin.ts'
import type { PodTemplate } from './pod.ts'
import { Numbers } from './slot-table.ts'
import { SpreadCounts } from './spread-counts.ts'
import { NO_DOMAIN } from './topology.ts'

/** Null for a pod without soft constraints. */
export function softSpread(
  template: PodTemplate,
  cluster: Cluster,
  args: SpreadArgs,
  comparing: boolean,
): ClusterScorer | null {
  const { list, needAllKeys } = constraintsOf(template, false, args, cluster.workloads)
  if (list.length === 0) return null
  const keys = list.map(({ topologyKey }) => cluster.topology.domains(topologyKey, cluster.list))
  const needed = needAllKeys ? keys : []
  return new SoftSpread(
    list.map(constraint => new SpreadCounts(constraint, template, needed, cluster, comparing)),
    needAllKeys,
  )
}

class SoftSpread implements ClusterScorer {
  readonly #counts: readonly SpreadCounts[]
  readonly #needAllKeys: boolean
  /** By constraint: the logarithm of the number of domains, so that pods weigh more the more domains there are. */
  readonly #weights: number[]
  /** By constraint and domain: the round in which a feasible node was last seen in it. */
  readonly #seenIn: readonly Numbers[]
  #round = 0

  constructor(counts: readonly SpreadCounts[], needAllKeys: boolean) {
    this.#counts = counts
    this.#needAllKeys = needAllKeys
    this.#weights = counts.map(() => 0)
    this.#seenIn = counts.map(() => new Numbers())
  }

  isIdle(): boolean {
    return false
  }

  begin(slots: Int32Array, count: number): boolean {
    this.#round++
    for (const counts of this.#counts) counts.follow()
    let scored = 0
    for (let i = 0; i < count; i++) if (!this.#isIgnored(slots[i]!)) scored++
    for (let c = 0; c < this.#counts.length; c++) {
      const { constraint } = this.#counts[c]!
      const size = constraint.topologyKey === HOSTNAME ? scored : this.#domainsOf(c, slots, count)
      this.#weights[c] = Math.log(size + 2)
    }
    return true
  }

  score(slots: Int32Array, count: number, scores: Float64Array): void {
    for (let i = 0; i < count; i++) scores[i] = this.#scoreOf(slots[i]!)
  }

  #scoreOf(slot: number): number {
    if (this.#isIgnored(slot)) return 0
    let score = 0
    for (let c = 0; c < this.#counts.length; c++) {
      const { constraint, domains, pods, onNode } = this.#counts[c]!
      const domain = domains.of[slot]!
      if (domain === NO_DOMAIN) continue
      const count = constraint.topologyKey === HOSTNAME ? onNode.at(slot) : pods.at(domain)
      score += count * this.#weights[c]! + (constraint.maxSkew - 1)
    }
    return Math.round(score)
  }

  /** The fewer pods the better; nodes that lack a label that is needed get nothing. */
  normalise(scores: Float64Array, slots: Int32Array, count: number): void {
    let least = Number.MAX_SAFE_INTEGER
    let most = 0
    for (let i = 0; i < count; i++) {
      if (this.#isIgnored(slots[i]!)) continue
      if (scores[i]! < least) least = scores[i]!
      if (scores[i]! > most) most = scores[i]!
    }
    for (let i = 0; i < count; i++) {
      if (this.#isIgnored(slots[i]!)) scores[i] = 0
      else if (most === 0) scores[i] = MAX_NODE_SCORE
      else scores[i] = Math.trunc((MAX_NODE_SCORE * (most + least - scores[i]!)) / most)
    }
  }

  #isIgnored(slot: number): boolean {
    if (!this.#needAllKeys) return false
    for (let c = 0; c < this.#counts.length; c++)
      if (this.#counts[c]!.domains.of[slot] === NO_DOMAIN) return true
    return false
  }

  /** How many domains the nodes that are scored make. */
  #domainsOf(c: number, slots: Int32Array, count: number): number {
    const counts = this.#counts[c]!
    const seen = this.#seenIn[c]!
    let size = 0
    for (let i = 0; i < count; i++) {
      const slot = slots[i]!
      if (this.#isIgnored(slot)) continue
      const index = counts.domainOf(slot)
      if (seen.at(index) === this.#round) continue
      seen.set(index, this.#round)
      size++
    }
    return size
  }
}
