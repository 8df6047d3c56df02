/**
 * A level averaged over the past, whose weight falls by a factor of e after a time: what the load averages of Linux approach
 * with their samples (kernel/sched/loadavg.c), exactly.
 */
import type { Time } from '../../../sim/engine/time.ts'

export class LoadAverage {
  readonly #over: Time
  #level = 0
  #average = 0
  #since: Time = 0

  /** Over how long, µs; 0: it is the level itself. It begins at 0, as after a start. */
  constructor(over: Time) {
    this.#over = over
  }

  /** The level from now on. */
  set(level: number, now: Time): void {
    this.#average = this.at(now)
    this.#since = now
    this.#level = level
  }

  at(now: Time): number {
    if (this.#over === 0) return this.#level
    return this.#level + (this.#average - this.#level) * Math.exp((this.#since - now) / this.#over)
  }
}
