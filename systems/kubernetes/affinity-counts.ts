/**
 * Pods that terms of affinity mean, summed over the domains of each term's label.
 */
import type { Cluster } from './cluster.ts'
import { type Counting, Follower } from './follower.ts'
import type { NodeInfo } from './node-info.ts'
import type { Pod, PodTemplate } from './pod.ts'
import { Numbers } from './slot-table.ts'
import { TemplateQuestion } from './templates.ts'
import { type Domains, NO_DOMAIN } from './topology.ts'

/** What one pod on a node adds, in the node's domain of the label. */
export interface Share {
  readonly topologyKey: string
  readonly amount: number
}

const NOTHING: readonly Share[] = []

interface KeyCounts {
  readonly domains: Domains
  readonly sums: Numbers
}

interface Entry {
  readonly sums: Numbers
  readonly domain: number
  readonly amount: number
}

export class AffinityCounts implements Counting {
  readonly #cluster: Cluster
  readonly #follower: Follower
  readonly #podsOf: (info: NodeInfo) => readonly Pod[]
  readonly #sharesOf: (existing: PodTemplate) => readonly Share[]
  /** Of templates with any. */
  readonly #shares = new Map<PodTemplate, readonly Share[]>()
  readonly #counts: TemplateQuestion
  readonly #keys: KeyCounts[] = []
  /** By slot: what the node was counted with. */
  readonly #entries: (Entry[] | undefined)[] = []
  /** How many shares fell into some domain; sums may cancel out, this does not. */
  entries = 0

  /** `sharesOf` depends on the template only; `podsOf` names the pods of a node that can have any. */
  constructor(
    cluster: Cluster,
    podsOf: (info: NodeInfo) => readonly Pod[],
    sharesOf: (existing: PodTemplate) => readonly Share[],
  ) {
    this.#cluster = cluster
    this.#podsOf = podsOf
    this.#sharesOf = sharesOf
    this.#follower = new Follower(cluster, this)
    this.#counts = new TemplateQuestion(cluster.templates, template => this.#keepShares(template))
  }

  follow(): void {
    this.#follower.follow()
  }

  /** Σ of what the node's domains hold, over all labels that it has. */
  sumFor(slot: number): number {
    let sum = 0
    for (const { domains, sums } of this.#keys) {
      const domain = domains.of[slot]!
      if (domain !== NO_DOMAIN) sum += sums.at(domain)
    }
    return sum
  }

  /** Whether any domain of the node holds a pod that is meant. */
  isAny(slot: number): boolean {
    for (const { domains, sums } of this.#keys) {
      const domain = domains.of[slot]!
      if (domain !== NO_DOMAIN && sums.at(domain) > 0) return true
    }
    return false
  }

  /** Whether the node has all of the labels, and each of its domains holds a pod that is meant. */
  isEverywhere(slot: number, domains: readonly Domains[]): boolean {
    for (const { of, key } of domains) {
      const domain = of[slot]!
      if (domain === NO_DOMAIN || this.#keyCounts(key).sums.at(domain) <= 0) return false
    }
    return true
  }

  /** What would be with one more such pod on the node, or one fewer. */
  adjust(existing: PodTemplate, info: NodeInfo, by: 1 | -1): void {
    for (const { topologyKey, amount } of this.#sharesFor(existing)) {
      const { domains, sums } = this.#keyCounts(topologyKey)
      const domain = domains.of[info.slot]!
      if (domain === NO_DOMAIN) continue
      sums.add(domain, by * amount)
      this.entries += by
    }
  }

  minds(template: number): boolean {
    return this.#counts.at(template)
  }

  recount(slot: number, info: NodeInfo | undefined): void {
    const before = this.#entries[slot]
    if (before !== undefined) {
      for (const { sums, domain, amount } of before) sums.add(domain, -amount)
      this.entries -= before.length
      this.#entries[slot] = undefined
    }
    const pods = info === undefined ? [] : this.#podsOf(info)
    let now: Entry[] | undefined
    for (const pod of pods)
      for (const { topologyKey, amount } of this.#sharesFor(pod.template)) {
        const { domains, sums } = this.#keyCounts(topologyKey)
        const domain = domains.of[slot]!
        if (domain === NO_DOMAIN) continue
        sums.add(domain, amount)
        now ??= []
        now.push({ sums, domain, amount })
      }
    if (now === undefined) return
    this.entries += now.length
    this.#entries[slot] = now
  }

  #sharesFor(existing: PodTemplate): readonly Share[] {
    return this.#counts.of(existing) ? this.#shares.get(existing)! : NOTHING
  }

  /** Whether pods of the template have any share. */
  #keepShares(existing: PodTemplate): boolean {
    const shares = this.#sharesOf(existing)
    if (shares.length > 0) this.#shares.set(existing, shares)
    return shares.length > 0
  }

  #keyCounts(key: string): KeyCounts {
    for (const counts of this.#keys) if (counts.domains.key === key) return counts
    const counts = { domains: this.#cluster.topology.domains(key, this.#cluster.list), sums: new Numbers() }
    this.#keys.push(counts)
    return counts
  }
}
