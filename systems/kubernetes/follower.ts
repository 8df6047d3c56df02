/**
 * Who keeps sums over nodes from cycle to cycle counts only those again that changed.
 */
import type { Cluster } from './cluster.ts'
import type { NodeInfo } from './node-info.ts'
import { larger } from './slot-table.ts'

/** Follows the changes of a cluster, and tells each node that is not as it was when last counted. */
export class Follower {
  readonly #cluster: Cluster
  #position = -1
  /** By slot: the version that was counted. */
  #seen = new Int32Array(0)

  constructor(cluster: Cluster) {
    this.#cluster = cluster
  }

  /** `info` is undefined for a node that is gone. */
  follow(recount: (slot: number, info: NodeInfo | undefined) => void): void {
    const { changes, slots } = this.#cluster
    if (this.#position === changes.length) return
    if (this.#seen.length < slots) this.#seen = larger(this.#seen, slots)
    if (this.#position < 0 || !changes.reaches(this.#position))
      for (let slot = 0; slot < slots; slot++) this.#visit(slot, recount)
    else for (let i = this.#position; i < changes.length; i++) this.#visit(changes.at(i), recount)
    this.#position = changes.length
  }

  #visit(slot: number, recount: (slot: number, info: NodeInfo | undefined) => void): void {
    const version = this.#cluster.version[slot]!
    if (this.#seen[slot] === version) return
    this.#seen[slot] = version
    recount(slot, this.#cluster.at(slot))
  }
}
