/**
 * What one allocation gave: one offer for each framework, role and agent, however many stages added to it.
 */
import type { Offer } from './protocol.ts'
import type { Resources } from './resources.ts'

export class OfferBook {
  readonly #offers = new Map<string, Offer>()

  add(framework: string, role: string, agent: string, resources: Resources): void {
    const key = `${framework}\n${role}\n${agent}`
    const before = this.#offers.get(key)
    this.#offers.set(key, {
      framework,
      role,
      agent,
      resources: before === undefined ? resources : before.resources.plus(resources),
    })
  }

  /** In the order in which they were first given. */
  get offers(): Offer[] {
    return [...this.#offers.values()]
  }
}
