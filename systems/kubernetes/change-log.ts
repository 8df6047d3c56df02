/**
 * Which nodes changed, in order: whoever keeps sums over nodes reads on from where it stopped.
 */

/** Readers that are further behind than this look at every node again. */
const CAPACITY = 1 << 14

export class ChangeLog {
  readonly #slots = new Int32Array(CAPACITY)
  #length = 0

  /** How many changes there were. */
  get length(): number {
    return this.#length
  }

  append(slot: number): void {
    this.#slots[this.#length++ % CAPACITY] = slot
  }

  /** Whether everything after this position is still known. */
  reaches(position: number): boolean {
    return this.#length - position <= CAPACITY
  }

  /** The slot of a change that is still known. */
  at(position: number): number {
    return this.#slots[position % CAPACITY]!
  }
}
