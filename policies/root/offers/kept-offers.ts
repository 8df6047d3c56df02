import type { Time } from '../../../sim/engine/time.ts'
import { type FrameworkId, NONE } from '../../../sim/world/handles.ts'
import type { Offer } from './offer.ts'

/**
 * Offers with too little room for a gang that frameworks keep until more come or they time out, one for each framework:
 * what comes later becomes part of it.
 *
 * Two frameworks that each keep what the other needs would wait for ever; the timeout takes it back from one of them. If it
 * took it back from both together they would be offered the same again, so the second keeps its offers until it has been
 * offered what the first has lost.
 */
export class KeptOffers {
  private readonly kept: (Offer | undefined)[] = []
  /** Something came since that might use what is kept. */
  private readonly isStirred: boolean[] = []
  private lapsedAt: Time = Number.NEGATIVE_INFINITY
  private lapsedOf: FrameworkId = NONE

  keep(offer: Offer): void {
    this.kept[offer.framework] = offer
    this.isStirred[offer.framework] = false
  }

  holds(offer: Offer): boolean {
    return this.kept[offer.framework] === offer
  }

  forget(offer: Offer): void {
    if (this.holds(offer)) this.kept[offer.framework] = undefined
  }

  /** The offer to look at when one was received: what was kept with it, which is kept no more. */
  joined(received: Offer): Offer {
    const kept = this.kept[received.framework]
    if (kept === undefined) return received
    this.kept[received.framework] = undefined
    if (kept !== received) kept.absorb(received)
    return kept
  }

  /** The framework has another job. Does it keep an offer, which is to be looked at again? */
  stir(framework: FrameworkId): boolean {
    if (this.kept[framework] === undefined) return false
    this.isStirred[framework] = true
    return true
  }

  /** The offer that the framework keeps and should look at again; null if there is none. */
  stirred(framework: FrameworkId): Offer | null {
    const kept = this.kept[framework]
    return kept !== undefined && this.isStirred[framework]! ? kept : null
  }

  /**
   * May the offer be taken back now that its time is over? Not while what another framework lost so is `onItsWay` to the
   * next. Takes note of it if so.
   */
  mayLapse({ framework }: Offer, now: Time, onItsWay: Time): boolean {
    if (this.lapsedOf !== framework && now <= this.lapsedAt + onItsWay) return false
    this.lapsedAt = now
    this.lapsedOf = framework
    return true
  }
}
