import type { Time } from '../../../sim/engine/time.ts'
import type { FrameworkId } from '../../../sim/world/handles.ts'
import type { OfferDesk } from './allocator.ts'
import type { OfferFilters } from './offer-filters.ts'
import type { OfferPieces } from './offer-pieces.ts'

/**
 * A framework whose gang found too little room wants everything again (Mesos: revive) when the first of its filters is
 * over: offered one after the other, machines that have room for a gang only together would miss each other for ever.
 *
 * One such call for all that it declined in the time of a filter, and not before all of its offers are home; between two of
 * them what it declined goes to others.
 */
export class GangRevival {
  private readonly desk: OfferDesk
  private readonly filters: OfferFilters
  private readonly pieces: OfferPieces
  /** When the framework calls, 0 if it is not to; and whether it called while offers were out. */
  private readonly dueAt: Time[] = []
  private readonly isLate: boolean[] = []

  constructor(frameworks: number, desk: OfferDesk, filters: OfferFilters, pieces: OfferPieces) {
    this.desk = desk
    this.filters = filters
    this.pieces = pieces
    for (let framework = 0; framework < frameworks; framework++) {
      this.dueAt.push(0)
      this.isLate.push(false)
    }
  }

  /** The framework declined something, for which there is a filter until then. */
  declined(framework: FrameworkId, until: Time): void {
    if (this.dueAt[framework] === 0) this.dueAt[framework] = until
  }

  /** A filter of the framework is over. */
  filterOver(framework: FrameworkId, now: Time): void {
    const due = this.dueAt[framework]!
    if (due === 0 || now < due) return
    this.dueAt[framework] = 0
    this.isLate[framework] = this.pieces.hasOpen(framework)
    if (!this.isLate[framework]) this.revive(framework)
  }

  /** An offer of the framework is home. */
  answered(framework: FrameworkId): void {
    if (!this.isLate[framework] || this.pieces.hasOpen(framework)) return
    this.isLate[framework] = false
    this.revive(framework)
  }

  private revive(framework: FrameworkId): void {
    if (this.desk.isShort(framework)) this.filters.revive(framework)
  }
}
