/**
 * What an allocation that is separable asks of each agent, before it is anybody's turn: who may want what is left of it.
 */
import { type Division, MANY, NOBODY, SEVERAL } from './division.ts'
import { Ledger } from './ledger.ts'
import type { Look } from './look.ts'
import type { MinAllocatable } from './protocol.ts'
import type { Refusals } from './refusals.ts'
import type { Resources } from './resources.ts'
import type { Seat } from './seat.ts'

export abstract class Asking extends Ledger {
  protected whitelist: ReadonlySet<string> | null = null

  /** Amounts of which one must be there to be worth an offer to the framework in its role. */
  protected abstract leastFor(seat: Seat): MinAllocatable

  /** Is it enough to be worth an offer? */
  protected isEnough(resources: Resources, seat: Seat): boolean {
    return resources.suffice(this.leastFor(seat))
  }

  protected isListed(agent: number): boolean {
    return this.whitelist === null || this.whitelist.has(this.agents.byNumber[agent]!.id)
  }

  /** False where it is too little, or refused. */
  protected takes(seat: Seat, agent: number, free: Resources): boolean {
    return this.isEnough(free, seat) && !seat.refusals.blocks(agent, free, free)
  }

  /** Puts those into the division that may be of use, as they stand. */
  protected ask({ numbers, count }: Look, division: Division): void {
    const { state, wanting } = this
    const { columns } = this.agents
    const areAllListed = this.whitelist === null
    division.begin(count)
    for (let i = 0; i < count; i++) {
      const agent = numbers[i]!
      const free = columns.unseen(agent, state) ?? this.free(agent)
      if (!free.isEmpty && (areAllListed || this.isListed(agent))) division.add(agent, free)
    }
    columns.refusers.tellEach(division, wanting)
    this.#sort(division)
  }

  /**
   * Agents that nobody can be offered are left out. Of those that one may want at most it does not depend on others whether he takes
   * them.
   */
  #sort(division: Division): void {
    const { agents, left, takers, count } = division
    const { wanting } = this
    const { columns } = this.agents
    /** The last who was alone, and what is asked of everything that he is offered. */
    let last = NOBODY
    let least: MinAllocatable = []
    let refusals: Refusals | null = null
    division.count = 0
    for (let place = 0; place < count; place++) {
      const willing = takers[place]!
      if (willing === NOBODY) continue
      const agent = agents[place]!
      const free = left[place]!
      if (!free.isOpen || !columns.isPlain(agent) || !this.#areComparable(willing)) {
        division.keep(place, MANY)
        continue
      }
      if (willing === SEVERAL) {
        division.keep(place, SEVERAL)
        continue
      }
      if (willing !== last) {
        last = willing
        const seat = wanting.seatOf(willing)!
        least = this.leastFor(seat)
        refusals = seat.refusals.isEmpty ? null : seat.refusals
      }
      if (free.suffice(least) && (refusals === null || !refusals.blocks(agent, free, free)))
        division.keep(place, willing)
      else columns.settle(agent, this.state)
    }
  }

  /** Are those who may want it few who can be compared, or one? */
  #areComparable(willing: number): boolean {
    const { wanting, ranks } = this
    if (willing === MANY) return false
    if (willing === SEVERAL) return !wanting.isShared && ranks.areComparable
    return !wanting.isShared || wanting.seatOf(willing) !== null
  }
}
