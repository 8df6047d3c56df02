/**
 * The scheduling cycle: which nodes pass, which of them is best (Kubernetes, pkg/scheduler/schedule_one.go, v1.34.4).
 */
import type { Random } from '../../sim/chance/random.ts'
import type { Cluster } from './cluster.ts'
import { type Decision, type RejectionSource, Rejections } from './decision.ts'
import type { NodeChecks } from './node-checks.ts'
import type { NodeInfo } from './node-info.ts'
import { type Status, unresolvable } from './plugin.ts'
import type { Pod, PodTemplate } from './pod.ts'
import { Preparations, type Prepared } from './preparations.ts'
import { nodesToFind, type Profile } from './profile.ts'
import { passesWithNominated } from './what-if.ts'

/** Among the best nodes: drawn with equal chances, or the one that came first into the cluster. */
export type Ties = Random | 'first'

export interface CycleOptions {
  readonly cluster: Cluster
  readonly profile: Profile
  readonly ties: Ties
  /** Whether answers about nodes that did not change are kept; the decisions are the same. */
  readonly caching?: boolean
}

export class Cycle implements RejectionSource {
  /** Nodes that passed. */
  found = 0
  /** Where the next search begins. */
  start = 0
  /** Whether any plugin scores; without, the first node that passes is taken. */
  readonly hasScores: boolean
  readonly #cluster: Cluster
  readonly #profile: Profile
  readonly #ties: Ties
  readonly #caching: boolean
  readonly #preparations: Preparations
  readonly #rejections = new Rejections()
  #feasible = new Int32Array(64)
  #totals = new Float64Array(64)
  /** By which the last decision was made, and how many changes the cluster had seen; null where nodes were told one by one. */
  #ranked: Prepared | null = null
  #decidedAt = 0
  /** Whether the nodes that passed have been told one by one. */
  #isTold = false

  constructor({ cluster, profile, ties, caching = true }: CycleOptions) {
    this.#cluster = cluster
    this.#profile = profile
    this.#ties = ties
    this.#caching = caching
    this.#preparations = new Preparations(profile.plugins, cluster, caching)
    this.hasScores = profile.plugins.some(({ plugin, weight }) => weight > 0 && plugin.score !== undefined)
  }

  /**
   * Slots of the nodes that passed, the first `found` of them, in the order in which they were looked at. Can be asked until the
   * cluster changes.
   */
  get feasible(): Int32Array {
    this.#tell()
    return this.#feasible
  }

  /** Their total scores; of a single one none is made. */
  get totals(): Float64Array {
    this.#tell()
    return this.#totals
  }

