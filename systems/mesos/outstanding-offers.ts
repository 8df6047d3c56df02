/**
 * The offers that a master has sent and that are not answered.
 */
import type { Time } from '../../sim/engine/time.ts'
import type { Agent } from './agent.ts'
import { type OfferRound, openOf, type SomeOffers } from './offer-round.ts'
import type { Clock, Offer } from './protocol.ts'
import type { Resources } from './resources.ts'

/** One offer of a round, and whether it is still to be answered. */
export class OutstandingOffer implements Offer, SomeOffers {
  readonly framework: string
  readonly role: string
  readonly agent: string
  readonly resources: Resources
  readonly on: Agent
  readonly round: OfferRound
  readonly size = 1
  readonly #place: number

  /** Of an open offer. */
  constructor(round: OfferRound, place: number) {
    this.round = round
    this.#place = place
    this.on = round.agentAt(place)
    this.framework = round.seat.framework.id
    this.role = round.seat.role.name
    this.agent = this.on.id
    this.resources = round.resources[place]!
  }

  place(): number {
    return this.#place
  }

  /** It is neither answered nor taken back. */
  get open(): boolean {
    return this.round.isOpen(this.#place)
  }
}

/** Each of the offers that are open. */
export function openOffers(offers: Iterable<SomeOffers>): OutstandingOffer[] {
  const each: OutstandingOffer[] = []
  for (const some of offers) {
    const open = openOf(some)
    for (let i = 0; i < open.size; i++) each.push(new OutstandingOffer(open.round, open.place(i)))
  }
  return each
}

export class OutstandingOffers {
  readonly #clock: Clock
  readonly #timeout: Time
  readonly #expired: (offers: readonly SomeOffers[]) => void
  /** Rounds with an open offer, by framework: what is closed would be kept until it gets offers again, and is large. */
  readonly #byFramework = new Map<string, OfferRound[]>()
  /** Offers that were sent together time out together. */
  readonly #sent = new Map<number, readonly OfferRound[]>()
  readonly #due: number
  #next = 0

  /** `timeout` is `--offer_timeout`; 0: offers do not time out. */
  constructor(clock: Clock, timeout: Time, expired: (offers: readonly SomeOffers[]) => void) {
    this.#clock = clock
    this.#timeout = timeout
    this.#expired = expired
    this.#due = clock.on(number => {
      const rounds = this.#sent.get(number)!
      this.#sent.delete(number)
      this.#expired(openIn(rounds))
    })
  }

  /** Sends offers to one framework. */
  send(framework: string, rounds: readonly OfferRound[]): void {
    this.#byFramework.set(framework, [...(this.#byFramework.get(framework) ?? []), ...rounds])
    if (this.#timeout === 0) return
    this.#sent.set(this.#next, rounds)
    this.#clock.at(this.#clock.now + this.#timeout, this.#due, this.#next++, 0)
  }

  /** They are answered, or taken back. */
  close(offers: SomeOffers): void {
    const { round, size } = offers
    if (offers === round) round.closeAll()
    else for (let i = 0; i < size; i++) round.close(offers.place(i))
    if (round.left === 0) this.#forget(round)
  }

  ofFramework(framework: string): SomeOffers[] {
    return openIn(this.#byFramework.get(framework) ?? [])
  }

  /** Looks at all that are open: an agent is removed rarely. */
  ofAgent(agent: string): SomeOffers[] {
    return this.rounds().flatMap(round => {
      const own = openOf(round, (_, place) => round.agentAt(place).id === agent)
      return own.size === 0 ? [] : [own]
    })
  }

  /** All that are open. */
  all(): OutstandingOffer[] {
    return openOffers(this.rounds())
  }

  rounds(): OfferRound[] {
    return [...this.#byFramework.values()].flat()
  }

  #forget(round: OfferRound): void {
    const rounds = this.#byFramework.get(round.seat.framework.id)
    const at = rounds?.indexOf(round) ?? -1
    if (at >= 0) rounds!.splice(at, 1)
  }
}

const openIn = (rounds: readonly OfferRound[]): SomeOffers[] =>
  rounds.map(round => openOf(round)).filter(({ size }) => size > 0)
