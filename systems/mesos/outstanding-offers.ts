/**
 * The offers that a master has sent and that are not answered.
 */
import type { Time } from '../../sim/engine/time.ts'
import type { Clock, Offer } from './protocol.ts'

/** An offer until it is answered, or taken back. */
export interface OutstandingOffer extends Offer {
  readonly open: boolean
}

type Sent = { -readonly [K in keyof OutstandingOffer]: OutstandingOffer[K] }

export class OutstandingOffers {
  readonly #clock: Clock
  readonly #timeout: Time
  readonly #expired: (offers: readonly OutstandingOffer[]) => void
  readonly #byFramework = new Map<string, Set<Sent>>()
  readonly #byAgent = new Map<string, Set<Sent>>()
  /** Offers that were sent together time out together. */
  readonly #rounds = new Map<number, readonly Sent[]>()
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
  send(offers: readonly Offer[]): OutstandingOffer[] {
    const sent = offers.map<Sent>(offer => ({ ...offer, open: true }))
    for (const offer of sent) {
      filed(this.#byFramework, offer.framework).add(offer)
      filed(this.#byAgent, offer.agent).add(offer)
    }
    if (this.#timeout > 0 && sent.length > 0) {
      this.#rounds.set(this.#round, sent)
      this.#clock.at(this.#clock.now + this.#timeout, this.#due, this.#round++, 0)
    }
    return sent
  }

  /** It is answered, or taken back. */
  close(offer: OutstandingOffer): void {
    ;(offer as Sent).open = false
    this.#byFramework.get(offer.framework)!.delete(offer as Sent)
    this.#byAgent.get(offer.agent)!.delete(offer as Sent)
  }

  ofFramework(framework: string): OutstandingOffer[] {
    return [...(this.#byFramework.get(framework) ?? [])]
  }

  ofAgent(agent: string): OutstandingOffer[] {
    return [...(this.#byAgent.get(agent) ?? [])]
  }

  /** All that are open. */
  *all(): Iterable<OutstandingOffer> {
    for (const offers of this.#byAgent.values()) yield* offers
  }
}

function filed(files: Map<string, Set<Sent>>, key: string): Set<Sent> {
  let file = files.get(key)
  if (file === undefined) {
    file = new Set()
    files.set(key, file)
  }
  return file
}
