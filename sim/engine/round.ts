/** Entries of a slot: what waits, and one that makes the ring as long as a power of two. */
const SLOT = 4

/**
 * What waits for the end of an instant, first in, first out: a kind and two payloads each, as an event has them.
 *
 * A ring in typed arrays that grows when it is full; steady state allocates nothing.
 */
export class Round {
  /** What `pop` took out last. */
  kind = 0
  a = 0
  b = 0
  /** How many wait. */
  size = 0
  private first = 0
  private slots = new Int32Array(SLOT * 16)

  push(kind: number, a: number, b: number): void {
    if (SLOT * this.size === this.slots.length) this.grow()
    const { slots } = this
    const at = (this.first + SLOT * this.size) & (slots.length - 1)
    slots[at] = kind
    slots[at + 1] = a
    slots[at + 2] = b
    this.size++
  }

  /** Takes the first out into `kind`, `a`, `b`; there must be one. */
  pop(): void {
    const { first, slots } = this
    this.kind = slots[first]!
    this.a = slots[first + 1]!
    this.b = slots[first + 2]!
    this.first = (first + SLOT) & (slots.length - 1)
    this.size--
  }

  private grow(): void {
    const { slots, first } = this
    const larger = new Int32Array(2 * slots.length)
    larger.set(slots.subarray(first))
    larger.set(slots.subarray(0, first), slots.length - first)
    this.slots = larger
    this.first = 0
  }
}
