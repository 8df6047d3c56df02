/**
 * When Marathon asks Mesos for offers again: it declines for long what it cannot use, so a new wish must lift those filters
 * (Marathon, ReviveOffersActor.scala, v1.3.6 and 90619da).
 */
import { NEVER, type Time } from '../../sim/engine/time.ts'
import type { Flags } from './flags.ts'

export class Reviving {
  readonly #flags: Pick<Flags, 'minReviveOffersInterval' | 'reviveOffersRepetitions' | 'suppressOffers'>
  #lastRevive: Time = Number.NEGATIVE_INFINITY
  #left = 0
  #isSuppressed = false

  constructor(flags: Pick<Flags, 'minReviveOffersInterval' | 'reviveOffersRepetitions' | 'suppressOffers'>) {
    this.#flags = flags
  }

  /** An app has become interested in offers. */
  wanted(): void {
    this.#left = this.#flags.reviveOffersRepetitions
  }

  /** No app wants any. True: Mesos is to be told to send none. */
  unwanted(): boolean {
    this.#left = 0
    if (!this.#flags.suppressOffers || this.#isSuppressed) return false
    this.#isSuppressed = true
    return true
  }

  /** When to revive next: not sooner than the least interval after the last; NEVER when there is no reason to. */
  nextAt(now: Time): Time {
    if (this.#left === 0) return NEVER
    return Math.max(now, this.#lastRevive + this.#flags.minReviveOffersInterval)
  }

  /** Mesos was asked. */
  revived(now: Time): void {
    this.#lastRevive = now
    this.#left -= 1
    this.#isSuppressed = false
  }
}
