/**
 * The offers that one allocation made to one framework in one role, in columns: most of them are sent, looked at, declined and
 * forgotten together.
 */
import type { Agent } from './agent.ts'
import type { Resources } from './resources.ts'
import type { Roster } from './roster.ts'
import type { Seat } from './seat.ts'

/** Offers of one round: all of them, some, or one. */
export interface SomeOffers {
  readonly round: OfferRound
  readonly size: number
  /** The place in the round of the i-th of them, in the order in which they are made. */
  place(i: number): number
}

/** Thousandths of cores and megabytes that offers lock; revocable cores are none of an agent's own. */
export interface Locked {
  readonly cpus: number
  readonly mem: number
}

/** Of an agent's own cores, how many an offer of this locks. */
export const lockedCpus = (resources: Resources): number =>
  resources.isOpen ? resources.cpus : resources.filter(({ revocable }) => !revocable).cpus

/** What those of the offers lock that are open. */
export function lockedBy(offers: SomeOffers): Locked {
  const { round, size } = offers
  if (offers === round && round.isWhole) return round.locked
  let cpus = 0
  let mem = 0
  for (let i = 0; i < size; i++) {
    const place = offers.place(i)
    if (!round.isOpen(place)) continue
    const resources = round.resources[place]!
    cpus += lockedCpus(resources)
    mem += resources.mem
  }
  return { cpus, mem }
}

const NONE: readonly Resources[] = []

type RoundParts = Pick<OfferRound, 'seat' | 'agents' | 'resources' | 'order' | 'locked'>

export class OfferRound implements SomeOffers {
  readonly seat: Seat
  /** Numbers of the agents. */
  readonly agents: Int32Array
  /** Of those that are open. Empty when none is: who still has the round may have it for long, and these are many. */
  resources: readonly Resources[]
  /** Places in the order of chance in which the offers are made; null: as they stand. */
  readonly order: Int32Array | null
  /** How many are neither answered nor taken back. */
  left: number
  /** What all its offers lock. */
  readonly locked: Locked
  /** By place, 1: closed; null while all are open. When none is `left`, all are closed. */
  closed: Uint8Array | null = null
  readonly #roster: Roster

  constructor({ seat, agents, resources, order, locked }: RoundParts, roster: Roster) {
    this.seat = seat
    this.agents = agents
    this.resources = resources
    this.order = order
    this.locked = locked
    this.left = agents.length
    this.#roster = roster
  }

  get round(): OfferRound {
    return this
  }

  get size(): number {
    return this.agents.length
  }

  place(i: number): number {
    return this.order === null ? i : this.order[i]!
  }

  /** Are all of them open? */
  get isWhole(): boolean {
    return this.left === this.agents.length
  }

  /** The agent of an open offer. */
  agentAt(place: number): Agent {
    return this.#roster.byNumber[this.agents[place]!]!
  }

  /** What its caller calls the agent of an open offer (`AgentInfo.handle`). */
  handleAt(place: number): number {
    return this.#roster.columns.handle(this.agents[place]!)
  }

  isOpen(place: number): boolean {
    return this.left > 0 && (this.closed === null || this.closed[place] === 0)
  }

  /** The offer is answered, or taken back. */
  close(place: number): void {
    if (!this.isOpen(place)) return
    this.closed ??= new Uint8Array(this.agents.length)
    this.closed[place] = 1
    if (this.left === 1) this.closeAll()
    else this.left--
  }

  closeAll(): void {
    this.left = 0
    this.resources = NONE
  }
}

/** Some of the offers of a round. */
export class Selection implements SomeOffers {
  readonly round: OfferRound
  readonly #places: readonly number[]

  constructor(round: OfferRound, places: readonly number[]) {
    this.round = round
    this.#places = places
  }

  get size(): number {
    return this.#places.length
  }

  place(i: number): number {
    return this.#places[i]!
  }
}

/** Those that are open, and of which `keep` is true. */
export function openOf(offers: SomeOffers, keep?: (round: OfferRound, place: number) => boolean): SomeOffers {
  const { round, size } = offers
  if (keep === undefined && round.isWhole && offers === round) return offers
  const places: number[] = []
  for (let i = 0; i < size; i++) {
    const place = offers.place(i)
    if (round.isOpen(place) && (keep === undefined || keep(round, place))) places.push(place)
  }
  return places.length === size ? offers : new Selection(round, places)
}

/** How many offers there are in all. */
export function countOf(offers: readonly SomeOffers[]): number {
  let count = 0
  for (let i = 0; i < offers.length; i++) count += offers[i]!.size
  return count
}
