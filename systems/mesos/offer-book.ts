/**
 * What one allocation gave: one offer for each framework, role and agent, however many stages added to it.
 */
import type { Offer } from './protocol.ts'
import type { Resources } from './resources.ts'

export class OfferBook {
  /** In the order in which they were first given. */
  readonly offers: Offer[] = []
  /** How many of them the first stage gave. */
  #first = 0
  /** Places of the offers of the first stage, by agent. */
  readonly #placesOf = new Map<string, number[]>()

  add(framework: string, role: string, agent: string, resources: Resources): void {
    for (const place of this.#placesOf.get(agent) ?? NOWHERE) {
      const offer = this.offers[place]!
      if (offer.framework !== framework || offer.role !== role) continue
      this.offers[place] = { framework, role, agent, resources: offer.resources.plus(resources) }
      return
    }
    this.offers.push({ framework, role, agent, resources })
  }

  /** The next stage begins: it may add to what there is, and offers nothing twice itself. */
  nextStage(): void {
    for (; this.#first < this.offers.length; this.#first++) {
      const { agent } = this.offers[this.#first]!
      const places = this.#placesOf.get(agent)
      if (places === undefined) this.#placesOf.set(agent, [this.#first])
      else places.push(this.#first)
    }
  }
}

const NOWHERE: readonly number[] = []
