/**
 * What an allocation that is separable asks of each agent, before it is anybody's turn: who may want what is left of it.
 */
import { type Division, NOBODY, OF_ALL, OF_FEW, REFUSED, SEVERAL } from './division.ts'
import { Ledger } from './ledger.ts'
import type { Look } from './look.ts'
import type { MinAllocatable } from './protocol.ts'
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

  /** Does the framework refuse what would be offered of the agent, of which `free` is left? */
  protected isRefused(
    { refuser, refusals }: Seat,
    agent: number,
    offered: Resources,
    free: Resources,
  ): boolean {
    const { refusers } = this.agents.columns
    return (
      (offered === free && refusers.askAgain(agent, refuser, free)) || refusals.blocks(agent, offered, free)
    )
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
    division.begin(count)
    for (let i = 0; i < count; i++) {
      const agent = numbers[i]!
      const free = columns.unseen(agent, state) ?? this.free(agent)
      if (!free.isEmpty && this.isListed(agent)) division.add(agent, free)
    }
    columns.refusers.tellEach(division, wanting)
    this.#sort(division)
  }

  /**
   * Agents that nobody can be offered are left out: the order of the others is the same chance without them. Of those that one may want
   * at most, besides those who have just refused them, it does not depend on others whether he takes them. Agents that nobody takes are
   * part of the order of chance nevertheless.
   */
  #sort(division: Division): void {
    const { agents, left, takers, fresh, count } = division
    const { columns } = this.agents
    division.count = 0
    for (let place = 0; place < count; place++) {
      const willing = takers[place]!
      const refusing = fresh[place]!
      if (willing === NOBODY && refusing === NOBODY) continue
      const agent = agents[place]!
      const free = left[place]!
      if (!free.isOpen || !columns.isPlain(agent) || !this.#areFew(agent, free, willing, refusing))
        division.keep(place, OF_ALL, NOBODY)
      else if (willing === SEVERAL) division.keep(place, OF_FEW, NOBODY)
      else division.keep(place, this.#takerOf(agent, free, willing, refusing), refusing)
    }
  }

  /** Are those who may want it, or have just refused it, few who can be compared, or one? */
  #areFew(agent: number, free: Resources, willing: number, refusing: number): boolean {
    const { wanting, ranks } = this
    if (willing === SEVERAL || refusing === SEVERAL) {
      if (!this.agents.columns.refusers.tell(agent, free, wanting)) return false
    } else if (willing === NOBODY || refusing === NOBODY)
      return !wanting.isShared || wanting.seatOf(Math.max(willing, refusing)) !== null
    return !wanting.isShared && ranks.areComparable
  }

  /** The number of the seat of the one who may want it, if he takes it. Else those who have just refused it were asked in vain. */
  #takerOf(agent: number, free: Resources, willing: number, refusing: number): number {
    const { columns } = this.agents
    const { refusers } = columns
    if (willing !== NOBODY) {
      const seat = this.wanting.seatOf(willing)!
      if (this.takes(seat, agent, free)) return seat.number
    }
    if (refusing === SEVERAL) {
      const { fresh, freshCount } = refusers
      for (let i = 0; i < freshCount; i++) refusers.add(agent, fresh[i]!, free)
    } else if (refusing !== NOBODY) refusers.add(agent, refusing, free)
    columns.settle(agent, this.state)
    return REFUSED
  }
}
