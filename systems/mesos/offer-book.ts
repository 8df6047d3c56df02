/**
 * What one allocation gave: one offer for each framework, role and agent, however many stages added to it.
 */
import type { Agent } from './agent.ts'
import { OutstandingOffer } from './outstanding-offers.ts'
import type { Resources } from './resources.ts'
import type { Seat } from './seat.ts'

export class OfferBook {
  /** In the order in which they were first given. */
  readonly offers: OutstandingOffer[] = []
  /** How many of them an earlier stage gave. */
  #earlier = 0
  /** Places of the offers of earlier stages, by agent. */
  readonly #placesOf = new Map<Agent, number[]>()

  add(seat: Seat, agent: Agent, resources: Resources): void {
    if (this.#earlier > 0)
      for (const place of this.#placesOf.get(agent) ?? []) {
        const before = this.offers[place]!
        if (before.seat !== seat) continue
        this.offers[place] = new OutstandingOffer(seat, agent, before.resources.plus(resources))
        return
      }
    this.offers.push(new OutstandingOffer(seat, agent, resources))
  }

  /** The next stage begins: it may add to what there is, and offers nothing twice itself. */
  nextStage(): void {
    for (; this.#earlier < this.offers.length; this.#earlier++) {
      const { on } = this.offers[this.#earlier]!
      const places = this.#placesOf.get(on)
      if (places === undefined) this.#placesOf.set(on, [this.#earlier])
      else places.push(this.#earlier)
    }
  }
}
