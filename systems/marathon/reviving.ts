/**
 * When Marathon 1.3 asks Mesos for offers again: it declines for long what it cannot use, so a new wish must lift those filters
 * (ReviveOffersActor.scala, v1.3.6). Head is in revive-stream.ts.
 */
import { NEVER, type Time } from '../../sim/engine/time.ts'
import type { Flags } from './flags.ts'

/** How many revives follow each other when an app becomes interested (`--revive_offers_repetitions`). */
export const REPETITIONS = 3

export class Reviving {
  readonly #interval: Time
  #lastRevive: Time = Number.NEGATIVE_INFINITY
  #left = 0

  constructor({ minReviveOffersInterval }: Pick<Flags, 'minReviveOffersInterval'>) {
    this.#interval = minReviveOffersInterval
  }

  /** An app has become interested in offers. */
  wanted(): void {
    this.#left = REPETITIONS
  }

  /** No app wants any. */
  unwanted(): void {
    this.#left = 0
  }

  /** When to revive next: not sooner than the least interval after the last; NEVER when there is no reason to. */
  nextAt(now: Time): Time {
    if (this.#left === 0) return NEVER
    return Math.max(now, this.#lastRevive + this.#interval)
  }

  /** Mesos was asked. */
  revived(now: Time): void {
    this.#lastRevive = now
    this.#left -= 1
  }
}
