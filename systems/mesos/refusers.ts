/**
 * Who refuses all that is left of an agent, by agent: a set of the numbers of refusals, as far as it is known.
 */
import { longer } from '../../sim/world/rows.ts'
import type { Order } from './order.ts'
import type { Resources } from './resources.ts'
import { IN_WORD, NOBODY, type Refuser, SEVERAL, type Wanting, WORD_BITS } from './wanting.ts'

/** Who is asked in turn: one who has this number among those who refuse, or several, of whom `ANYBODY` may be willing. */
export interface Asked {
  readonly refuser: number
}

export const ANYBODY = -1

export class Refusers {
  /** What they refuse; nothing is known of anything else. */
  readonly #refused: (Resources | null)[] = []
  /** Who they are: a column for each word of their numbers. */
  readonly #words: Int32Array<ArrayBuffer>[] = []
  #agents: number
  /** Scratch of `passOver`. */
  #all = new Int32Array(0)

  /** Room for so many agents. */
  constructor(agents: number) {
    this.#agents = agents
  }

  grow(agents: number): void {
    this.#agents = agents
    for (const [i, word] of this.#words.entries()) this.#words[i] = longer(word, agents)
  }

  /** Nothing is known of the agent. */
  clear(agent: number): void {
    this.#refused[agent] = null
    for (const word of this.#words) word[agent] = 0
  }

  has(agent: number, number: number, free: Resources): boolean {
    return this.#refused[agent] === free && this.#isIn(agent, number)
  }

  #isIn(agent: number, number: number): boolean {
    const at = number >> WORD_BITS
    return at < this.#words.length && ((this.#words[at]![agent]! >>> (number & IN_WORD)) & 1) === 1
  }

  /** Whoever has this number refuses all that is left, which is `free`. */
  add(agent: number, number: number, free: Resources): void {
    const at = number >> WORD_BITS
    while (this.#words.length <= at) this.#words.push(new Int32Array(this.#agents))
    if (this.#refused[agent] !== free) {
      this.#refused[agent] = free
      for (let i = 0; i < this.#words.length; i++) this.#words[i]![agent] = 0
    }
    this.#words[at]![agent]! |= 1 << (number & IN_WORD)
  }

  /** It is not known any more. */
  forget(agent: number, number: number): void {
    const at = number >> WORD_BITS
    if (at < this.#words.length) this.#words[at]![agent]! &= ~(1 << (number & IN_WORD))
  }

  /** The number of the only one of those who want something that is not among them; `NOBODY`, or `SEVERAL`. */
  others(agent: number, free: Resources, { words, length }: Wanting<Refuser>): number {
    const known = this.#refused[agent] === free ? this.#words.length : 0
    let found = NOBODY
    for (let i = 0; i < length; i++) {
      const bits = i < known ? words[i]! & ~this.#words[i]![agent]! : words[i]!
      if (bits === 0) continue
      if (found !== NOBODY || (bits & (bits - 1)) !== 0) return SEVERAL
      found = (i << WORD_BITS) + IN_WORD - Math.clz32(bits)
    }
    return found
  }

  /**
   * Puts the numbers of those who want something and are not among these into the list, as far as there is room: of those who are
   * among the others, or of those who are not. Returns how many they are.
   */
  rest(
    list: Int32Array,
    agent: number,
    free: Resources,
    { words, length }: Wanting<Refuser>,
    others: Refusers,
    areAmongOthers: boolean,
  ): number {
    let count = 0
    for (let i = 0; i < length; i++) {
      const rest = words[i]! & ~this.#bits(agent, free, i)
      const other = others.#bits(agent, free, i)
      count = addNumbers(list, count, rest & (areAmongOthers ? other : ~other), i)
    }
    return count
  }

  #bits(agent: number, free: Resources, word: number): number {
    return word < this.#words.length && this.#refused[agent] === free ? this.#words[word]![agent]! : 0
  }

  /**
   * The place of the first from `from` on who is neither among them nor among the others; as many as there are if all are. Those
   * of the others who stand before him are among these from now on.
   */
  passOver(agent: number, free: Resources, others: Refusers, order: Order<Asked>, from: number): number {
    const { slots, count, things } = order
    this.#gather(agent, free, others)
    const all = this.#all
    let place = from
    for (; place < count; place++) {
      const { refuser } = things[slots[place]!]!
      if (refuser === ANYBODY) break
      const at = 2 * (refuser >> WORD_BITS)
      if (((all[at]! >>> (refuser & IN_WORD)) & 1) === 1) continue
      if (((all[at + 1]! >>> (refuser & IN_WORD)) & 1) === 0) break
      this.add(agent, refuser, free)
    }
    return place
  }

  /** By word, these and the others. */
  #gather(agent: number, free: Resources, others: Refusers): void {
    const own = this.#refused[agent] === free ? this.#words.length : 0
    const more = others.#refused[agent] === free ? others.#words.length : 0
    if (this.#all.length < 2 * Math.max(own, more)) this.#all = new Int32Array(2 * Math.max(own, more))
    const all = this.#all
    for (let i = 0; 2 * i < all.length; i++) {
      all[2 * i] = i < own ? this.#words[i]![agent]! : 0
      all[2 * i + 1] = i < more ? others.#words[i]![agent]! : 0
    }
  }
}

/** Adds the numbers of the bits to a list that has so many; returns how many they are then. */
function addNumbers(list: Int32Array, count: number, bits: number, word: number): number {
  let all = count
  for (let left = bits; left !== 0; left &= left - 1, all++)
    if (all < list.length) list[all] = (word << WORD_BITS) + IN_WORD - Math.clz32(left & -left)
  return all
}
