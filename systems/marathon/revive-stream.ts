/**
 * When Marathon at head asks Mesos for offers, and when it wants none (ReviveOffersState.scala, ReviveOffersStreamLogic.scala and
 * RateLimiterFlow.scala, 90619da).
 *
 * Every change of an instance and of a delay is a reason to look whether offers are wanted, but no more than one look is granted in
 * an interval. The interval counts from when a look was granted, whenever it is made: after a quiet time two are made at once. What
 * is not looked at at once is at the next.
 */
import { NEVER, type Time } from '../../sim/engine/time.ts'

/** What instances want at a moment. */
export interface Wish {
  readonly areWanted: boolean
  /** Of the newest instance that wants offers; each has a larger one than those before, and a larger one again when its delay is over. */
  readonly version: number
}

/**
 * `unsuppress`: the role is suppressed no more (UPDATE_FRAMEWORK), for which Mesos makes no allocation before the next that is due.
 * `revive`: it was not, and now more instances want offers (REVIVE).
 */
export type OfferCall = 'unsuppress' | 'suppress' | 'revive'

const NOTHING: Wish = { areWanted: false, version: 0 }

export class ReviveStream {
  readonly #interval: Time
  readonly #wish: () => Wish
  #last = NOTHING
  /** A look is granted, and waits for a reason. */
  #isGranted = true
  /** There is a reason, and waits for a look. */
  #isDue = false
  /** The next is not granted before. */
  #grantedAt: Time
  #repeatAt: Time = NEVER

  constructor(interval: Time, now: Time, wish: () => Wish) {
    this.#interval = interval
    this.#grantedAt = now
    this.#wish = wish
  }

  /** When `grant` is to be called next; NEVER while a look is granted already. */
  get grantAt(): Time {
    return this.#isGranted ? NEVER : this.#grantedAt
  }

  /** When `repeat` is to be called; NEVER when there is nothing to say again. */
  get repeatAt(): Time {
    return this.#repeatAt
  }

  /** There is a reason to look. Returns what is to be said now. */
  changed(now: Time): OfferCall | null {
    if (!this.#isGranted) {
      this.#isDue = true
      return null
    }
    this.#isGranted = false
    const call = this.#look(now)
    if (now >= this.#grantedAt) this.grant(now)
    return call
  }

  /** One more look. Returns what is to be said now. */
  grant(now: Time): OfferCall | null {
    this.#grantedAt = now + this.#interval
    this.#isGranted = !this.#isDue
    if (!this.#isDue) return null
    this.#isDue = false
    return this.#look(now)
  }

  /** A timer ticks every interval; at the second tick it is said once more that offers are wanted, where they still are. */
  repeat(): OfferCall | null {
    this.#repeatAt = NEVER
    return this.#last.areWanted ? 'revive' : null
  }

  #look(now: Time): OfferCall | null {
    const [before, after] = [this.#last, this.#wish()]
    this.#last = after
    if (!after.areWanted) return before.areWanted ? 'suppress' : null
    if (before.areWanted && after.version <= before.version) return null
    this.#repeatAt = (Math.floor(now / this.#interval) + 2) * this.#interval
    return before.areWanted ? 'revive' : 'unsuppress'
  }
}
