/**
 * Offers of one seat, while an allocation gives them.
 */
import type { Lots } from '../../sim/chance/lots.ts'
import { longer } from '../../sim/world/rows.ts'
import type { Lent } from './loans.ts'
import { lockedCpus, OfferRound } from './offer-round.ts'
import type { Resources } from './resources.ts'
import type { Roster } from './roster.ts'
import type { Seat } from './seat.ts'

/** Below so many an order of their own is no gain. */
const MANY = 64

export class OfferDraft {
  readonly seat: Seat
  /** It has its turn among the drafts of the allocation. */
  isBegun = false
  /** How many there are; what the lists have besides is of earlier allocations. */
  count = 0
  #agents = new Int32Array(16)
  readonly #resources: Resources[] = []
  /** What they lock. */
  #cpus = 0
  #mem = 0
  /** The places in an order of chance; null: as they were given, or in turn. */
  #order: Int32Array<ArrayBuffer> | null = null
  /** Whose turn it was: the complements of places, and what stands for offers that were added later. */
  #turns = new Int32Array(16)
  #turnCount = 0
  /** Were some added later? */
  #areLate = false

  constructor(seat: Seat) {
    this.seat = seat
  }

  agentAt(place: number): number {
    return this.#agents[place]!
  }

  /** One more offer; what it locks is for `lock`. Returns its place. */
  add(agent: number, resources: Resources): number {
    const place = this.count++
    if (place === this.#agents.length) this.#agents = longer(this.#agents, 2 * place)
    this.#agents[place] = agent
    this.#resources[place] = resources
    return place
  }

  /** The same, and it is its turn. */
  addNext(agent: number, resources: Resources): void {
    this.#turn(~this.add(agent, resources))
  }

  /** It is the turn of one that is added later: `arrange` is told its place by this number. */
  comesNext(number: number): void {
    this.#areLate = true
    this.#turn(number)
  }

  #turn(number: number): void {
    if (this.#turnCount === this.#turns.length) this.#turns = longer(this.#turns, 2 * this.#turnCount)
    this.#turns[this.#turnCount++] = number
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

  /** Loans lock all that they are of. */
  lockLent({ cpus, mem, others }: Lent): void {
    this.lock(cpus + (others?.cpus ?? 0), mem + (others?.mem ?? 0))
  }

  lockAll(resources: Resources): void {
    this.lock(lockedCpus(resources), resources.mem)
  }

  /** They are made in the order of the lots of their agents. They stay where they are: most of what is done with them is done with all. */
  arrangeBy(lots: Lots): void {
    const order = new Int32Array(this.count)
    for (let place = 0; place < order.length; place++) order[place] = place
    lots.arrange(order, order.length, this.#agents)
    this.#order = order
  }

  /**
   * They are made in turn, where some were added later; `late` has the places of those. Where they are many they stay where they are,
   * as in an order of chance.
   */
  arrange(late: Int32Array): void {
    if (!this.#areLate) return
    const turns = this.#turns
    for (let i = 0; i < this.count; i++) turns[i] = turns[i]! < 0 ? ~turns[i]! : late[turns[i]!]!
    if (this.count >= MANY) this.#order = turns.slice(0, this.count)
    else this.#moveInto(turns)
  }

  /** Puts them where it is their turn: each changes places with the one who stands there, wherever that one came from. */
  #moveInto(turns: Int32Array): void {
    const agents = this.#agents
    const resources = this.#resources
    for (let i = 0; i < this.count; i++) {
      let from = turns[i]!
      while (from < i) from = turns[from]!
      const agent = agents[i]!
      const offered = resources[i]!
      agents[i] = agents[from]!
      resources[i] = resources[from]!
      agents[from] = agent
      resources[from] = offered
    }
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
    this.#turnCount = 0
    this.#areLate = false
    this.isBegun = false
    return round
  }
}
