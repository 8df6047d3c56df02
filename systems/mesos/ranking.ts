/**
 * Clients in the order of (share, count of allocations, path), which is looked at again only where something changed.
 *
 * A client stands where its rank of the last look puts it; a changed one is found by that, and moved to where it belongs now.
 */
import { longer } from '../../sim/world/rows.ts'
import { Order } from './order.ts'

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
/** So many in front are looked at before others. */
const NEAR = 4

export class Ranking<T, N extends Ranked<T>> {
  /** What the nodes stand for. */
  readonly order = new Order<T>()
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
    this.#measure = measure
  }

  /** In their order. */
  get nodes(): readonly N[] {
    const { slots, count } = this.order
    return Array.from(slots.subarray(0, count), slot => this.#nodes[slot]!)
  }

  /** The node takes part from now on. */
  enter(node: N): void {
    if (node.slot !== UNPLACED) return
    this.#rateAgain()
    const slot = this.#free.pop() ?? this.#nodes.length
    node.slot = slot
    this.#nodes[slot] = node
    this.order.things[slot] = node.item
    if (slot === this.#shares.length) {
      this.#now = longer(this.#now, 2 * slot)
      this.#shares = longer(this.#shares, 2 * slot)
      this.#counts = longer(this.#counts, 2 * slot)
    }
    this.#now[slot] = NaN
    this.#rate(node)
    this.order.insert(slot, this.#place(slot, 0, this.order.count))
  }

  leave(node: N): void {
    if (node.slot === UNPLACED) return
    this.order.removeAt(this.#find(node.slot))
    this.#free.push(node.slot)
    node.slot = UNPLACED
  }

  /** The share or count of the node is another. */
  changed(node: N): void {
    if (node.slot === UNPLACED) return
    this.#now[node.slot] = NaN
    if (node.noted) return
    // Who stands alone is rated when somebody joins him.
    if (this.order.count === 1) {
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
    if (this.order.count > 1) this.#rateAgain()
  }

  #rateAgain(): void {
    const changes = this.#changes
    if (changes === 0 && !this.#allChanged) return
    const changed = this.#changed
    const many = this.#allChanged || changes * FEW > this.order.count + FEW
    if (this.#allChanged) for (let i = 0; i < this.order.count; i++) this.#rate(this.#at(i))
    for (let i = 0; i < changes; i++) {
      const node = changed[i]!
      node.noted = false
      if (node.slot === UNPLACED || this.#allChanged) continue
      if (many) this.#rate(node)
      else this.#move(node)
    }
    if (many) this.#sort()
    this.#changes = 0
    this.#allChanged = false
  }

  #at(place: number): N {
    return this.#nodes[this.order.slots[place]!]!
  }

  #rate(node: N): void {
    this.#shares[node.slot] = this.#shareNow(node)
    this.#counts[node.slot] = this.#measure.countOf(node)
  }

  /** By insertion: little is out of order, as a rule. */
  #sort(): void {
    const { slots, count } = this.order
    let moves = 0
    for (let i = 1; i < count; i++) {
      const slot = slots[i]!
      let at = i
      for (; at > 0 && this.#comesBefore(slot, slots[at - 1]!); at--) slots[at] = slots[at - 1]!
      slots[at] = slot
      moves += i - at
      if (moves > 16 * count) {
        slots.subarray(0, count).sort((a, b) => (this.#comesBefore(a, b) ? -1 : 1))
        break
      }
    }
  }

  #move(node: N): void {
    const { slot } = node
    const { slots, count } = this.order
    const from = this.#find(slot)
    this.#rate(node)
    const to =
      from > 0 && this.#comesBefore(slot, slots[from - 1]!)
        ? this.#place(slot, 0, from)
        : this.#place(slot, from + 1, count) - 1
    if (to !== from) this.order.move(from, to)
  }

  /** Where it stands: mostly in front, for who was given something was next. */
  #find(slot: number): number {
    for (let place = 0; place < NEAR && place < this.order.count; place++)
      if (this.order.slots[place] === slot) return place
    const at = this.#place(slot, 0, this.order.count)
    if (this.order.slots[at] === slot && at < this.order.count) return at
    throw new Error(`'${this.#nodes[slot]!.path}' does not stand where its rank puts it.`)
  }

  /** Where it belongs among those from `from` to `to`. */
  #place(slot: number, from: number, to: number): number {
    const { slots } = this.order
    while (from < to) {
      const middle = (from + to) >> 1
      if (this.#comesBefore(slots[middle]!, slot)) from = middle + 1
      else to = middle
    }
    return from
  }

  #comesBefore(a: number, b: number): boolean {
    const shares = this.#shares
    const counts = this.#counts
    if (shares[a] !== shares[b]) return shares[a]! < shares[b]!
    if (counts[a] !== counts[b]) return counts[a]! < counts[b]!
    return this.#nodes[a]!.path < this.#nodes[b]!.path
  }
}
