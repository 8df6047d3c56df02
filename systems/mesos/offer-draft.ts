/**
 * Offers of one seat, while an allocation gives them.
 */
import type { Random } from '../../sim/chance/random.ts'
import { shuffle } from '../../sim/chance/shuffle.ts'
import { longer } from '../../sim/world/rows.ts'
import { lockedCpus, OfferRound } from './offer-round.ts'
import type { Resources } from './resources.ts'
import type { Roster } from './roster.ts'
import type { Seat } from './seat.ts'

export class OfferDraft {
  readonly seat: Seat
  /** How many there are; what the lists have besides is of earlier allocations. */
  count = 0
  #agents = new Int32Array(16)
  readonly #resources: Resources[] = []
  /** What they lock. */
  #cpus = 0
  #mem = 0
  /** The places in an order of chance; null: as they were given. */
  #order: Int32Array<ArrayBuffer> | null = null

  constructor(seat: Seat) {
    this.seat = seat
  }

  agentAt(place: number): number {
    return this.#agents[place]!
  }

  /** One more offer; what it locks is for `lock`. */
  add(agent: number, resources: Resources): void {
    const place = this.count++
    if (place === this.#agents.length) this.#agents = longer(this.#agents, 2 * place)
    this.#agents[place] = agent
    this.#resources[place] = resources
  }

  /** An offer is of so much more. */
  enlarge(place: number, more: Resources): void {
    this.#resources[place] = this.#resources[place]!.plus(more)
  }

  /** So much more is locked. */
  lock(cpus: number, mem: number): void {
    this.#cpus += cpus
    this.#mem += mem
  }

  lockAll(resources: Resources): void {
    this.lock(lockedCpus(resources), resources.mem)
  }

  /** They are made in an order of chance. They stay where they are: most of what is done with them is done with all. */
  shuffle(random: Random): void {
    const order = new Int32Array(this.count)
    for (let place = 0; place < order.length; place++) order[place] = place
    shuffle(order, order.length, random)
    this.#order = order
  }

  /** Makes a round of them, and is empty again. */
  close(roster: Roster): OfferRound {
    const round = new OfferRound(
      {
        seat: this.seat,
        agents: this.#agents.slice(0, this.count),
        resources: this.#resources.slice(0, this.count),
        order: this.#order,
        locked: { cpus: this.#cpus, mem: this.#mem },
      },
      roster,
    )
    this.count = 0
    this.#cpus = 0
    this.#mem = 0
    this.#order = null
    return round
  }
}
