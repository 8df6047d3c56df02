/**
 * Clients in the order of (share, count of allocations, path), which is looked at again only where something changed.
 *
 * A client stands where its rank of the last look puts it; a changed one is found by that, and moved to where it belongs now.
 */
import { longer } from '../../sim/world/rows.ts'
import { SortedOrder } from './sorted-order.ts'

/** What is ranked. */
export interface Ranked<T> {
  readonly path: string
  /** What it stands for in the list. */
  readonly item: T
  /** Its number in the ranking; `UNPLACED` while it is not in it. */
  slot: number
  /** Is it noted as changed? */
  noted: boolean
}

export const UNPLACED = -1

/** What a client's place follows from now. */
export interface Measure<N> {
  shareOf(node: N): number
  countOf(node: N): number
}

/** Above one changed client in so many, all are sorted. */
const FEW = 8

export class Ranking<T, N extends Ranked<T>> extends SortedOrder<T> {
  readonly #measure: Measure<N>
  /** By number; those of numbers that nobody has are of no meaning. */
  readonly #nodes: N[] = []
  /** Of each number the share as it is now; not a number where it is to be calculated. */
  #now = new Float64Array(16)
  /** Of each number the share and the count when it was last put into its place. */
  #shares = new Float64Array(16)
  #counts = new Float64Array(16)
  readonly #free: number[] = []
  /** The first `#changes` of them count. */
  readonly #changed: N[] = []
  #changes = 0
  #allChanged = false

  constructor(measure: Measure<N>) {
    super()
    this.#measure = measure
  }

  /** In their order. */
  get nodes(): readonly N[] {
    const { slots, count } = this
    return Array.from(slots.subarray(0, count), slot => this.#nodes[slot]!)
  }

  /** The node takes part from now on. */
  enter(node: N): void {
    if (node.slot !== UNPLACED) return
    this.#rateAgain()
    const slot = this.#free.pop() ?? this.#nodes.length
    node.slot = slot
    this.#nodes[slot] = node
    this.things[slot] = node.item
    if (slot === this.#shares.length) {
      this.#now = longer(this.#now, 2 * slot)
      this.#shares = longer(this.#shares, 2 * slot)
      this.#counts = longer(this.#counts, 2 * slot)
    }
    this.#now[slot] = NaN
    this.#rate(node)
    this.insertSorted(slot)
  }

  leave(node: N): void {
    if (node.slot === UNPLACED) return
    this.removeAt(this.find(node.slot))
    this.#free.push(node.slot)
    node.slot = UNPLACED
  }

  /** The share or count of the node is another. */
  changed(node: N): void {
    if (node.slot === UNPLACED) return
    this.#now[node.slot] = NaN
    if (node.noted) return
    // Who stands alone is rated when somebody joins him.
    if (this.count === 1) {
      this.#allChanged = true
      return
    }
    node.noted = true
    this.#changed[this.#changes++] = node
  }

  /** All shares may be others. */
  allChanged(): void {
    this.#allChanged = true
    this.#now.fill(NaN, 0, this.#nodes.length)
  }

  /** Of two that take part, as they are now; `areStale`: all shares may be others. Nothing is put into its place for it. */
  isBefore(a: N, b: N, areStale: boolean): boolean {
    const share = areStale ? this.#measure.shareOf(a) : this.#shareNow(a)
    const other = areStale ? this.#measure.shareOf(b) : this.#shareNow(b)
    if (share !== other) return share < other
    const count = this.#measure.countOf(a)
    const otherCount = this.#measure.countOf(b)
    return count === otherCount ? a.path < b.path : count < otherCount
  }

  #shareNow(node: N): number {
    const known = this.#now[node.slot]!
    if (!Number.isNaN(known)) return known
    const share = this.#measure.shareOf(node)
    this.#now[node.slot] = share
    return share
  }

  /** Puts what changed into its place. A node that stands alone is where it belongs. */
  settle(): void {
    if (this.count > 1) this.#rateAgain()
  }

  #rateAgain(): void {
    const changes = this.#changes
    if (changes === 0 && !this.#allChanged) return
    const changed = this.#changed
    const many = this.#allChanged || changes * FEW > this.count + FEW
    if (this.#allChanged) for (let i = 0; i < this.count; i++) this.#rate(this.#at(i))
    for (let i = 0; i < changes; i++) {
      const node = changed[i]!
      node.noted = false
      if (node.slot === UNPLACED || this.#allChanged) continue
      if (many) this.#rate(node)
      else {
        const from = this.find(node.slot)
        this.#rate(node)
        this.moveSorted(from)
      }
    }
    if (many) this.sort()
    this.#changes = 0
    this.#allChanged = false
  }

  #at(place: number): N {
    return this.#nodes[this.slots[place]!]!
  }

  #rate(node: N): void {
    this.#shares[node.slot] = this.#shareNow(node)
    this.#counts[node.slot] = this.#measure.countOf(node)
  }

  protected comesBefore(a: number, b: number): boolean {
    const shares = this.#shares
    const counts = this.#counts
    if (shares[a] !== shares[b]) return shares[a]! < shares[b]!
    if (counts[a] !== counts[b]) return counts[a]! < counts[b]!
    return this.#nodes[a]!.path < this.#nodes[b]!.path
  }

  protected nameOf(slot: number): string {
    return this.#nodes[slot]!.path
  }
}
