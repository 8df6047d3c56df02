/**
 * What one allocation gave: one offer for each framework, role and agent, however many stages added to it.
 */
import { OfferRound } from './offer-round.ts'
import type { Resources } from './resources.ts'
import type { Roster } from './roster.ts'
import type { Seat } from './seat.ts'

export class OfferBook {
  /** In the order in which they were begun. */
  readonly rounds: OfferRound[] = []
  readonly #agents: Roster
  readonly #roundOf = new Map<Seat, OfferRound>()
  #seat: Seat | null = null
  #round!: OfferRound
  /** Offers of earlier stages: of each agent the rounds and the places. */
  readonly #earlier = new Map<number, { readonly round: OfferRound; readonly place: number }[]>()

  constructor(agents: Roster) {
    this.#agents = agents
  }

  add(seat: Seat, agent: number, resources: Resources): void {
    if (seat !== this.#seat) this.#turnTo(seat)
    if (this.#earlier.size > 0)
      for (const { round, place } of this.#earlier.get(agent) ?? []) {
        if (round !== this.#round) continue
        round.resources[place] = round.resources[place]!.plus(resources)
        return
      }
    this.#round.add(agent, resources)
  }

  #turnTo(seat: Seat): void {
    let round = this.#roundOf.get(seat)
    if (round === undefined) {
      round = new OfferRound(seat, this.#agents)
      this.#roundOf.set(seat, round)
      this.rounds.push(round)
    }
    this.#seat = seat
    this.#round = round
  }

  /** The next stage begins: it may add to what there is, and offers nothing twice itself. */
  nextStage(): void {
    for (const round of this.rounds)
      for (const [place, agent] of round.agents.entries()) {
        const earlier = this.#earlier.get(agent)
        if (earlier === undefined) this.#earlier.set(agent, [{ round, place }])
        else earlier.push({ round, place })
      }
  }
}
