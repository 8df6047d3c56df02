import type { Time } from './time.ts'

/**
 * The engine's pending events, given back in order of (time, order of pushing).
 *
 * An event is a time (whole µs, finite, −2^53 to 2^53), a kind (0 to 255) and two payloads `a` and `b` (int32 each:
 * −2^31 to 2^31 − 1). A binary heap over parallel typed arrays; a running number breaks ties between equal times.
 */
export class EventQueue {
  /** The event that `pop` removed last. */
  time: Time = 0
  kind = 0
  a = 0
  b = 0
  private count = 0
  private pushed = 0
  private times = new Float64Array(64)
  private numbers = new Float64Array(64)
  private kinds = new Uint8Array(64)
  private as = new Int32Array(64)
  private bs = new Int32Array(64)

  /** Events that wait. */
  get size(): number {
    return this.count
  }

  /** Forgets all events that wait. */
  clear(): void {
    this.count = 0
  }

  /** Time of the earliest event, Infinity when there is none. */
  peekTime(): Time {
    return this.count === 0 ? Number.POSITIVE_INFINITY : this.times[0]!
  }

  /** Adds an event behind all events of the same time. */
  push(time: Time, kind: number, a: number, b: number): void {
    if (this.count === this.times.length) this.grow()
    const times = this.times
    let hole = this.count++
    while (hole > 0) {
      const parent = (hole - 1) >> 1
      if (times[parent]! <= time) break
      this.move(parent, hole)
      hole = parent
    }
    this.write(hole, time, this.pushed++, kind, a, b)
  }

  /** Takes the earliest event out into `time`, `kind`, `a`, `b`; false when there is none. */
  pop(): boolean {
    if (this.count === 0) return false
    const { times, numbers } = this
    this.time = times[0]!
    this.kind = this.kinds[0]!
    this.a = this.as[0]!
    this.b = this.bs[0]!
    const last = --this.count
    const time = times[last]!
    const number = numbers[last]!
    let hole = 0
    for (;;) {
      let child = 2 * hole + 1
      if (child >= last) break
      if (child + 1 < last && this.before(child + 1, times[child]!, numbers[child]!)) child++
      if (!this.before(child, time, number)) break
      this.move(child, hole)
      hole = child
    }
    this.move(last, hole)
    return true
  }

  private before(slot: number, time: Time, number: number): boolean {
    const own = this.times[slot]!
    return own < time || (own === time && this.numbers[slot]! < number)
  }

  private move(from: number, to: number): void {
    this.write(to, this.times[from]!, this.numbers[from]!, this.kinds[from]!, this.as[from]!, this.bs[from]!)
  }

  private write(slot: number, time: Time, number: number, kind: number, a: number, b: number): void {
    this.times[slot] = time
    this.numbers[slot] = number
    this.kinds[slot] = kind
    this.as[slot] = a
    this.bs[slot] = b
  }

  private grow(): void {
    const capacity = this.times.length * 2
    const { times, numbers, kinds, as, bs } = this
    this.times = new Float64Array(capacity)
    this.times.set(times)
    this.numbers = new Float64Array(capacity)
    this.numbers.set(numbers)
    this.kinds = new Uint8Array(capacity)
    this.kinds.set(kinds)
    this.as = new Int32Array(capacity)
    this.as.set(as)
    this.bs = new Int32Array(capacity)
    this.bs.set(bs)
  }
}
