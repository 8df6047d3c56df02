/**
 * When Chronos asks Mesos for offers again: at once, or as soon as the last time is long enough ago
 * (MesosOfferReviverActor.scala, 2.4.0 and c1348dd).
 */
import type { Time } from '../../sim/engine/time.ts'

export class Reviving {
  readonly #interval: Time
  #lastRevive: Time = Number.NEGATIVE_INFINITY
  #checkAt: Time | null = null

  constructor(minReviveOffersInterval: Time) {
    this.#interval = minReviveOffersInterval
  }

  /** When a request that had to wait is made again; null when none waits. */
  get checkAt(): Time | null {
    return this.#checkAt
  }

  /** Somebody wants offers, or a check has come due. True: revive now. */
  request(now: Time): boolean {
    const allowedAt = this.#lastRevive + this.#interval
    if (allowedAt <= now) {
      this.#checkAt = null
      this.#lastRevive = now
      return true
    }
    this.#checkAt ??= allowedAt
    return false
  }
}
