/**
 * What an allocation asks about every agent, by the agent's number: what is left of it, whom all of that is lent to, who refuses
 * it, and whether it is worth a look. Agents are looked at in an order of chance, so what is asked together stands together.
 *
 * A loan is all that was left of an agent, which one framework is offered; most of it comes back as it went. While it lasts
 * nothing is left.
 */
import { longer } from '../../sim/world/rows.ts'
import { Refusers } from './refusers.ts'
import { Resources } from './resources.ts'

/** May every framework be offered all of it that is open? */
export const SUITS_ALL = 1
/** May it be lent: is there no shared volume on it, which is offered and stays? */
export const LENDABLE = 2
/** It is not disconnected. */
const ACTIVATED = 4
/** It is among the unsettled. */
const LISTED = 8
/** What stands under `#left` is lent. */
const LENT = 16

/** Bits of the marks; above them stands the number of the borrower, who is one of fewer than 2²³. */
const MARK_BITS = 8
const MARKS = (1 << MARK_BITS) - 1

/** Numbers of an agent: its marks with whom it is lent to, and the state of frameworks in which nobody wanted it. */
const WIDTH = 2
const SETTLED_IN = 1

/** No state of frameworks. */
const UNSETTLED = -1

export class AgentColumns {
  /** Agents of which something changed since all were looked at, in no order; each once. */
  unsettled = new Int32Array(16)
  unsettledCount = 0
  /** Agents that are to be unsettled. */
  readonly #later: ArrayLike<number>[] = []
  /** The state of frameworks in which one was settled last. */
  #settledIn = UNSETTLED
  #numbers = new Int32Array(16 * WIDTH)
  /** What their caller calls them; by themselves, for nothing else is asked with them. */
  #handles = new Int32Array(16)
  /** What nobody holds, or what is lent; null: it is to be calculated. */
  readonly #left: (Resources | null)[] = []
  /** Who refuses all that is left. */
  readonly refusers = new Refusers(16)