  /** Decides for one pod; changes nothing in the cluster. Without a node the decision has no preemption yet. */
  decide(pod: Pod): Decision {
    this.#cluster.refresh()
    const nodes = this.#cluster.list.length
    const prepared = this.prepared(pod.template)
    const { checks } = prepared
    this.#rejections.clear()
    this.#ranked = null
    this.found = 0
    if (nodes === 0) return this.#ended(pod, null, null, null)
    checks.begin()
    if (checks.verdicts.rejects !== null)
      return this.#ended(pod, null, checks.verdicts.rejects, checks.verdicts.rejects)
    if (this.#nominatedPasses(pod, checks)) return this.#ended(pod, this.#passed(0), null, null)
    const { names, narrowing } = checks.verdicts
    // The real scheduler names the plugin that kept the pod off the node it is nominated to among those that narrowed the search.
    const leaving = names === null ? null : new Set([...narrowing, ...this.#rejections.plugins])
    if (this.#canRank(prepared)) this.#rank(prepared)
    else this.#search(pod, checks, names === null ? this.#cluster.order.slots : this.#named(names))
    this.start = (this.start + this.found + this.#rejections.length) % nodes
    if (this.found > 0) return this.#ended(pod, this.#best(prepared), null, null)
    const absent =
      leaving === null
        ? null
        : unresolvable('', `node(s) didn't satisfy plugin(s) [${[...leaving].sort().join(' ')}]`)
    return this.#ended(pod, null, absent, null)
  }

  /** What is worked out once for pods of a template. */
  prepared(template: PodTemplate): Prepared {
    return this.#preparations.of(template)
  }

  #ended(pod: Pod, info: NodeInfo | null, absent: Status | null, preFilter: Status | null): Decision {
    const nodes = this.#cluster.list.length
    const { narrowing } = this.prepared(pod.template).verdicts
    const rejections = this.#rejections
    const tellsClaims = false
    return { pod, nodes, info, rejections, absent, narrowing, tellsClaims, preFilter, preemption: null }
  }

  /** Whether the node that room was made on takes the pod; then no other is looked at. */
  #nominatedPasses(pod: Pod, checks: NodeChecks): boolean {
    if (pod.nominatedNodeName === null) return false
    const info = this.#cluster.node(pod.nominatedNodeName)
    if (info === undefined) return false
    const status = this.#checkNominated(pod, checks, info)
    if (status !== null) {
      this.#rejections.push(info, status)
      return false
    }
    this.#feasible[0] = info.slot
    this.found = 1
    return true
  }

  /** Pushes the nodes that the ranking left out. */
  tell(rejections: Rejections): void {
    this.#requireSame()
    const { verdicts, ranking } = this.#ranked!
    ranking.rejected((slot, verdict) => {
      rejections.push(this.#cluster.at(slot)!, verdicts.statusOf(verdict))
      return true
    })
  }

  tally(counts: Map<Status, number>): void {
    this.#requireSame()
    this.#ranked!.ranking.tally(counts)
  }

  such(status: Status, most: number): NodeInfo[] {
    this.#requireSame()
    const { verdicts, ranking } = this.#ranked!
    const infos: NodeInfo[] = []
    ranking.rejected((slot, verdict) => {
      if (verdicts.statusOf(verdict) === status) infos.push(this.#cluster.at(slot)!)
      return infos.length < most
    })
    return infos
  }

  /** Whether all that a decision depends on is what nodes are by themselves. */
  #canRank({ checks, scores }: Prepared): boolean {
    if (!this.#caching || !this.hasScores || checks.verdicts.names !== null || checks.readsCluster)
      return false
    return this.#cluster.nominations.size === 0 && scores.isPlain()
  }

  #rank(prepared: Prepared): void {
    const { sums, ranking } = prepared
    const nodes = this.#cluster.order.slots.length
    sums.begin()
    ranking.search(this.start % nodes, nodesToFind(nodes, this.#profile.percentageOfNodesToScore))
    this.found = ranking.found
    const rejected = ranking.looked - ranking.found
    if (rejected > 0) this.#rejections.later(rejected, this)
    this.#ranked = prepared
    this.#isTold = false
    this.#decidedAt = this.#cluster.changes.length
  }

  #requireSame(): void {
    if (this.#decidedAt !== this.#cluster.changes.length)
      throw new RangeError('The nodes of a decision were asked for after the cluster had changed.')
  }

  /** What the ranking did not need to know of each node. */
  #tell(): void {
    if (this.#ranked === null || this.#isTold) return
    this.#requireSame()
    const { ranking, scores } = this.#ranked
    this.#isTold = true
    this.#reach(this.found)
    ranking.fill(this.#feasible)
    if (this.found > 1) scores.total(this.#feasible, this.found, this.#totals)
  }

  #reach(nodes: number): void {
    if (this.#feasible.length < nodes) this.#feasible = new Int32Array(2 * nodes)
    if (this.#totals.length < nodes) this.#totals = new Float64Array(2 * nodes)
  }

  #named(names: ReadonlySet<string>): Int32Array {
    const named = this.#cluster.list.filter(({ node }) => names.has(node.name))
    return Int32Array.from(named, ({ slot }) => slot)
  }

  #search(pod: Pod, checks: NodeChecks, list: Int32Array): void {
    const nodes = list.length
    const wanted = this.hasScores ? nodesToFind(nodes, this.#profile.percentageOfNodesToScore) : 1
    if (this.#feasible.length < wanted) this.#feasible = new Int32Array(2 * wanted)
    const looked = this.#rejections.length === 0 ? -1 : this.#rejections.infoAt(0).slot
    let at = nodes === 0 ? 0 : this.start % nodes
    if (this.#cluster.nominations.size === 0) {
      this.found = checks.search(list, at, wanted, this.#feasible, this.#rejections, looked)
      return
    }
    for (let i = 0; i < nodes; i++) {
      const info = this.#cluster.at(list[at]!)!
      at = at + 1 === nodes ? 0 : at + 1
      const status = this.#checkNominated(pod, checks, info)
      if (status === null) {
        if (this.found === wanted) return
        this.#feasible[this.found++] = info.slot
      } else if (info.slot !== looked) this.#rejections.push(info, status)
    }
  }

  #checkNominated(pod: Pod, checks: NodeChecks, info: NodeInfo): Status | null {
    const nominated = this.#cluster.nominations.on(info.node.name)
    return passesWithNominated(pod, checks, info, nominated, () => checks.check(info.slot))
  }

  #passed(place: number): NodeInfo {
    return this.#cluster.at(this.#feasible[place]!)!
  }

  #best({ scores, ranking }: Prepared): NodeInfo {
    if (this.#ranked !== null && !ranking.differs)
      return this.#cluster.order.infos[ranking.choose(this.#ties)]!
    const { found } = this
    if (this.#ranked !== null) this.#tell()
    else if (found > 1 && this.hasScores) {
      this.#reach(found)
      scores.total(this.#feasible, found, this.#totals)
    }
    if (found === 1 || !this.hasScores) return this.#passed(0)
    return this.#passed(selectHost(this.#totals, found, this.#ties, place => this.#passed(place).order))
  }
}

/**
 * The place of a highest score among the first `count`. Among equals the one of the lowest order is taken, or one is drawn: the
 * real scheduler draws again for each further one (a reservoir), which has the same chances as a single draw.
 */
export function selectHost(
  totals: Float64Array,
  count: number,
  ties: Ties,
  orderOf: (place: number) => number,
): number {
  let best = 0
  let equal = 1
  for (let i = 1; i < count; i++) {
    const total = totals[i]!
    if (total < totals[best]!) continue
    if (total > totals[best]!) {
      best = i
      equal = 1
    } else {
      equal++
      if (ties === 'first' && orderOf(i) < orderOf(best)) best = i
    }
  }
  if (equal === 1 || ties === 'first') return best
  // `best` is the first of them.
  const highest = totals[best]!
  let further = ties.below(equal)
  while (further > 0) if (totals[++best] === highest) further--
  return best
}
