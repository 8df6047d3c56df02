import type { OutstandingOffer } from './outstanding-offers.ts'
import type { InverseOffer } from './protocol.ts'

/** Hears what an allocation decided. */
export interface OfferListener {
  offered(offers: readonly OutstandingOffer[]): void
  inverseOffered(offers: readonly InverseOffer[]): void
}
