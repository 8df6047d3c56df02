/**
 * The scheduling cycle: which nodes pass, which of them is best (Kubernetes, pkg/scheduler/schedule_one.go, v1.34.4).
 */
import type { Random } from '../../sim/chance/random.ts'
import type { Cluster } from './cluster.ts'
import type { Decision, Rejection } from './decision.ts'
import { NodeChecks } from './node-checks.ts'
import type { NodeInfo } from './node-info.ts'
import { NodeScores } from './node-scores.ts'
import { type Status, unresolvable } from './plugin.ts'
import type { Pod, PodTemplate } from './pod.ts'
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

interface Prepared {
  readonly checks: NodeChecks
  readonly scores: NodeScores
}

/** Templates times nodes for which answers are kept: some 30 bytes each. */
const KEPT = 4_000_000

export class Cycle {
  /** The nodes that passed, the first `found` of them, in the order in which they were looked at. */
  feasible: NodeInfo[] = []
  found = 0
  /** Their total scores; of a single one none is made. */
  totals = new Float64Array(64)
  /** Where the next search begins. */
  start = 0
  readonly #cluster: Cluster
  readonly #profile: Profile
  readonly #ties: Ties
  readonly #caching: boolean
  readonly #hasScores: boolean
  readonly #prepared = new Map<PodTemplate, Prepared>()
  #rejections: Rejection[] = []

  constructor({ cluster, profile, ties, caching = true }: CycleOptions) {
    this.#cluster = cluster
    this.#profile = profile
    this.#ties = ties
    this.#caching = caching
    this.#hasScores = profile.plugins.some(({ plugin, weight }) => weight > 0 && plugin.score !== undefined)
  }

  /** Decides for one pod; changes nothing in the cluster. Without a node the decision has no preemption yet. */
  decide(pod: Pod): Decision {
    this.#cluster.refresh()
    const nodes = this.#cluster.list.length
    const { checks, scores } = this.prepared(pod.template)
    this.#rejections = []
    this.found = 0
    const ended = (info: NodeInfo | null, absent: Status | null, preFilter: Status | null): Decision => {
      const rejections = this.#rejections
      return { pod, nodes, info, rejections, absent, preFilter, preemption: null }
    }
    if (nodes === 0) return ended(null, null, null)
    checks.begin()
    if (checks.rejects !== null) return ended(null, checks.rejects, checks.rejects)
    if (this.#nominatedPasses(pod, checks)) return ended(this.feasible[0]!, null, null)
    const narrowed = checks.names !== null
    this.#search(pod, checks, narrowed ? this.#named(checks.names) : this.#cluster.list)
    this.start = (this.start + this.found + this.#rejections.length) % nodes
    if (this.found > 0) return ended(this.#best(scores), null, null)
    const absent = narrowed
      ? unresolvable('', `node(s) didn't satisfy plugin(s) [${checks.narrowing.join(' ')}]`)
      : null
    return ended(null, absent, null)
  }

  /** What is worked out once for pods of a template. */
  prepared(template: PodTemplate): Prepared {
    let prepared = this.#prepared.get(template)
    if (prepared !== undefined) {
      // The template that was used last goes last.
      this.#prepared.delete(template)
      this.#prepared.set(template, prepared)
      return prepared
    }
    if (this.#prepared.size * this.#cluster.slots > KEPT)
      this.#prepared.delete(this.#prepared.keys().next().value!)
    const { plugins } = this.#profile
    const filters = plugins.map(({ plugin }) => plugin)
    prepared = {
      checks: new NodeChecks(filters, template, this.#cluster, this.#caching),
      scores: new NodeScores(plugins, template, this.#cluster, this.#caching),
    }
    this.#prepared.set(template, prepared)
    return prepared
  }

  /** Whether the node that room was made on takes the pod; then no other is looked at. */
  #nominatedPasses(pod: Pod, checks: NodeChecks): boolean {
    if (pod.nominatedNodeName === null) return false
    const info = this.#cluster.node(pod.nominatedNodeName)
    if (info === undefined) return false
    const status = this.#check(pod, checks, info)
    if (status !== null) {
      this.#rejections.push({ info, status })
      return false
    }
    this.feasible[0] = info
    this.found = 1
    return true
  }

  #named(names: ReadonlySet<string> | null): NodeInfo[] {
    return this.#cluster.list.filter(({ node }) => names?.has(node.name))
  }

  #search(pod: Pod, checks: NodeChecks, list: readonly NodeInfo[]): void {
    const nodes = list.length
    const wanted = this.#hasScores ? nodesToFind(nodes, this.#profile.percentageOfNodesToScore) : 1
    const nominated = this.#rejections[0]?.info
    let at = nodes === 0 ? 0 : this.start % nodes
    for (let i = 0; i < nodes; i++) {
      const info = list[at]!
      at = at + 1 === nodes ? 0 : at + 1
      const status = this.#check(pod, checks, info)
      if (status === null) {
        if (this.found === wanted) return
        this.feasible[this.found++] = info
      } else if (info !== nominated) this.#rejections.push({ info, status })
    }
  }

  #check(pod: Pod, checks: NodeChecks, info: NodeInfo): Status | null {
    const { nominations } = this.#cluster
    if (nominations.size === 0) return checks.check(info)
    const nominated = nominations.on(info.node.name)
    return passesWithNominated(pod, checks, info, nominated, () => checks.check(info))
  }

  #best(scores: NodeScores): NodeInfo {
    const { feasible, found } = this
    if (found === 1 || !this.#hasScores) return feasible[0]!
    if (this.totals.length < found) this.totals = new Float64Array(2 * found)
    scores.total(feasible, found, this.totals)
    return feasible[selectHost(this.totals, found, this.#ties, i => feasible[i]!.order)]!
  }
}

/**
 * The place of a highest score among the first `count`. Ties are drawn by a reservoir, which every further one enters with
 * equal chances, or the one of the lowest order is taken.
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
    if (totals[i]! < totals[best]!) continue
    if (totals[i]! > totals[best]!) {
      best = i
      equal = 1
    } else if (ties === 'first') {
      if (orderOf(i) < orderOf(best)) best = i
    } else if (ties.below(++equal) === 0) best = i
  }
  return best
}
