/**
 * What an allocation asks about every agent, by the agent's number: what is left of it, whom all of that is lent to, who refuses
 * it, and whether it is worth a look.
 *
 * A loan is all that was left of an agent, which one framework is offered; most of it comes back as it went. While it lasts
 * nothing is left.
 */
import { Resources } from './resources.ts'
import type { Seat } from './seat.ts'

/** No state of frameworks. */
const UNSETTLED = -1

/** May every framework be offered all of it that is open? */
export const SUITS_ALL = 1
/** May it be lent: is there no shared volume on it, which is offered and stays? */
export const LENDABLE = 2

/** A word of the sets of those that refuse; bits of small whole numbers. */
const WORD_BITS = 5
const IN_WORD = 31

export class AgentColumns {
  /** What callers call it; see `AgentInfo.handle`. */
  readonly handles: number[] = []
  /** What nobody holds; null: it is to be calculated. */
  readonly free: (Resources | null)[] = []
  /** What is lent, and to whom. */
  readonly lent: (Resources | null)[] = []
  readonly lentTo: (Seat | null)[] = []
  /** See `SUITS_ALL` and `LENDABLE`. */
  readonly traits: number[] = []
  /** 0 while it is disconnected. */
  readonly activated: number[] = []
  /** Agents of which something changed since all were looked at, in no order; each once. */
  readonly unsettled: number[] = []
  /** 1: it is among them. */
  readonly #listed: number[] = []
  /** The state of frameworks in which an allocation found nobody to offer it to. */
  readonly #settledIn: number[] = []
  /** What those refuse who are known to refuse all that is left. */
  readonly #refused: (Resources | null)[] = []
  /** Who they are: a column for each word of their numbers. */
  readonly #refusers: number[][] = []

  /** An agent registers under the number. */
  enter(agent: number, handle: number): void {
    this.handles[agent] = handle
    this.free[agent] = null
    this.lent[agent] = null
    this.lentTo[agent] = null
    this.traits[agent] = 0
    this.activated[agent] = 1
    this.#refused[agent] = null
    for (const word of this.#refusers) word[agent] = 0
    this.#listed[agent] ??= 0
    this.unsettle(agent)
  }

  /** All that is left goes to one. */
  lend(agent: number, seat: Seat, resources: Resources): void {
    this.unsettle(agent)
    this.lent[agent] = resources
    this.lentTo[agent] = seat
    this.free[agent] = Resources.NONE
  }

  /** A loan ends, and so much is left now. */
  endLoan(agent: number, free: Resources): void {
    this.unsettle(agent)
    this.lent[agent] = null
    this.lentTo[agent] = null
    this.free[agent] = free
  }

  /** An allocation found nobody for it; it is not looked at again in this state of frameworks before something changes. */
  settle(agent: number, state: number): void {
    this.#settledIn[agent] = state
  }

  isSettled(agent: number, state: number): boolean {
    return this.#settledIn[agent] === state
  }

  /** Something of it changed: somebody may want it now. */
  unsettle(agent: number): void {
    this.#settledIn[agent] = UNSETTLED
    if (this.#listed[agent] === 1) return
    this.#listed[agent] = 1
    this.unsettled.push(agent)
  }

  isListed(agent: number): boolean {
    return this.#listed[agent] === 1
  }

  /** All agents are looked at. */
  clearUnsettled(): void {
    for (let i = 0; i < this.unsettled.length; i++) this.#listed[this.unsettled[i]!] = 0
    this.unsettled.length = 0
  }

  /** Is it known that who has this number refuses all that is left, which is `free`? */
  isRefusedBy(agent: number, number: number, free: Resources): boolean {
    const word = this.#refusers[number >> WORD_BITS]
    return (
      word !== undefined && ((word[agent]! >>> (number & IN_WORD)) & 1) === 1 && this.#refused[agent] === free
    )
  }

  /** Whoever has this number refuses all that is left, which is `free`. */
  refusedBy(agent: number, number: number, free: Resources): void {
    const at = number >> WORD_BITS
    while (this.#refusers.length <= at) this.#refusers.push(new Array<number>(this.free.length).fill(0))
    if (this.#refused[agent] !== free) {
      this.#refused[agent] = free
      for (let i = 0; i < this.#refusers.length; i++) this.#refusers[i]![agent] = 0
    }
    this.#refusers[at]![agent]! |= 1 << (number & IN_WORD)
  }

  /** One refusal is over. */
  forgetRefusal(agent: number, number: number): void {
    const word = this.#refusers[number >> WORD_BITS]
    if (word !== undefined) word[agent]! &= ~(1 << (number & IN_WORD))
  }
}