  /** An agent registers under the number. */
  enter(agent: number, handle: number): void {
    const at = agent * WIDTH
    if (at >= this.#numbers.length) {
      this.#numbers = longer(this.#numbers, 2 * this.#numbers.length)
      this.#handles = longer(this.#handles, 2 * this.#handles.length)
      this.refusers.grow(this.#numbers.length / WIDTH)
    }
    this.#numbers[at] = ACTIVATED | (this.#numbers[at]! & LISTED)
    this.#handles[agent] = handle
    this.#left[agent] = null
    this.refusers.clear(agent)
    this.unsettle(agent)
  }

  /** What its caller calls it; see `AgentInfo.handle`. */
  handle(agent: number): number {
    return this.#handles[agent]!
  }

  /** Is it worth a look in this state of frameworks: is it activated, not lent, and did nobody look at it in vain? */
  isUnseen(agent: number, state: number): boolean {
    const at = agent * WIDTH
    return this.#numbers[at + SETTLED_IN] !== state && (this.#numbers[at]! & (ACTIVATED | LENT)) === ACTIVATED
  }

  /** What nobody holds, as far as it is worth a look; null: it is to be calculated. */
  unseen(agent: number, state: number): Resources | null {
    return this.isUnseen(agent, state) ? this.#left[agent]! : Resources.NONE
  }

  /** May every framework be offered all of it that is open, and have it on loan? */
  isPlain(agent: number): boolean {
    return (this.#numbers[agent * WIDTH]! & (SUITS_ALL | LENDABLE)) === (SUITS_ALL | LENDABLE)
  }

  hasTrait(agent: number, trait: typeof SUITS_ALL | typeof LENDABLE): boolean {
    return (this.#numbers[agent * WIDTH]! & trait) !== 0
  }

  setTraits(agent: number, traits: number): void {
    const at = agent * WIDTH
    this.#numbers[at] = (this.#numbers[at]! & ~(SUITS_ALL | LENDABLE)) | traits
  }

  isActivated(agent: number): boolean {
    return (this.#numbers[agent * WIDTH]! & ACTIVATED) !== 0
  }

  setActivated(agent: number, activated: boolean): void {
    const at = agent * WIDTH
    this.#numbers[at] = activated ? this.#numbers[at]! | ACTIVATED : this.#numbers[at]! & ~ACTIVATED
  }

  /** What nobody holds; null: it is to be calculated. */
  free(agent: number): Resources | null {
    return (this.#numbers[agent * WIDTH]! & LENT) === 0 ? this.#left[agent]! : Resources.NONE
  }

  /** While nothing is lent. */
  setFree(agent: number, free: Resources | null): void {
    this.#left[agent] = free
  }

  /** Null while nothing is. */
  lent(agent: number): Resources | null {
    return (this.#numbers[agent * WIDTH]! & LENT) === 0 ? null : this.#left[agent]!
  }

  /** The number of the borrower, while it is lent. */
  lentTo(agent: number): number {
    return this.#numbers[agent * WIDTH]! >> MARK_BITS
  }

  /**
   * The borrower gives back what it has of the agent on loan; false where it does not have this. That something of the agent
   * changed is for the caller to say.
   */
  givesBack(agent: number, borrower: number, resources: Resources): boolean {
    const numbers = this.#numbers
    const at = agent * WIDTH
    const marks = numbers[at]!
    if ((marks & LENT) === 0 || marks >> MARK_BITS !== borrower || this.#left[agent] !== resources)
      return false
    numbers[at] = marks & ~LENT
    return true
  }

  /** All that is left goes to one. Nobody need look at it before the loan ends. */
  lend(agent: number, borrower: number): void {
    const at = agent * WIDTH
    this.#numbers[at] = (this.#numbers[at]! & MARKS) | LENT | (borrower << MARK_BITS)
  }

  /** The same where it was looked at in this state of frameworks. */
  settleLent(agent: number, state: number, borrower: number): void {
    const at = agent * WIDTH
    const numbers = this.#numbers
    numbers[at] = (numbers[at]! & MARKS) | LENT | (borrower << MARK_BITS)
    numbers[at + SETTLED_IN] = state
    this.#settledIn = state
  }

  /** Whoever has this number has just refused all that is left of these agents. */
  justRefused(agents: Int32Array, number: number): void {
    this.refusers.addEach(agents, number, this.#left)
  }

  /** A loan comes back as it went. */
  endLoan(agent: number): void {
    this.#numbers[agent * WIDTH]! &= ~LENT
    this.unsettle(agent)
  }

  /** An allocation found nobody for it; it is not looked at again in this state of frameworks before something changes. */
  settle(agent: number, state: number): void {
    this.#numbers[agent * WIDTH + SETTLED_IN] = state
    this.#settledIn = state
  }

  /** Something of it changed: somebody may want it now. */
  unsettle(agent: number): void {
    this.#unsettle([agent])
  }

  #unsettle(agents: ArrayLike<number>): void {
    const numbers = this.#numbers
    const room = this.unsettledCount + agents.length
    if (room > this.unsettled.length) this.unsettled = longer(this.unsettled, 2 * room)
    const { unsettled } = this
    let count = this.unsettledCount
    for (let i = 0; i < agents.length; i++) {
      const agent = agents[i]!
      const at = agent * WIDTH
      const marks = numbers[at]!
      numbers[at + SETTLED_IN] = UNSETTLED
      if ((marks & LISTED) !== 0) continue
      numbers[at] = marks | LISTED
      unsettled[count++] = agent
    }
    this.unsettledCount = count
  }

  /** The same for all of these, before agents are looked at again. */
  unsettleLater(agents: ArrayLike<number>): void {
    this.#later.push(agents)
  }

  /** Agents are about to be looked at in this state of frameworks; where none was before, there is nothing to unsettle. */
  beforeLook(state: number, isFirst: boolean): void {
    if (this.#later.length === 0) return
    if (!isFirst || this.#settledIn === state) for (const agents of this.#later) this.#unsettle(agents)
    this.#later.length = 0
  }

  isListed(agent: number): boolean {
    return (this.#numbers[agent * WIDTH]! & LISTED) !== 0
  }

  /** All agents are looked at. */
  clearUnsettled(): void {
    for (let i = 0; i < this.unsettledCount; i++) this.#numbers[this.unsettled[i]! * WIDTH]! &= ~LISTED
    this.unsettledCount = 0
  }
}
