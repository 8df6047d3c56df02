/**
 * What an allocation asks about every agent, by the agent's number: what is left of it, whom all of that is lent to, who refuses
 * it, and whether it is worth a look. Agents are looked at in an order of chance, so what is asked together stands together.
 *
 * A loan is all that was left of an agent, which one framework is offered; most of it comes back as it went. While it lasts
 * nothing is left.
 */
import { longer } from '../../sim/world/rows.ts'
import type { Order } from './order.ts'
import { Resources } from './resources.ts'
import { IN_WORD, NOBODY, type Refuser, SEVERAL, type Wanting, WORD_BITS } from './wanting.ts'

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

/** Numbers of an agent: its marks, the state of frameworks in which nobody wanted it, whom it is lent to, its handle. */
const WIDTH = 4
const SETTLED_IN = 1
const LENT_TO = 2
const HANDLE = 3

/** No state of frameworks. */
const UNSETTLED = -1

/** Who can be lent something: a framework in one of its roles. */
export interface Borrower {
  readonly framework: { readonly id: string }
  readonly role: { readonly name: string }
}

export class AgentColumns {
  /** By number. */
  readonly borrowers: Borrower[] = []
  /** Agents of which something changed since all were looked at, in no order; each once. */
  unsettled = new Int32Array(16)
  unsettledCount = 0
  #numbers = new Int32Array(16 * WIDTH)
  /** What nobody holds, or what is lent; null: it is to be calculated. */
  readonly #left: (Resources | null)[] = []
  /** What those refuse who are known to refuse all that is left. */
  readonly #refused: (Resources | null)[] = []
  /** Who they are: a column for each word of their numbers. */
  readonly #refusers: Int32Array<ArrayBuffer>[] = []

  /** An agent registers under the number. */
  enter(agent: number, handle: number): void {
    const at = agent * WIDTH
    if (at >= this.#numbers.length) {
      this.#numbers = longer(this.#numbers, 2 * this.#numbers.length)
      for (const [i, word] of this.#refusers.entries())
        this.#refusers[i] = longer(word, this.#numbers.length / WIDTH)
    }
    this.#numbers[at] = ACTIVATED | (this.#numbers[at]! & LISTED)
    this.#numbers[at + HANDLE] = handle
    this.#left[agent] = null
    this.#refused[agent] = null
    for (const word of this.#refusers) word[agent] = 0
    this.unsettle(agent)
  }

  /** What its caller calls it; see `AgentInfo.handle`. */
  handle(agent: number): number {
    return this.#numbers[agent * WIDTH + HANDLE]!
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
    return this.#numbers[agent * WIDTH + LENT_TO]!
  }

  /** The borrower gives back what it has of the agent on loan; false where it does not have this. */
  givesBack(agent: number, borrower: number, resources: Resources): boolean {
    const at = agent * WIDTH
    const isLoan =
      (this.#numbers[at]! & LENT) !== 0 &&
      this.#numbers[at + LENT_TO] === borrower &&
      this.#left[agent] === resources
    if (isLoan) this.endLoan(agent)
    return isLoan
  }

  /** All that is left goes to one. */
  lend(agent: number, borrower: number): void {
    const at = agent * WIDTH
    this.#numbers[at]! |= LENT
    this.#numbers[at + LENT_TO] = borrower
    this.unsettle(agent)
  }

  /** A loan comes back as it went. */
  endLoan(agent: number): void {
    this.#numbers[agent * WIDTH]! &= ~LENT
    this.unsettle(agent)
  }

  /** An allocation found nobody for it; it is not looked at again in this state of frameworks before something changes. */
  settle(agent: number, state: number): void {
    this.#numbers[agent * WIDTH + SETTLED_IN] = state
  }

  isSettled(agent: number, state: number): boolean {
    return this.#numbers[agent * WIDTH + SETTLED_IN] === state
  }

  /** Something of it changed: somebody may want it now. */
  unsettle(agent: number): void {
    const at = agent * WIDTH
    this.#numbers[at + SETTLED_IN] = UNSETTLED
    if ((this.#numbers[at]! & LISTED) !== 0) return
    this.#numbers[at]! |= LISTED
    if (this.unsettledCount === this.unsettled.length)
      this.unsettled = longer(this.unsettled, 2 * this.unsettledCount)
    this.unsettled[this.unsettledCount++] = agent
  }

  isListed(agent: number): boolean {
    return (this.#numbers[agent * WIDTH]! & LISTED) !== 0
  }

  /** All agents are looked at. */
  clearUnsettled(): void {
    for (let i = 0; i < this.unsettledCount; i++) this.#numbers[this.unsettled[i]! * WIDTH]! &= ~LISTED
    this.unsettledCount = 0
  }

  /** Is it known that who has this number refuses all that is left, which is `free`? */
  isRefusedBy(agent: number, number: number, free: Resources): boolean {
    const at = number >> WORD_BITS
    if (at >= this.#refusers.length) return false
    return ((this.#refusers[at]![agent]! >>> (number & IN_WORD)) & 1) === 1 && this.#refused[agent] === free
  }

  /** The number of the only one who is not known to refuse all that is left, which is `free`; `NOBODY`, or `SEVERAL` of them. */
  willing(agent: number, free: Resources, { words, length }: Wanting<Refuser>): number {
    const refusers = this.#refused[agent] === free ? this.#refusers.length : 0
    let found = NOBODY
    for (let i = 0; i < length; i++) {
      const bits = i < refusers ? words[i]! & ~this.#refusers[i]![agent]! : words[i]!
      if (bits === 0) continue
      if (found !== NOBODY || (bits & (bits - 1)) !== 0) return SEVERAL
      found = (i << WORD_BITS) + IN_WORD - Math.clz32(bits)
    }
    return found
  }

  /**
   * The place of the first from `from` on who is not known to refuse all that is left, which is `free`; as many as there are if
   * all do. The same as `isRefusedBy` of one after the other.
   */
  firstWilling(
    agent: number,
    free: Resources,
    { slots, count, things }: Order<Refuser>,
    from: number,
  ): number {
    if (this.#refused[agent] !== free) return from
    const refusers = this.#refusers
    for (let i = from; i < count; i++) {
      const { number } = things[slots[i]!]!.refusals
      const at = number >> WORD_BITS
      if (at >= refusers.length || ((refusers[at]![agent]! >>> (number & IN_WORD)) & 1) === 0) return i
    }
    return count
  }

  /** Whoever has this number refuses all that is left, which is `free`. */
  refusedBy(agent: number, number: number, free: Resources): void {
    const at = number >> WORD_BITS
    while (this.#refusers.length <= at) this.#refusers.push(new Int32Array(this.#numbers.length / WIDTH))
    if (this.#refused[agent] !== free) {
      this.#refused[agent] = free
      for (let i = 0; i < this.#refusers.length; i++) this.#refusers[i]![agent] = 0
    }
    this.#refusers[at]![agent]! |= 1 << (number & IN_WORD)
  }

  /** One refusal is over. */
  forgetRefusal(agent: number, number: number): void {
    const at = number >> WORD_BITS
    if (at < this.#refusers.length) this.#refusers[at]![agent]! &= ~(1 << (number & IN_WORD))
  }
}
