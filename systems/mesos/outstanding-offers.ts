/**
 * The offers that a master has sent and that are not answered.
 */
import type { Time } from '../../sim/engine/time.ts'
import type { Agent } from './agent.ts'
import type { Clock, Offer } from './protocol.ts'
import type { Resources } from './resources.ts'
import type { Seat } from './seat.ts'

/** An offer, and whether it is still to be answered. */
export class OutstandingOffer implements Offer {
  readonly framework: string
  readonly role: string
  readonly agent: string
  readonly resources: Resources
  /** It is neither answered nor taken back. */
  open = true
  readonly seat: Seat
  readonly on: Agent

  constructor(seat: Seat, on: Agent, resources: Resources) {
    this.framework = seat.framework.id
    this.role = seat.role.name
    this.agent = on.id
    this.resources = resources
    this.seat = seat
    this.on = on
  }
}

/** The offers of one framework, those among them that are closed included until they are half of them. */
interface Sent {
  offers: OutstandingOffer[]
  closed: number
}

/** Fewer closed offers than this are left where they are. */
const FEW = 32

export class OutstandingOffers {
  readonly #clock: Clock
  readonly #timeout: Time
  readonly #expired: (offers: readonly OutstandingOffer[]) => void
  readonly #byFramework = new Map<string, Sent>()
  /** Offers that were sent together time out together. */
  readonly #rounds = new Map<number, readonly OutstandingOffer[]>()
  readonly #due: number
  #round = 0

  /** `timeout` is `--offer_timeout`; 0: offers do not time out. */
  constructor(clock: Clock, timeout: Time, expired: (offers: readonly OutstandingOffer[]) => void) {
    this.#clock = clock
    this.#timeout = timeout
    this.#expired = expired
    this.#due = clock.on(round => {
      const offers = this.#rounds.get(round)!
      this.#rounds.delete(round)
      this.#expired(offers.filter(({ open }) => open))
    })
  }

  /** Sends offers to one framework. */
  send(framework: string, offers: readonly OutstandingOffer[]): void {
    let sent = this.#byFramework.get(framework)
    if (sent === undefined) {
      sent = { offers: [], closed: 0 }
      this.#byFramework.set(framework, sent)
    }
    for (const offer of offers) sent.offers.push(offer)
    if (this.#timeout === 0) return
    this.#rounds.set(this.#round, offers)
    this.#clock.at(this.#clock.now + this.#timeout, this.#due, this.#round++, 0)
  }

  /** It is answered, or taken back. */
  close(offer: OutstandingOffer): void {
    offer.open = false
    this.#closed(offer.framework, 1)
  }

  /** Offers of one framework are answered. */
  closeAll(offers: readonly OutstandingOffer[]): void {
    for (const offer of offers) offer.open = false
    if (offers.length > 0) this.#closed(offers[0]!.framework, offers.length)
  }

  #closed(framework: string, count: number): void {
    const sent = this.#byFramework.get(framework)!
    sent.closed += count
    if (sent.closed < FEW || sent.closed * 2 < sent.offers.length) return
    sent.offers = sent.offers.filter(({ open }) => open)
    sent.closed = 0
  }

  ofFramework(framework: string): OutstandingOffer[] {
    return (this.#byFramework.get(framework)?.offers ?? []).filter(({ open }) => open)
  }

  /** Looks at all that are open: an agent is removed rarely. */
  ofAgent(agent: string): OutstandingOffer[] {
    return [...this.all()].filter(offer => offer.agent === agent)
  }

  /** All that are open. */
  *all(): Iterable<OutstandingOffer> {
    for (const { offers } of this.#byFramework.values())
      for (const offer of offers) if (offer.open) yield offer
  }
}
