/**
 * A process that handles one message at a time, in the order in which they come: Mesos' master (libprocess gives an actor
 * one thread at a time).
 *
 * It tells how long it was busy, and how long messages waited, inside a window.
 */
import type { Time } from '../../sim/engine/time.ts'

export class SerialActor {
  readonly #from: Time
  readonly #to: Time
  #freeAt: Time = 0
  /** Handled, or waiting to be, since the window began. */
  messages = 0
  /** Time spent on messages inside the window, µs. */
  busy: Time = 0
  /** Times that messages waited before they were looked at, added up inside the window, µs: over the window, the mean queue. */
  waited: Time = 0

  /** Measures from `from` to `to`. */
  constructor(from: Time, to: Time) {
    this.#from = from
    this.#to = to
  }

  /** Messages come in that take so long together; returns when the last of them is handled. */
  takes(now: Time, cost: Time, messages = 1): Time {
    const starts = Math.max(now, this.#freeAt)
    const ends = starts + cost * messages
    this.#freeAt = ends
    if (now >= this.#from && now <= this.#to) this.messages += messages
    this.busy += this.#inWindow(starts, ends)
    // Of messages that come together, each waits for those before it.
    this.waited += messages * this.#inWindow(now, starts) + (cost * messages * (messages - 1)) / 2
    return ends
  }

  /** The process ends, and what waits with it. */
  stops(now: Time): void {
    if (this.#freeAt > now) this.busy -= this.#inWindow(now, this.#freeAt)
    this.#freeAt = now
  }

  #inWindow(from: Time, to: Time): Time {
    return Math.max(0, Math.min(to, this.#to) - Math.max(from, this.#from))
  }
}
