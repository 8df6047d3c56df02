/**
 * The filters of a profile for pods of one template. Answers that depend on one node alone are kept until it changes.
 */
import type { Cluster } from './cluster.ts'
import type { Rejections } from './decision.ts'
import type { NodeInfo } from './node-info.ts'
import type { ClusterFilter, NodeFilter, Plugin, Status } from './plugin.ts'
import type { Pod, PodTemplate } from './pod.ts'
import { larger } from './slot-table.ts'

export class NodeChecks {
  /** Of a plugin that rejects every node. */
  readonly rejects: Status | null
  /** Only nodes of these names are looked at; null for all. */
  readonly names: ReadonlySet<string> | null
  /** The plugins that narrow the search to names. */
  readonly narrowing: readonly string[]
  readonly #cluster: Cluster
  readonly #caching: boolean
  readonly #ofNode: readonly NodeFilter[]
  readonly #ofPods: readonly NodeFilter[]
  readonly #ofCluster: readonly ClusterFilter[]
  /** Those of the last that have something to check in this cycle. */
  readonly #active: ClusterFilter[] = []
  /** By slot: 0 for a node that passes all filters but those of the cluster, as it was when it was last looked at. */
  verdicts = new Uint16Array(0)
  /** By slot: the versions that were checked. */
  #seen = new Int32Array(0)
  #nodeSeen = new Int32Array(0)
  /** Numbers in `#statuses`, as verdicts are. */
  #nodeStatus = new Uint16Array(0)
  /** Every status that any node had; the first lets it pass. */
  readonly #statuses: (Status | null)[] = [null]
  readonly #numbers = new Map<Status, number>()

  /**
   * The first filter that rejects a node says why. So those that read the node alone are asked first, then those that read its
   * pods, then those that read the cluster: the order of the default profile.
   */
  constructor(plugins: readonly Plugin[], template: PodTemplate, cluster: Cluster, caching: boolean) {
    this.#cluster = cluster
    this.#caching = caching
    const ofNode: NodeFilter[] = []
    const ofPods: NodeFilter[] = []
    const ofCluster: ClusterFilter[] = []
    const narrowing: string[] = []
    const sets: ReadonlySet<string>[] = []
    let rejects: Status | null = null
    for (const { name, filter } of plugins) {
      if (filter === undefined) continue
      if (filter.reads === 'cluster') {
        const prepared = filter.prepare(template, cluster)
        if (prepared !== null) ofCluster.push(prepared)
        continue
      }
      const prepared = filter.prepare(template, cluster)
      if (prepared === null) continue
      ;(filter.reads === 'node' ? ofNode : ofPods).push(prepared)
      rejects ??= prepared.rejects ?? null
      if (prepared.names === undefined) continue
      narrowing.push(name)
      sets.push(prepared.names)
    }
    this.#ofNode = ofNode
    this.#ofPods = ofPods
    this.#ofCluster = ofCluster
    this.rejects = rejects
    this.narrowing = narrowing.sort()
    this.names = common(sets)
  }

