/**
 * A heap from which any entry can be taken.
 */

export class Heap<T> {
  readonly #entries: T[] = []
  readonly #places = new Map<T, number>()
  readonly #order: (a: T, b: T) => number

  /** `order` is negative where `a` goes first; entries that are equal leave in no certain order. */
  constructor(order: (a: T, b: T) => number) {
    this.#order = order
  }

  get size(): number {
    return this.#entries.length
  }

  peek(): T | undefined {
    return this.#entries[0]
  }

  has(entry: T): boolean {
    return this.#places.has(entry)
  }

  /** Nothing happens for an entry that is there. */
  push(entry: T): void {
    if (this.#places.has(entry)) return
    this.#places.set(entry, this.#entries.length)
    this.#entries.push(entry)
    this.#up(this.#entries.length - 1)
  }

  pop(): T | undefined {
    const first = this.#entries[0]
    if (first !== undefined) this.delete(first)
    return first
  }

  /** Whether it was there. */
  delete(entry: T): boolean {
    const place = this.#places.get(entry)
    if (place === undefined) return false
    this.#places.delete(entry)
    const last = this.#entries.pop()!
    if (place === this.#entries.length) return true
    this.#put(last, place)
    this.#up(place)
    this.#down(this.#places.get(last)!)
    return true
  }

  #put(entry: T, place: number): void {
    this.#entries[place] = entry
    this.#places.set(entry, place)
  }

  #up(from: number): void {
    let place = from
    const entry = this.#entries[place]!
    while (place > 0) {
      const above = (place - 1) >> 1
      if (this.#order(entry, this.#entries[above]!) >= 0) break
      this.#put(this.#entries[above]!, place)
      place = above
    }
    this.#put(entry, place)
  }

  #down(from: number): void {
    let place = from
    const entry = this.#entries[place]!
    for (;;) {
      let below = 2 * place + 1
      if (below >= this.#entries.length) break
      const right = below + 1
      if (right < this.#entries.length && this.#order(this.#entries[right]!, this.#entries[below]!) < 0)
        below = right
      if (this.#order(this.#entries[below]!, entry) >= 0) break
      this.#put(this.#entries[below]!, place)
      place = below
    }
    this.#put(entry, place)
  }
}
