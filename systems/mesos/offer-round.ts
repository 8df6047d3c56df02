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
  /** The place in the round of the i-th of them. */
  place(i: number): number
}

/** Thousandths of cores and megabytes that offers lock; revocable cores are none of an agent's own. */
export interface Locked {
  readonly cpus: number
  readonly mem: number
}

function lockedIn(offered: Iterable<Resources>): Locked {
  let cpus = 0
  let mem = 0
  for (const resources of offered) {
    const own = resources.isOpen ? resources : resources.filter(({ revocable }) => !revocable)
    cpus += own.cpus
    mem += resources.mem
  }
  return { cpus, mem }
}

/** What those of the offers lock that are open. */
export function lockedBy(offers: SomeOffers): Locked {
  const open = openOf(offers)
  if (open === open.round) return open.round.locked
  return lockedIn(Array.from({ length: open.size }, (_, i) => open.round.resources[open.place(i)]!))
}

const NONE: readonly Resources[] = []

export class OfferRound implements SomeOffers {
  readonly seat: Seat
  /** Numbers of the agents. */
  readonly agents: Int32Array
  /** Of those that are open. Empty when none is: who still has the round may have it for long, and these are many. */
  resources: readonly Resources[]
  /** How many are neither answered nor taken back. */
  left: number
  #locked: Locked | null = null
  /** 1: closed; null while all are open or all are closed. */
  #closed: Uint8Array | null = null
  readonly #roster: Roster

  constructor(seat: Seat, agents: Int32Array, resources: readonly Resources[], roster: Roster) {
    this.seat = seat
    this.agents = agents
    this.resources = resources
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
    return i
  }

  /** What all its offers lock. */
  get locked(): Locked {
    this.#locked ??= lockedIn(this.resources)
    return this.#locked
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
    return this.left > 0 && (this.#closed === null || this.#closed[place] === 0)
  }

  /** The offer is answered, or taken back. */
  close(place: number): void {
    if (!this.isOpen(place)) return
    this.#closed ??= new Uint8Array(this.agents.length)
    this.#closed[place] = 1
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
  if (keep === undefined && round.left === size && size === round.size) return offers
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
