/**
 * Clients in the order of (share, count of allocations, path), which is looked at again only where something changed.
 */
import { longer } from '../../sim/world/rows.ts'
import { type Ranked, SortedOrder, UNPLACED } from './sorted-order.ts'

/** What a client's place follows from now. */
export interface Measure<N> {
  shareOf(node: N): number
  countOf(node: N): number
}

export class Ranking<T, N extends Ranked<T>> extends SortedOrder<T, N> {
  readonly #measure: Measure<N>
  /** Of each number the share as it is now; not a number where it is to be calculated. */
  #now = new Float64Array(16)
  /** Of each number the share and the count when it was last put into its place. */
  #shares = new Float64Array(16)
  #counts = new Float64Array(16)
  #allChanged = false

  constructor(measure: Measure<N>) {
    super()
    this.#measure = measure
  }

  /** In their order. */
  get nodes(): readonly N[] {
    const { slots, count } = this
    return Array.from(slots.subarray(0, count), slot => this.nodeOf[slot]!)
  }

  override enter(node: N): void {
    if (node.slot === UNPLACED) this.#rateAgain()
    super.enter(node)
  }

  /** The share or count of the node is another. */
  changed(node: N): void {
    if (node.slot === UNPLACED) return
    this.#now[node.slot] = NaN
    // Who stands alone is rated when somebody joins him.
    if (this.count === 1 && !node.noted) this.#allChanged = true
    else this.note(node)
  }

  /** All shares may be others. */
  allChanged(): void {
    this.#allChanged = true
    this.#now.fill(NaN, 0, this.nodeOf.length)
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
    this.rateAgain(this.#allChanged)
    this.#allChanged = false
  }

  protected makeRoom(slot: number): void {
    if (slot === this.#shares.length) {
      this.#now = longer(this.#now, 2 * slot)
      this.#shares = longer(this.#shares, 2 * slot)
      this.#counts = longer(this.#counts, 2 * slot)
    }
    this.#now[slot] = NaN
  }

  protected rate(node: N): void {
    this.#shares[node.slot] = this.#shareNow(node)
    this.#counts[node.slot] = this.#measure.countOf(node)
  }

  protected comesBefore(a: number, b: number): boolean {
    const shares = this.#shares
    const counts = this.#counts
    if (shares[a] !== shares[b]) return shares[a]! < shares[b]!
    if (counts[a] !== counts[b]) return counts[a]! < counts[b]!
    return this.nodeOf[a]!.path < this.nodeOf[b]!.path
  }
}
