/**
 * Offers on Chronos' desk: all that came at one instant are looked at together, and each is answered.
 */
import type { MeasuredScheduler } from '../../../sim/measure/measured-scheduler.ts'
import type { Claims } from '../../../sim/world/claims.ts'
import { AgentBook } from '../../marathon/framework/agent-book.ts'
import { countOf, type SomeOffers } from '../../mesos/offer-round.ts'
import { type OutstandingOffer, openOffers } from '../../mesos/outstanding-offers.ts'
import type { SchedulerSeat } from '../../mesos/root/mesos-scheduler.ts'
import type { Flags } from '../era.ts'
import { LiveOffer } from './live-offer.ts'
import type { Unit } from './work.ts'

export class OfferDesk {
  readonly #seat: SchedulerSeat
  readonly #flags: Flags
  readonly #measured: MeasuredScheduler
  readonly #agents: AgentBook
  readonly #looks: number
  /** Answers that Mesos has not handled. */
  readonly #sent = new Map<Claims, readonly Unit[]>()
  #hand: OutstandingOffer[] = []

  /** @param fill launches what it can on the offers */
  constructor(
    seat: SchedulerSeat,
    flags: Flags,
    measured: MeasuredScheduler,
    fill: (offers: readonly LiveOffer[]) => void,
  ) {
    this.#seat = seat
    this.#flags = flags
    this.#measured = measured
    this.#agents = new AgentBook(seat.cluster.machines)
    this.#looks = seat.cluster.engine.on(() => this.#look(fill))
  }

  /** They are looked at when all that happens at this instant has happened. */
  receive(offers: readonly SomeOffers[]): void {
    this.#measured.offersMade += countOf(offers)
    if (this.#hand.length === 0) this.#seat.cluster.engine.atEndOfInstant(this.#looks, 0, 0)
    this.#hand.push(...openOffers(offers))
  }

  /** No offer counts any more. */
  clear(): void {
    this.#hand = []
  }

  claimant(claims: Claims, index: number): Unit {
    return this.#sent.get(claims)![index]!
  }

  /** The units of an answer, which is done with when they are asked for. */
  takeAnswer(claims: Claims): readonly Unit[] {
    const units = this.#sent.get(claims)!
    this.#sent.delete(claims)
    return units
  }

  #look(fill: (offers: readonly LiveOffer[]) => void): void {
    const { framework, link } = this.#seat
    const offers = this.#hand
      .filter(({ open }) => open)
      .map(offer => new LiveOffer(offer, this.#agents.agent(Number(offer.agent))))
    this.#hand = []
    fill(offers)
    for (const { mesos, claims, units } of offers) {
      if (units.length > 0) this.#measured.transactionsOk++
      this.#sent.set(claims, units)
      link.answer({ framework, offers: [mesos], claims, refuseFor: this.#flags.declineOfferDuration })
    }
  }
}