  /** A cycle begins: what is counted over the cluster is counted. */
  begin(): void {
    this.#active.length = 0
    for (let i = 0; i < this.#ofCluster.length; i++) {
      const filter = this.#ofCluster[i]!
      if (filter.begin()) this.#active.push(filter)
    }
    const { slots } = this.#cluster
    if (slots <= this.#seen.length) return
    this.#seen = larger(this.#seen, slots)
    this.#nodeSeen = larger(this.#nodeSeen, slots)
    this.verdicts = copied(this.verdicts, this.#seen.length)
    this.#nodeStatus = copied(this.#nodeStatus, this.#seen.length)
  }

  /**
   * Looks at the nodes of a list, from a place on and round, until one more passes than are wanted. Fills the slots of those
   * that pass, but for the last, and returns their number. A node in `known` was looked at before.
   */
  search(
    list: Int32Array,
    from: number,
    wanted: number,
    passing: Int32Array,
    rejections: Rejections,
    known: number,
  ): number {
    const { version } = this.#cluster
    const seen = this.#seen
    const { verdicts } = this
    const plain = this.#active.length === 0
    let found = 0
    let at = from
    for (let i = 0; i < list.length; i++) {
      const slot = list[at]!
      at = at + 1 === list.length ? 0 : at + 1
      if (seen[slot] !== version[slot] || !this.#caching) this.#checkAgain(slot)
      const number = verdicts[slot]!
      const status = number > 0 ? this.#statuses[number]! : plain ? null : this.#checkCluster(slot)
      if (status === null) {
        if (found === wanted) break
        passing[found++] = slot
      } else if (slot !== known) rejections.push(this.#cluster.at(slot)!, status)
    }
    return found
  }

  /** Whether filters that read the cluster have something to check in this cycle. */
  get readsCluster(): boolean {
    return this.#active.length > 0
  }

  /** Brings the verdicts on nodes up to date, those of a list from one place to another. */
  look(list: Int32Array, from: number, to: number): void {
    const { version } = this.#cluster
    const seen = this.#seen
    for (let place = from; place < to; place++) {
      const slot = list[place]!
      if (seen[slot] !== version[slot]) this.#checkAgain(slot)
    }
  }

  /** Of a verdict that is not 0. */
  statusOf(verdict: number): Status {
    return this.#statuses[verdict]!
  }

  /** Of a node as it is; null lets it pass. */
  check(slot: number): Status | null {
    if (this.#seen[slot] !== this.#cluster.version[slot] || !this.#caching) this.#checkAgain(slot)
    const status = this.verdicts[slot]!
    if (status > 0) return this.#statuses[status]!
    return this.#active.length === 0 ? null : this.#checkCluster(slot)
  }

  /** Of a node with other pods than it has; whatever `add` and `remove` said holds for it. */
  checkAltered(info: NodeInfo): Status | null {
    return firstStatus(this.#ofNode, info) ?? firstStatus(this.#ofPods, info) ?? this.#checkCluster(info.slot)
  }

  add(pod: Pod, info: NodeInfo): void {
    for (const filter of this.#active) filter.add(pod, info)
  }

  remove(pod: Pod, info: NodeInfo): void {
    for (const filter of this.#active) filter.remove(pod, info)
  }

  #checkCluster(slot: number): Status | null {
    for (let i = 0; i < this.#active.length; i++) {
      const status = this.#active[i]!.check(slot)
      if (status !== null) return status
    }
    return null
  }

  #checkAgain(slot: number): void {
    const { version, nodeVersion } = this.#cluster
    this.#seen[slot] = version[slot]!
    if (this.#nodeSeen[slot] !== nodeVersion[slot] || !this.#caching) {
      this.#nodeSeen[slot] = nodeVersion[slot]!
      this.#nodeStatus[slot] = this.#numberOf(firstStatus(this.#ofNode, this.#cluster.at(slot)!))
    }
    this.verdicts[slot] = this.#nodeStatus[slot]! || this.#verdictOfPods(slot)
  }

  #verdictOfPods(slot: number): number {
    for (let i = 0; i < this.#ofPods.length; i++) {
      const filter = this.#ofPods[i]!
      if (this.#caching && filter.passes?.(slot)) continue
      const status = filter.check(this.#cluster.at(slot)!)
      if (status !== null) return this.#numberOf(status)
    }
    return 0
  }

  #numberOf(status: Status | null): number {
    if (status === null) return 0
    let number = this.#numbers.get(status)
    if (number === undefined) {
      number = this.#statuses.push(status) - 1
      this.#numbers.set(status, number)
    }
    return number
  }
}

function copied(table: Uint16Array, length: number): Uint16Array<ArrayBuffer> {
  const copy = new Uint16Array(length)
  copy.set(table)
  return copy
}

/** The names that are in every set; null where there is no set. */
function common(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> | null {
  const [first, ...others] = sets
  if (first === undefined) return null
  return new Set([...first].filter(name => others.every(names => names.has(name))))
}

function firstStatus(filters: readonly NodeFilter[], info: NodeInfo): Status | null {
  for (let i = 0; i < filters.length; i++) {
    const status = filters[i]!.check(info)
    if (status !== null) return status
  }
  return null
}
