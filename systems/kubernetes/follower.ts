/**
 * Who keeps sums over nodes from cycle to cycle counts only those again that changed.
 */
import { NODE_ITSELF } from './change-log.ts'
import type { Cluster } from './cluster.ts'
import type { NodeInfo } from './node-info.ts'
import { larger } from './slot-table.ts'

export interface Counting {
  /** Whether pods of the template with this number are counted: one that is not changes nothing. */
  minds(template: number): boolean
  /** Counts a node anew; `info` is undefined for one that is gone. */
  recount(slot: number, info: NodeInfo | undefined): void
}

/** Follows the changes of a cluster, and tells each node that is not as it was when last counted. */
export class Follower {
  readonly #cluster: Cluster
  readonly #counting: Counting
  #position = -1
  /** By slot: the version that was counted. */
  #seen = new Int32Array(0)

  constructor(cluster: Cluster, counting: Counting) {
    this.#cluster = cluster
    this.#counting = counting
  }

  follow(): void {
    const { changes, slots } = this.#cluster
    if (this.#position === changes.length) return
    if (this.#seen.length < slots) this.#seen = larger(this.#seen, slots)
    if (this.#position < 0 || !changes.reaches(this.#position))
      for (let slot = 0; slot < slots; slot++) this.#visit(slot)
    else
      for (let i = this.#position; i < changes.length; i++) {
        const template = changes.templateAt(i)
        if (template === NODE_ITSELF || this.#counting.minds(template)) this.#visit(changes.slotAt(i))
      }
    this.#position = changes.length
  }

  #visit(slot: number): void {
    const version = this.#cluster.version[slot]!
    if (this.#seen[slot] === version) return
    this.#seen[slot] = version
    this.#counting.recount(slot, this.#cluster.at(slot))
  }
}
