/**
 * Who wants offers now: the seats that are ranked, as a set of the numbers of their refusals, so that one look at an agent tells
 * whether anybody may want what is left of it.
 */

/** Whose refusals have a number. */
export interface Refuser {
  readonly refusals: { readonly number: number }
}

/** A word of the set; bits of small whole numbers. */
export const WORD_BITS = 5
export const IN_WORD = 31

export class Wanting<S extends Refuser> {
  /** Bits by number of the refusals; only the first `length` words count. */
  words = new Int32Array(1)
  length = 0
  /** How many seats there are. */
  count = 0
  /** Do several seats of a framework have their refusals together? */
  isShared = false
  /** By number of the refusals; null where several seats of a framework have them together. */
  readonly #seatOf: (S | null)[] = []
  #first: S | null = null

  clear(): void {
    this.words.fill(0)
    this.length = 0
    this.count = 0
    this.isShared = false
    this.#first = null
  }

  add(seat: S): void {
    const { number } = seat.refusals
    const at = number >> WORD_BITS
    if (at >= this.words.length) {
      const words = new Int32Array(2 * at)
      words.set(this.words)
      this.words = words
    }
    const bit = 1 << (number & IN_WORD)
    const isFirst = (this.words[at]! & bit) === 0
    this.#seatOf[number] = isFirst ? seat : null
    this.isShared ||= !isFirst
    this.words[at]! |= bit
    this.length = Math.max(this.length, at + 1)
    this.#first ??= seat
    this.count++
  }

  /** The seat whose refusals have this number; null where there are several. */
  seatOf(number: number): S | null {
    return this.#seatOf[number]!
  }

  /** One of them. */
  get first(): S {
    return this.#first!
  }

  get isEmpty(): boolean {
    return this.count === 0
  }
}
