/**
 * The filters of a profile for pods of one template. Answers that depend on one node alone are kept until it changes.
 */
import type { Cluster } from './cluster.ts'
import type { NodeInfo } from './node-info.ts'
import type { Filter, Plugin, Status } from './plugin.ts'
import type { Pod, PodTemplate } from './pod.ts'

interface Prepared {
  readonly plugin: string
  readonly filter: Filter
}

export class NodeChecks {
  /** Of the plugins that reject every node, or narrow the search. */
  readonly rejects: Status | null
  readonly names: ReadonlySet<string> | null
  readonly narrowing: readonly string[]
  readonly #cluster: Cluster
  /** Filters of the node alone, then of its pods too, then the rest. */
  readonly #ofNode: readonly Prepared[]
  readonly #ofPods: readonly Prepared[]
  readonly #ofCluster: readonly Prepared[]
  readonly #active: Prepared[] = []
  readonly #caching: boolean
  #seen = new Int32Array(0)
  #nodeSeen = new Int32Array(0)
  readonly #status: (Status | null)[] = []
  readonly #nodeStatus: (Status | null)[] = []

  constructor(plugins: readonly Plugin[], template: PodTemplate, cluster: Cluster, caching: boolean) {
    this.#cluster = cluster
    this.#caching = caching
    const all = plugins.filter(({ filter }) => filter !== undefined)
    // The first to reject is the reason, so only a run of filters from the first on can be kept together.
    const firstOf = (...reads: readonly string[]) => {
      const at = all.findIndex(({ filter }) => reads.includes(filter!.reads))
      return at < 0 ? all.length : at
    }
    const beyond = firstOf('size', 'cluster')
    const pods = Math.min(beyond, firstOf('pods'))
    const prepare = (some: readonly Plugin[]) =>
      some.flatMap(({ name, filter }) => {
        const prepared = filter!.prepare(template, cluster)
        return prepared === null ? [] : [{ plugin: name, filter: prepared }]
      })
    this.#ofNode = prepare(all.slice(0, pods))
    this.#ofPods = prepare(all.slice(pods, beyond))
    this.#ofCluster = prepare(all.slice(beyond))
    const prepared = [...this.#ofNode, ...this.#ofPods, ...this.#ofCluster]
    const narrowing = prepared.filter(({ filter }) => filter.names !== undefined)
    this.rejects = prepared.find(({ filter }) => filter.rejects !== undefined)?.filter.rejects ?? null
    this.narrowing = narrowing.map(({ plugin }) => plugin).sort()
    this.names = common(narrowing.map(({ filter }) => filter.names!))
  }

  /** A cycle begins: what is counted over the cluster is counted. */
  begin(): void {
    this.#active.length = 0
    for (const prepared of this.#ofCluster) if (prepared.filter.begin?.() ?? true) this.#active.push(prepared)
    const { slots } = this.#cluster
    if (slots <= this.#seen.length) return
    const length = Math.max(slots, 2 * this.#seen.length)
    this.#seen = grown(this.#seen, length)
    this.#nodeSeen = grown(this.#nodeSeen, length)
    while (this.#status.length < length) {
      this.#status.push(null)
      this.#nodeStatus.push(null)
    }
  }

  /** Of a node as it is; null lets it pass. */
  check(info: NodeInfo): Status | null {
    const { slot } = info
    if (this.#seen[slot] !== this.#cluster.version[slot] || !this.#caching) this.#checkAgain(info)
    const status = this.#status[slot]!
    if (status !== null) return status
    for (let i = 0; i < this.#active.length; i++) {
      const status = this.#active[i]!.filter.check(info)
      if (status !== null) return status
    }
    return null
  }

  /** Of a node with other pods than it has; whatever `add` and `remove` said holds for it. */
  checkAltered(info: NodeInfo): Status | null {
    return (
      firstStatus(this.#ofNode, info) ?? firstStatus(this.#ofPods, info) ?? firstStatus(this.#active, info)
    )
  }

  add(pod: Pod, info: NodeInfo): void {
    for (const { filter } of this.#active) filter.add?.(pod, info)
  }

  remove(pod: Pod, info: NodeInfo): void {
    for (const { filter } of this.#active) filter.remove?.(pod, info)
  }

  #checkAgain(info: NodeInfo): void {
    const { slot } = info
    const { version, nodeVersion } = this.#cluster
    this.#seen[slot] = version[slot]!
    if (this.#nodeSeen[slot] !== nodeVersion[slot] || !this.#caching) {
      this.#nodeSeen[slot] = nodeVersion[slot]!
      this.#nodeStatus[slot] = firstStatus(this.#ofNode, info)
    }
    this.#status[slot] = this.#nodeStatus[slot] ?? firstStatus(this.#ofPods, info)
  }
}

/** The names that are in every set; null where there is no set. */
function common(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> | null {
  const [first, ...others] = sets
  if (first === undefined) return null
  return new Set([...first].filter(name => others.every(names => names.has(name))))
}

function firstStatus(filters: readonly Prepared[], info: NodeInfo): Status | null {
  for (let i = 0; i < filters.length; i++) {
    const status = filters[i]!.filter.check(info)
    if (status !== null) return status
  }
  return null
}

function grown(table: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length)
  larger.set(table)
  return larger
}
