/**
 * How many requests a client sends to the API server (client-go, util/flowcontrol/throttle.go, and golang.org/x/time/rate: a bucket
 * of `burst` tokens into which `qps` flow each second).
 */
import { SECOND, type Time } from '../../sim/engine/time.ts'

export class RateLimiter {
  /** Between two tokens; 0: no limit. */
  readonly #interval: number
  readonly #burst: number
  /** When the bucket would be full again if nothing more were taken. */
  #fullAt = 0

  /** `qps` 0: no limit. */
  constructor(qps: number, burst: number) {
    this.#interval = qps === 0 ? 0 : SECOND / qps
    this.#burst = burst
  }

  /** Takes a token, or the next that comes: when the request may go, whole µs. Requests go in the order in which they are made. */
  reserve(now: Time): Time {
    if (this.#interval === 0) return now
    const full = Math.max(this.#fullAt, now)
    this.#fullAt = full + this.#interval
    return Math.max(now, Math.ceil(full - (this.#burst - 1) * this.#interval))
  }
}
