/**
 * An order of nodes in which only those that changed are rated anew and put where they belong.
 *
 * A node stands where its last rating puts it; a changed one is found by that.
 */
import { Order } from './order.ts'

/** What is ranked. */
export interface Ranked<T> {
  readonly path: string
  /** What it stands for in the list. */
  readonly item: T
  /** Its number in the order; `UNPLACED` while it is not in it. */
  slot: number
  /** Is it noted as changed? */
  noted: boolean
}

export const UNPLACED = -1

/** So many in front are looked at before others. */
const NEAR = 4
/** Above one changed node in so many, all are sorted. */
const FEW = 8

export abstract class SortedOrder<T, N extends Ranked<T>> extends Order<T> {
  /** By number; those of numbers that nobody has are of no meaning. */
  protected readonly nodeOf: N[] = []
  readonly #free: number[] = []
  /** The first `#changes` of them count. */
  readonly #changed: N[] = []
  #changes = 0

  /** Writes down what its place follows from, as it is now. */
  protected abstract rate(node: N): void
  /** Of two numbers, as they were rated last. */
  protected abstract comesBefore(a: number, b: number): boolean
  /** The number is rated from now on, for the first time or for another node. */
  protected abstract makeRoom(slot: number): void

  /** The node takes part from now on. */
  enter(node: N): void {
    if (node.slot !== UNPLACED) return
    const slot = this.#free.pop() ?? this.nodeOf.length
    node.slot = slot
    this.nodeOf[slot] = node
    this.things[slot] = node.item
    this.makeRoom(slot)
    this.rate(node)
    this.insert(slot, this.#place(slot, 0, this.count))
  }

  leave(node: N): void {
    if (node.slot === UNPLACED) return
    this.removeAt(this.#find(node.slot))
    this.#free.push(node.slot)
    node.slot = UNPLACED
  }

  nodeAt(place: number): N {
    return this.nodeOf[this.slots[place]!]!
  }

  /** A node that takes part is to be rated anew. */
  protected note(node: N): void {
    if (node.noted) return
    node.noted = true
    this.#changed[this.#changes++] = node
  }

  /** Rates what changed, or all, and puts it into its place. */
  protected rateAgain(all: boolean): void {
    const changes = this.#changes
    if (changes === 0 && !all) return
    const many = all || changes * FEW > this.count + FEW
    if (all) for (let i = 0; i < this.count; i++) this.rate(this.nodeAt(i))
    for (let i = 0; i < changes; i++) {
      const node = this.#changed[i]!
      node.noted = false
      if (node.slot === UNPLACED || all) continue
      if (many) this.rate(node)
      else {
        const from = this.#find(node.slot)
        this.rate(node)
        this.#move(from)
      }
    }
    if (many) this.#sort()
    this.#changes = 0
  }

  /** By insertion: little is out of order, as a rule. */
  #sort(): void {
    const { slots, count } = this
    let moves = 0
    for (let i = 1; i < count; i++) {
      const slot = slots[i]!
      let at = i
      for (; at > 0 && this.comesBefore(slot, slots[at - 1]!); at--) slots[at] = slots[at - 1]!
      slots[at] = slot
      moves += i - at
      if (moves > 16 * count) {
        slots.subarray(0, count).sort((a, b) => (this.comesBefore(a, b) ? -1 : 1))
        break
      }
    }
  }

  /** The one at the place was rated anew: it goes where it belongs now. */
  #move(from: number): void {
    const { slots, count } = this
    const slot = slots[from]!
    const to =
      from > 0 && this.comesBefore(slot, slots[from - 1]!)
        ? this.#place(slot, 0, from)
        : this.#place(slot, from + 1, count) - 1
    if (to !== from) this.move(from, to)
  }

  /** Where it stands, before it is rated anew: mostly in front, for who was given something was next. */
  #find(slot: number): number {
    for (let place = 0; place < NEAR && place < this.count; place++)
      if (this.slots[place] === slot) return place
    const at = this.#place(slot, 0, this.count)
    if (this.slots[at] === slot && at < this.count) return at
    throw new Error(`'${this.nodeOf[slot]!.path}' does not stand where its rank puts it.`)
  }

  /** Where it belongs among those from `from` to `to`. */
  #place(slot: number, from: number, to: number): number {
    const { slots } = this
    let low = from
    let high = to
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.comesBefore(slots[middle]!, slot)) low = middle + 1
      else high = middle
    }
    return low
  }
}
