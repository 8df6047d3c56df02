import type { FrameworkId } from '../../../sim/world/handles.ts'
import type { Offer } from './offer.ts'

/** Offers that their frameworks have received and not looked at, first come first: a set for each framework that has some. */
export class WaitingOffers {
  private readonly lines = new Map<FrameworkId, Set<Offer>>()

  add(offer: Offer): void {
    const line = this.lines.get(offer.framework)
    if (line === undefined) this.lines.set(offer.framework, new Set([offer]))
    else line.add(offer)
  }

  /** Takes the first one out; null if there is none. */
  take(framework: FrameworkId): Offer | null {
    const line = this.lines.get(framework)
    if (line === undefined) return null
    const [offer] = line
    if (offer === undefined) return null
    line.delete(offer)
    return offer
  }

  /** The offer was taken back, whether it waits or not. */
  remove(offer: Offer): void {
    this.lines.get(offer.framework)?.delete(offer)
  }
}
