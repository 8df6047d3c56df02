/**
 * A token bucket, as clients of the API server and the queue of nodes have one (client-go, util/flowcontrol/throttle.go).
 */
import { SECOND, type Time } from '../../../sim/engine/time.ts'

export class TokenBucket {
  /** Tokens a second; 0: there is none, ever. */
  readonly rate: number
  readonly #period: Time
  readonly #slack: Time
  /** When the bucket is full. */
  #fullAt: Time

  /** Full at first. */
  constructor(rate: number, burst: number) {
    this.rate = rate
    this.#period = rate === 0 ? Number.POSITIVE_INFINITY : Math.round(SECOND / rate)
    this.#slack = rate === 0 ? 0 : (burst - 1) * this.#period
    this.#fullAt = rate === 0 ? Number.POSITIVE_INFINITY : 0
  }

  /** Takes a token if there is one. */
  tryTake(now: Time): boolean {
    if (now < this.nextAt) return false
    this.#fullAt = Math.max(now, this.#fullAt) + this.#period
    return true
  }

  /** Takes the next token, and says when it is there. */
  take(now: Time): Time {
    const at = Math.max(now, this.nextAt)
    this.#fullAt = Math.max(at, this.#fullAt) + this.#period
    return at
  }

  /** From when on there is a token. */
  get nextAt(): Time {
    return this.#fullAt - this.#slack
  }
}
