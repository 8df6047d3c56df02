/**
 * An order in which one thing after the other is put where it belongs.
 */
import { Order } from './order.ts'

/** So many in front are looked at before others. */
const NEAR = 4

export abstract class SortedOrder<T> extends Order<T> {
  /** Of two numbers, as they were rated when they were put into their places. */
  protected abstract comesBefore(a: number, b: number): boolean
  protected abstract nameOf(slot: number): string

  protected insertSorted(slot: number): void {
    this.insert(slot, this.#place(slot, 0, this.count))
  }

  /** By insertion: little is out of order, as a rule. */
  protected sort(): void {
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
  protected moveSorted(from: number): void {
    const { slots, count } = this
    const slot = slots[from]!
    const to =
      from > 0 && this.comesBefore(slot, slots[from - 1]!)
        ? this.#place(slot, 0, from)
        : this.#place(slot, from + 1, count) - 1
    if (to !== from) this.move(from, to)
  }

  /** Where it stands, before it is rated anew: mostly in front, for who was given something was next. */
  protected find(slot: number): number {
    for (let place = 0; place < NEAR && place < this.count; place++)
      if (this.slots[place] === slot) return place
    const at = this.#place(slot, 0, this.count)
    if (this.slots[at] === slot && at < this.count) return at
    throw new Error(`'${this.nameOf(slot)}' does not stand where its rank puts it.`)
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
