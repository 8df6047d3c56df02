import type { OfferRound } from './offer-round.ts'
import type { InverseOffer } from './protocol.ts'

/** Hears what an allocation decided. */
export interface OfferListener {
  offered(rounds: readonly OfferRound[]): void
  inverseOffered(offers: readonly InverseOffer[]): void
}
