/**
 * The filters of a profile for pods of one template: those that read one node, which pods of other templates may share, and those
 * that read the cluster.
 */
import type { Cluster } from './cluster.ts'
import type { Rejections } from './decision.ts'
import type { NodeInfo } from './node-info.ts'
import type { NodeVerdicts } from './node-verdicts.ts'
import type { ClusterFilter, Plugin, Status } from './plugin.ts'
import type { Pod, PodTemplate } from './pod.ts'

export class NodeChecks {
  readonly verdicts: NodeVerdicts
  readonly #cluster: Cluster
  readonly #ofCluster: readonly ClusterFilter[]
  /** Those that have something to check in this cycle. */
  readonly #active: ClusterFilter[] = []

  /**
   * The first filter that rejects a node says why. So those that read the node alone are asked first, then those that read its
   * pods, then those that read the cluster: the order of the default profile.
   */
  constructor(plugins: readonly Plugin[], template: PodTemplate, cluster: Cluster, verdicts: NodeVerdicts) {
    this.verdicts = verdicts
    this.#cluster = cluster
    this.#ofCluster = plugins.flatMap(({ filter }) => {
      const prepared = filter?.reads === 'cluster' ? filter.prepare(template, cluster) : null
      return prepared === null ? [] : [prepared]
    })
  }

  /** A cycle begins: what is counted over the cluster is counted. */
  begin(): void {
    this.#active.length = 0
    for (let i = 0; i < this.#ofCluster.length; i++) {
      const filter = this.#ofCluster[i]!
      if (filter.begin()) this.#active.push(filter)
    }
    this.verdicts.begin()
  }

  /** Whether filters that read the cluster have something to check in this cycle. */
  get readsCluster(): boolean {
    return this.#active.length > 0
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
    const { verdicts } = this
    const plain = this.#active.length === 0
    let found = 0
    let at = from
    for (let i = 0; i < list.length; i++) {
      const slot = list[at]!
      at = at + 1 === list.length ? 0 : at + 1
      const verdict = verdicts.on(slot)
      const status = verdict > 0 ? verdicts.statusOf(verdict) : plain ? null : this.#checkCluster(slot)
      if (status === null) {
        if (found === wanted) break
        passing[found++] = slot
      } else if (slot !== known) rejections.push(this.#cluster.at(slot)!, status)
    }
    return found
  }

  /** Of a node as it is; null lets it pass. */
  check(slot: number): Status | null {
    const verdict = this.verdicts.on(slot)
    if (verdict > 0) return this.verdicts.statusOf(verdict)
    return this.#active.length === 0 ? null : this.#checkCluster(slot)
  }

  /** Of a node with other pods than it has; whatever `add` and `remove` said holds for it. */
  checkAltered(info: NodeInfo): Status | null {
    return this.verdicts.onAltered(info) ?? this.#checkCluster(info.slot)
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
}
