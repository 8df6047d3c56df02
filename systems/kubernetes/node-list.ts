/**
 * The nodes in the order in which a cycle looks at them, in blocks: who keeps something for each block sees by one number
 * whether a node of it changed.
 */
import type { NodeInfo } from './node-info.ts'
import { larger } from './slot-table.ts'

/** Nodes of a block, but for the last. Small enough to be gone through when one of them changed. */
export const BLOCK = 64

export class NodeList {
  infos: readonly NodeInfo[] = []
  /** Slots of the nodes, in order. */
  slots = new Int32Array(0)
  /** By place in this order: the place in the order in which nodes came. */
  arrivals = new Int32Array(0)
  /** By slot: one more than the place in this order. */
  #places = new Int32Array(64)
  /** By block: the version of the last change of a node in it. */
  versions = new Int32Array(0)

  get blocks(): number {
    return this.versions.length
  }

  /** Another order, which all blocks are new in. */
  order(infos: readonly NodeInfo[], slots: number, version: number): void {
    this.infos = infos
    this.slots = Int32Array.from(infos, ({ slot }) => slot)
    this.arrivals = Int32Array.from(infos, ({ order }) => order)
    if (this.#places.length < slots) this.#places = larger(this.#places, slots)
    this.#places.fill(0)
    for (let place = 0; place < this.slots.length; place++) this.#places[this.slots[place]!] = place + 1
    this.versions = new Int32Array(Math.ceil(infos.length / BLOCK)).fill(version)
  }

  /** A node changed; one that is not in the order yet, or no more, changes no block. */
  changed(slot: number, version: number): void {
    const place = slot < this.#places.length ? this.#places[slot]! : 0
    if (place > 0) this.versions[Math.floor((place - 1) / BLOCK)] = version
  }
}
