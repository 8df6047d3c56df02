/**
 * What one answer refuses of all that it does not take: it is refused for as long, and by one timer.
 */
import type { Time } from '../../sim/engine/time.ts'
import type { OfferFilters } from './offer-filters.ts'
import type { RefusalGroup, Refusals } from './refusals.ts'
import type { Resources } from './resources.ts'

export class Refusal {
  readonly #filters: OfferFilters
  readonly #asked: Time
  #group: RefusalGroup | null = null
  /** Agents of which something is refused by itself. */
  #agents: number[] = []

  /** Of the framework that asked for so long. No other timer is to be set before all is added. */
  constructor(filters: OfferFilters, asked: Time) {
    this.#filters = filters
    this.#asked = asked
  }

  /** What is refused in the role is added to this; null where nothing is refused. */
  groupIn(refusals: Refusals): RefusalGroup | null {
    if (this.#group?.refusals !== refusals) {
      this.#group = this.#filters.group(refusals, this.#asked)
      this.#agents = []
      this.#group?.agents.push(this.#agents)
    }
    return this.#group
  }

  /** So much of the agent is refused. */
  add(refusals: Refusals, agent: number, refused: Resources): void {
    const group = this.groupIn(refusals)
    if (group === null) return
    this.#agents.push(agent)
    refusals.add(agent, refused, group)
  }
}
