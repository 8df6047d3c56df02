/**
 * Clients in the order of their shares of a whole as it once was, the base, which is looked at again only where a client changed.
 *
 * Those that hold the same stand together, in the order of (count of allocations, path): whatever the whole is, their shares are
 * equal. How others stand to them once the whole is another is for `Turns` to find out.
 */
import { longer } from '../../sim/world/rows.ts'
import type { Held } from './held.ts'
import { Quantities } from './quantities.ts'
import { type Ranked, SortedOrder, UNPLACED } from './sorted-order.ts'
import type { Whole } from './whole.ts'

export interface Sharer<T> extends Ranked<T> {
  readonly held: Held
  readonly weight: number
}

export class BaseRanking<T, N extends Sharer<T>> extends SortedOrder<T, N> {
  readonly #whole: Whole
  readonly #excluded: ReadonlySet<string>
  #base = new Quantities()
  /** Of each number, when it was last put into its place: the share of the base, what is held, and the count. */
  #shares = new Float64Array(16)
  #cpus = new Float64Array(16)
  #mem = new Float64Array(16)
  #counts = new Float64Array(16)
  /** 0; for one whose share follows from more than its cores and megabytes, its number and 1. */
  #own = new Int32Array(16)
  #toRebase = false

  constructor(whole: Whole, excluded: ReadonlySet<string>) {
    super()
    this.#whole = whole
    this.#excluded = excluded
  }

  /** What the node holds is other than before. */
  changed(node: N): void {
    if (node.slot !== UNPLACED) this.note(node)
  }

  /** The whole as it is now is the base from the next `settle` on. */
  rebase(): void {
    this.#toRebase = true
  }

  /** Puts what changed into its place. One who stands alone is where he belongs. */
  settle(): void {
    if (this.count <= 1) return
    if (this.#toRebase) this.#base = this.#whole.quantities.clone()
    this.rateAgain(this.#toRebase)
    this.#toRebase = false
  }

  /** Its share of the base. */
  shareAt(place: number): number {
    return this.#shares[this.slots[place]!]!
  }

  /** The share of the whole as it is now. */
  shareNow({ held, weight }: N): number {
    return held.quantities.largestPartOf(this.#whole.quantities, this.#excluded) / weight
  }

  /**
   * A share of the base is at least this much of itself now, if the base has no more names than the whole: the smallest part that
   * the base is of the whole, of any resource; 0 where nothing is known.
   */
  get least(): number {
    return this.#base.smallestPartOf(this.#whole.quantities, this.#excluded)
  }

  /** The place behind those that hold the same as the one at the place. */
  behindAlike(place: number): number {
    const slot = this.slots[place]!
    if (place + 1 >= this.count || !this.#areAlike(slot, this.slots[place + 1]!)) return place + 1
    let low = place + 2
    let high = this.count
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#areAlike(slot, this.slots[middle]!)) low = middle + 1
      else high = middle
    }
    return low
  }

  #areAlike(a: number, b: number): boolean {
    return (
      this.#cpus[a] === this.#cpus[b] &&
      this.#mem[a] === this.#mem[b] &&
      this.#own[a] === this.#own[b] &&
      this.#shares[a] === this.#shares[b]
    )
  }

  protected rate({ slot, held, weight }: N): void {
    const { quantities, count } = held
    this.#shares[slot] = quantities.largestPartOf(this.#base, this.#excluded) / weight
    this.#cpus[slot] = quantities.cpus
    this.#mem[slot] = quantities.mem
    this.#own[slot] = quantities.isPair && weight === 1 ? 0 : slot + 1
    this.#counts[slot] = count
  }

  protected comesBefore(a: number, b: number): boolean {
    if (this.#shares[a] !== this.#shares[b]) return this.#shares[a]! < this.#shares[b]!
    if (this.#cpus[a] !== this.#cpus[b]) return this.#cpus[a]! < this.#cpus[b]!
    if (this.#mem[a] !== this.#mem[b]) return this.#mem[a]! < this.#mem[b]!
    if (this.#own[a] !== this.#own[b]) return this.#own[a]! < this.#own[b]!
    if (this.#counts[a] !== this.#counts[b]) return this.#counts[a]! < this.#counts[b]!
    return this.nodeOf[a]!.path < this.nodeOf[b]!.path
  }

  protected makeRoom(slot: number): void {
    if (slot < this.#shares.length) return
    const rows = 2 * this.#shares.length
    this.#shares = longer(this.#shares, rows)
    this.#cpus = longer(this.#cpus, rows)
    this.#mem = longer(this.#mem, rows)
    this.#counts = longer(this.#counts, rows)
    this.#own = longer(this.#own, rows)
  }
}
