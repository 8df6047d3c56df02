/**
 * What the filters of a profile that read one node alone say of every node, for all pods that ask the same of nodes. It is kept until
 * the node changes.
 */
import type { Cluster } from './cluster.ts'
import type { NodeInfo } from './node-info.ts'
import type { NodeFilter, Plugin, Status } from './plugin.ts'
import type { AskedOfNodes } from './pod.ts'
import { larger } from './slot-table.ts'

export class NodeVerdicts {
  /** Of a plugin that rejects every node. */
  readonly rejects: Status | null
  /** Only nodes of these names are looked at; null for all. */
  readonly names: ReadonlySet<string> | null
  /** The plugins that narrow the search to names. */
  readonly narrowing: readonly string[]
  /** By slot: 0 for a node that passed when it was last looked at, or the number of a status. */
  verdicts = new Uint16Array(0)
  readonly #cluster: Cluster
  readonly #caching: boolean
  readonly #ofNode: readonly NodeFilter[]
  readonly #ofPods: readonly NodeFilter[]
  /** By slot: the versions that were checked. */
  #seen = new Int32Array(0)
  #nodeSeen = new Int32Array(0)
  /** Verdicts of the filters that do not read the node's pods. */
  #nodeVerdicts = new Uint16Array(0)
  /** Every status that any node had; the first lets it pass. */
  readonly #statuses: (Status | null)[] = [null]
  readonly #numbers = new Map<Status, number>()

  constructor(plugins: readonly Plugin[], asked: AskedOfNodes, cluster: Cluster, caching: boolean) {
    this.#cluster = cluster
    this.#caching = caching
    const ofNode: NodeFilter[] = []
    const ofPods: NodeFilter[] = []
    const narrowing: string[] = []
    const sets: ReadonlySet<string>[] = []
    let rejects: Status | null = null
    for (const { name, filter } of plugins) {
      if (filter === undefined || filter.reads === 'cluster') continue
      const prepared = filter.prepare(asked, cluster)
      if (prepared === null) continue
      ;(filter.reads === 'node' ? ofNode : ofPods).push(prepared)
      rejects ??= prepared.rejects ?? null
      if (prepared.names === undefined) continue
      narrowing.push(name)
      sets.push(prepared.names)
    }
    this.#ofNode = ofNode
    this.#ofPods = ofPods
    this.rejects = rejects
    this.narrowing = narrowing.sort()
    this.names = common(sets)
  }

  /** To be called before nodes are looked at. */
  begin(): void {
    const { slots } = this.#cluster
    if (slots <= this.#seen.length) return
    this.#seen = larger(this.#seen, slots)
    this.#nodeSeen = larger(this.#nodeSeen, slots)
    this.verdicts = copied(this.verdicts, this.#seen.length)
    this.#nodeVerdicts = copied(this.#nodeVerdicts, this.#seen.length)
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

  /** On the node as it is. */
  on(slot: number): number {
    if (this.#seen[slot] !== this.#cluster.version[slot] || !this.#caching) this.#checkAgain(slot)
    return this.verdicts[slot]!
  }

  /** Of a verdict that is not 0. */
  statusOf(verdict: number): Status {
    return this.#statuses[verdict]!
  }

  /** On a node with other pods than it has; null lets it pass. */
  onAltered(info: NodeInfo): Status | null {
    return firstStatus(this.#ofNode, info) ?? firstStatus(this.#ofPods, info)
  }

  #checkAgain(slot: number): void {
    const { version, nodeVersion } = this.#cluster
    this.#seen[slot] = version[slot]!
    if (this.#nodeSeen[slot] !== nodeVersion[slot] || !this.#caching) {
      this.#nodeSeen[slot] = nodeVersion[slot]!
      this.#nodeVerdicts[slot] = this.#numberOf(firstStatus(this.#ofNode, this.#cluster.at(slot)!))
    }
    this.verdicts[slot] = this.#nodeVerdicts[slot]! || this.#verdictOfPods(slot)
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
