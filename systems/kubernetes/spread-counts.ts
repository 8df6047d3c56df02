/**
 * How many pods of a spread constraint stand on each node and in each domain.
 */
import type { Cluster } from './cluster.ts'
import { type Counting, Follower } from './follower.ts'
import type { NodeInfo } from './node-info.ts'
import { isRequiredNode } from './node-selector.ts'
import type { PodTemplate, SpreadConstraint } from './pod.ts'
import { isEmpty, selects } from './selector.ts'
import { Numbers } from './slot-table.ts'
import { isRepelled } from './taints.ts'
import { TemplateQuestion } from './templates.ts'
import { type Domains, NO_DOMAIN } from './topology.ts'

export class SpreadCounts implements Counting {
  readonly constraint: SpreadConstraint
  readonly domains: Domains
  /** Matching pods by domain, on the nodes that count. */
  readonly pods = new Numbers()
  /** Nodes that count, by domain. */
  readonly nodes = new Numbers()
  /** Domains with a node that counts. */
  domainCount = 0
  /** Matching pods by slot, whether the node counts or not. */
  readonly onNode: Numbers
  /** The domain of nodes without the label: where none is needed they are with those that have it empty. */
  readonly #unlabelled: number
  readonly #template: PodTemplate
  readonly #needed: readonly Domains[]
  readonly #comparing: boolean
  readonly #follower: Follower
  /** By slot: one more than the domain in which the node counts, 0 for none. */
  readonly #countedIn: Numbers
  readonly #matches: TemplateQuestion

  /** A node counts only if it has all the `needed` labels and the constraint's policies admit it. */
  constructor(
    constraint: SpreadConstraint,
    template: PodTemplate,
    needed: readonly Domains[],
    cluster: Cluster,
    comparing: boolean,
  ) {
    this.constraint = constraint
    this.domains = cluster.topology.domains(constraint.topologyKey, cluster.list)
    this.#unlabelled = needed.length === 0 ? this.domains.numberOf('') : NO_DOMAIN
    this.#template = template
    this.#needed = needed
    this.#comparing = comparing
    this.#follower = new Follower(cluster, this)
    this.#matches = new TemplateQuestion(
      cluster.templates,
      ({ namespace, labels }) => namespace === template.namespace && selects(constraint.selector, labels),
    )
    this.onNode = new Numbers(cluster.slots)
    this.#countedIn = new Numbers(cluster.slots)
  }

  follow(): void {
    this.#follower.follow()
  }

  /** The domain for which pods of the node count. */
  domainOf(slot: number): number {
    const domain = this.domains.of[slot]!
    return domain === NO_DOMAIN ? this.#unlabelled : domain
  }

  /** Whether pods of this node count for its domain. */
  counts({ node, slot }: NodeInfo): boolean {
    const { honorsAffinity, honorsTaints } = this.constraint
    for (const { of } of this.#needed) if (of[slot] === NO_DOMAIN) return false
    if (honorsAffinity && !isRequiredNode(this.#template, node)) return false
    return !honorsTaints || !isRepelled(node.taints, this.#template.tolerations, this.#comparing)
  }

  /** Whether the constraint's selector and namespace mean pods of this template. */
  matches(template: PodTemplate): boolean {
    return this.#matches.of(template)
  }

  minds(template: number): boolean {
    return this.#matches.at(template)
  }

  recount(slot: number, info: NodeInfo | undefined): void {
    const before = this.#countedIn.at(slot) - 1
    if (before >= 0) {
      this.pods.add(before, -this.onNode.at(slot))
      this.nodes.add(before, -1)
      if (this.nodes.at(before) === 0) this.domainCount--
    }
    const pods = info === undefined ? 0 : this.#podsOn(info)
    this.onNode.set(slot, pods)
    const domain = info === undefined || !this.counts(info) ? NO_DOMAIN : this.domainOf(slot)
    this.#countedIn.set(slot, domain + 1)
    if (domain === NO_DOMAIN) return
    this.pods.add(domain, pods)
    this.nodes.add(domain, 1)
    if (this.nodes.at(domain) === 1) this.domainCount++
  }

  /** Terminating pods do not count, and an empty selector counts none. */
  #podsOn({ pods }: NodeInfo): number {
    if (isEmpty(this.constraint.selector)) return 0
    let count = 0
    for (const pod of pods) if (!pod.terminating && this.matches(pod.template)) count++
    return count
  }
}
