/**
 * An order of things, the next one first: their numbers stand in a row, so that to move one costs next to nothing.
 */
export class Order<T> {
  /** Numbers of the things, in their order; the first `count` count. */
  slots = new Int32Array(16)
  count = 0
  /** By number. */
  readonly things: T[] = []

  /** The things as they stand. */
  static of<T>(things: readonly T[]): Order<T> {
    const order = new Order<T>()
    order.slots = Int32Array.from(things.keys())
    order.count = things.length
    order.things.push(...things)
    return order
  }

  at(place: number): T {
    return this.things[this.slots[place]!]!
  }

  /** All stand as they do now, whatever changes; before something changes while they are gone through. */
  stand(): void {}

  list(): T[] {
    return Array.from({ length: this.count }, (_, place) => this.at(place))
  }

  /** Puts the thing of this number before the one that stands at the place. */
  insert(slot: number, place: number): void {
    const { slots, count } = this
    if (count === slots.length) {
      this.slots = new Int32Array(2 * count)
      this.slots.set(slots)
    }
    this.slots.copyWithin(place + 1, place, count)
    this.slots[place] = slot
    this.count++
  }

  removeAt(place: number): void {
    this.slots.copyWithin(place, place + 1, this.count)
    this.count--
  }

  /** Those between move by one place. */
  move(from: number, to: number): void {
    const { slots } = this
    const slot = slots[from]!
    if (Math.abs(to - from) > LONG)
      if (to > from) slots.copyWithin(from, from + 1, to + 1)
      else slots.copyWithin(to + 1, to, from)
    else if (to > from) for (let place = from; place < to; place++) slots[place] = slots[place + 1]!
    else for (let place = from; place > to; place--) slots[place] = slots[place - 1]!
    slots[to] = slot
  }
}

/** So many are quicker moved as a block. */
const LONG = 100
