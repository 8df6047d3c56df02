/**
 * What one allocation gave: one offer for each framework, role and agent, however many stages added to it. One book serves all
 * allocations, one after the other.
 */
import type { Lots } from '../../sim/chance/lots.ts'
import { OfferDraft } from './offer-draft.ts'
import type { OfferRound } from './offer-round.ts'
import type { Resources } from './resources.ts'
import type { Roster } from './roster.ts'
import type { Seat } from './seat.ts'

export class OfferBook {
  readonly #roster: Roster
  /** In the order in which they were begun. */
  readonly #drafts: OfferDraft[] = []
  /** By number of the seat; the lists stay with it, so that they seldom grow. */
  readonly #draftOf: OfferDraft[] = []
  #draft: OfferDraft | null = null
  /** Offers of earlier stages: of each agent the drafts and the places. */
  readonly #earlier = new Map<number, { readonly draft: OfferDraft; readonly place: number }[]>()

  constructor(roster: Roster) {
    this.#roster = roster
  }

  add(seat: Seat, agent: number, resources: Resources): void {
    const draft = this.draftOf(seat)
    draft.lockAll(resources)
    const place = this.#earlier.size === 0 ? -1 : this.#placeIn(draft, agent)
    if (place < 0) draft.addNext(agent, resources)
    else draft.enlarge(place, resources)
  }

  /** Where an earlier stage offered the agent to the seat; −1: nowhere. */
  #placeIn(draft: OfferDraft, agent: number): number {
    return this.#earlier.get(agent)?.find(earlier => earlier.draft === draft)?.place ?? -1
  }

  /** What is given to the seat. What is added there itself must be added by no earlier stage. */
  draftOf(seat: Seat): OfferDraft {
    return this.#draft?.seat === seat ? this.#draft : this.#turnTo(seat)
  }

  /** The same by the number of a seat whose draft is begun. */
  draftNumbered(seat: number): OfferDraft {
    return this.#draftOf[seat]!
  }

  #turnTo(seat: Seat): OfferDraft {
    let draft = this.#draftOf[seat.number]
    if (draft === undefined || draft.seat !== seat) {
      draft = new OfferDraft(seat)
      this.#draftOf[seat.number] = draft
    }
    if (!draft.isBegun) this.#drafts.push(draft)
    draft.isBegun = true
    this.#draft = draft
    return draft
  }

  /** The next stage begins: it may add to what there is, and offers nothing twice itself. */
  nextStage(): void {
    for (const draft of this.#drafts)
      for (let place = 0; place < draft.count; place++) {
        const agent = draft.agentAt(place)
        const earlier = this.#earlier.get(agent)
        if (earlier === undefined) this.#earlier.set(agent, [{ draft, place }])
        else earlier.push({ draft, place })
      }
  }

  /** The offers of each seat are made in the order of the lots of their agents. */
  arrangeBy(lots: Lots): void {
    for (const draft of this.#drafts) draft.arrangeBy(lots)
  }

  /** The offers of each seat are made in turn; see `OfferDraft.comesNext`. */
  arrange(late: Int32Array): void {
    for (const draft of this.#drafts) draft.arrange(late)
  }

  /** Makes rounds of what was given, and is empty again. */
  close(): OfferRound[] {
    const rounds = this.#drafts.map(draft => draft.close(this.#roster)).filter(({ size }) => size > 0)
    this.#drafts.length = 0
    this.#draft = null
    this.#earlier.clear()
    return rounds
  }
}
