/**
 * The scheduling cycle: which nodes pass, which of them is best (Kubernetes, pkg/scheduler/schedule_one.go, v1.34.4).
 */
import type { Random } from '../../sim/chance/random.ts'
import type { Cluster } from './cluster.ts'
import { type Decision, Rejections } from './decision.ts'
import { NodeChecks } from './node-checks.ts'
import type { NodeInfo } from './node-info.ts'
import { NodeScores, type ScoreTables } from './node-scores.ts'
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
  /** Slots of the nodes that passed, the first `found` of them, in the order in which they were looked at. */
  feasible = new Int32Array(64)
  found = 0
  /** Their total scores; of a single one none is made. */
  totals = new Float64Array(64)
  /** Where the next search begins. */
  start = 0
  /** Whether any plugin scores; without, the first node that passes is taken. */
  readonly hasScores: boolean
  readonly #cluster: Cluster
  readonly #profile: Profile
  readonly #ties: Ties
  readonly #caching: boolean
  readonly #prepared = new Map<PodTemplate, Prepared>()
  readonly #scoreTables: ScoreTables = []
  readonly #rejections = new Rejections()

  constructor({ cluster, profile, ties, caching = true }: CycleOptions) {
    this.#cluster = cluster
    this.#profile = profile
    this.#ties = ties
    this.#caching = caching
    this.hasScores = profile.plugins.some(({ plugin, weight }) => weight > 0 && plugin.score !== undefined)
  }

  /** Decides for one pod; changes nothing in the cluster. Without a node the decision has no preemption yet. */
  decide(pod: Pod): Decision {
    this.#cluster.refresh()
    const nodes = this.#cluster.list.length
    const { checks, scores } = this.prepared(pod.template)
    this.#rejections.clear()
    this.found = 0
    if (nodes === 0) return this.#ended(pod, null, null, null)
    checks.begin()
    if (checks.rejects !== null) return this.#ended(pod, null, checks.rejects, checks.rejects)
    if (this.#nominatedPasses(pod, checks)) return this.#ended(pod, this.#passed(0), null, null)
    const { names } = checks
    this.#search(pod, checks, names === null ? this.#cluster.listed : this.#named(names))
    this.start = (this.start + this.found + this.#rejections.length) % nodes
    if (this.found > 0) return this.#ended(pod, this.#best(scores), null, null)
    const absent =
      names === null
        ? null
        : unresolvable('', `node(s) didn't satisfy plugin(s) [${checks.narrowing.join(' ')}]`)
    return this.#ended(pod, null, absent, null)
  }

  /** What is worked out once for pods of a template. */
  prepared(template: PodTemplate): Prepared {
    let prepared = this.#prepared.get(template)
    if (prepared !== undefined) return prepared
    // The one that was prepared first makes room.
    if (this.#prepared.size * this.#cluster.slots > KEPT)
      this.#prepared.delete(this.#prepared.keys().next().value!)
    const { plugins } = this.#profile
    const filters = plugins.map(({ plugin }) => plugin)
    prepared = {
      checks: new NodeChecks(filters, template, this.#cluster, this.#caching),
      scores: new NodeScores(plugins, template, this.#cluster, this.#scoreTables, this.#caching),
    }
    this.#prepared.set(template, prepared)
    return prepared
  }

  #ended(pod: Pod, info: NodeInfo | null, absent: Status | null, preFilter: Status | null): Decision {
    const nodes = this.#cluster.list.length
    const { narrowing } = this.prepared(pod.template).checks
    const rejections = this.#rejections
    return { pod, nodes, info, rejections, absent, narrowing, preFilter, preemption: null }
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
    this.feasible[0] = info.slot
    this.found = 1
    return true
  }

  #named(names: ReadonlySet<string>): Int32Array {
    const named = this.#cluster.list.filter(({ node }) => names.has(node.name))
    return Int32Array.from(named, ({ slot }) => slot)
  }

  #search(pod: Pod, checks: NodeChecks, list: Int32Array): void {
    const nodes = list.length
    const wanted = this.hasScores ? nodesToFind(nodes, this.#profile.percentageOfNodesToScore) : 1
    if (this.feasible.length < wanted) this.feasible = new Int32Array(2 * wanted)
    const looked = this.#rejections.length === 0 ? -1 : this.#rejections.infos[0]!.slot
    let at = nodes === 0 ? 0 : this.start % nodes
    if (this.#cluster.nominations.size === 0) {
      this.found = checks.search(list, at, wanted, this.feasible, this.#rejections, looked)
      return
    }
    for (let i = 0; i < nodes; i++) {
      const info = this.#cluster.at(list[at]!)!
      at = at + 1 === nodes ? 0 : at + 1
      const status = this.#checkNominated(pod, checks, info)
      if (status === null) {
        if (this.found === wanted) return
        this.feasible[this.found++] = info.slot
      } else if (info.slot !== looked) this.#rejections.push(info, status)
    }
  }

  #checkNominated(pod: Pod, checks: NodeChecks, info: NodeInfo): Status | null {
    const nominated = this.#cluster.nominations.on(info.node.name)
    return passesWithNominated(pod, checks, info, nominated, () => checks.check(info.slot))
  }

  #passed(place: number): NodeInfo {
    return this.#cluster.at(this.feasible[place]!)!
  }

  #best(scores: NodeScores): NodeInfo {
    const { feasible, found } = this
    if (found === 1 || !this.hasScores) return this.#passed(0)
    if (this.totals.length < found) this.totals = new Float64Array(2 * found)
    scores.total(feasible, found, this.totals)
    return this.#passed(selectHost(this.totals, found, this.#ties, place => this.#passed(place).order))
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
