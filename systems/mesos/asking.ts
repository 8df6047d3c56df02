/**
 * What an allocation that is separable asks of each agent, before it is anybody's turn: who may want what is left of it.
 */
import {
  type Division,
  LIST_HEAD,
  LISTED,
  MANY,
  NOBODY,
  OF_ALL,
  OF_FEW,
  REFUSED,
  SEVERAL,
} from './division.ts'
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
   * Agents that nobody can be offered are left out: the order of the others is the same chance without them. Of those that one may want
   * at most, besides those who have just refused them, it does not depend on others whether he takes them. Agents that nobody takes are
   * part of the order of chance nevertheless.
   */
  #sort(division: Division): void {
    const { agents, left, takers, fresh, count } = division
    const { wanting } = this
    const { columns } = this.agents
    /** The last who was alone, and what is asked of everything that he is offered. */
    let last = NOBODY
    let least: MinAllocatable = []
    let refusals: Refusals | null = null
    division.count = 0
    for (let place = 0; place < count; place++) {
      const willing = takers[place]!
      const refusing = fresh[place]!
      if (willing === NOBODY && refusing === NOBODY) continue
      const agent = agents[place]!
      const free = left[place]!
      if (!free.isOpen || !columns.isPlain(agent) || !this.#areComparable(willing, refusing)) {
        division.keep(place, OF_ALL, NOBODY)
        continue
      }
      if (willing === SEVERAL) {
        division.keep(place, OF_FEW, refusing)
        continue
      }
      if (willing !== NOBODY && willing !== last) {
        last = willing
        const seat = wanting.seatOf(willing)!
        least = this.leastFor(seat)
        refusals = seat.refusals.isEmpty ? null : seat.refusals
      }
      if (
        willing !== NOBODY &&
        free.suffice(least) &&
        (refusals === null || !refusals.blocks(agent, free, free))
      )
        division.keep(place, willing, refusing)
      else {
        this.addRefusers(agent, free, refusing, division)
        columns.settle(agent, this.state)
        division.keep(place, REFUSED, NOBODY)
      }
    }
  }

  /** Are those who may want it, or have just refused it, few who can be compared, or one? */
  #areComparable(willing: number, refusing: number): boolean {
    const { wanting, ranks } = this
    if (willing === MANY) return false
    if (refusing > LISTED && (willing === NOBODY || refusing === NOBODY))
      return !wanting.isShared || wanting.seatOf(Math.max(willing, refusing)) !== null
    return !wanting.isShared && ranks.areComparable
  }

  /** Those who have just refused the agent, as far as they are told, were asked for it in vain. */
  protected addRefusers(agent: number, free: Resources, refusing: number, { lists }: Division): void {
    const { refusers } = this.agents.columns
    if (refusing >= 0) refusers.add(agent, refusing, free)
    if (refusing > LISTED) return
    const at = LISTED - refusing
    const from = at + LIST_HEAD + lists[at]!
    for (let i = from; i < from + lists[at + 1]!; i++) refusers.add(agent, lists[i]!, free)
  }
}
