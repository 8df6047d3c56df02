/**
 * Who refuses all that is left of an agent, by agent, as far as it is known: a set of numbers of refusals. Who refuses an agent refuses
 * a part of it, too, so the set stays when something is taken from the agent.
 */
import { longer } from '../../sim/world/rows.ts'
import { type Division, FEW, MANY, NOBODY, SEVERAL } from './division.ts'
import type { Order } from './order.ts'
import type { Resources } from './resources.ts'
import { IN_WORD, type Refuser, type Wanting, WORD_BITS } from './wanting.ts'

/** Who is asked in turn: one who has this number among those who refuse, or several, of whom `ANYBODY` may be willing. */
export interface Asked {
  readonly refuser: number
}

export const ANYBODY = -1

export class Refusers {
  /** What all of the set refuse, by agent. */
  readonly #refused: (Resources | null)[] = []
  /** By agent and word of the numbers. */
  #bits: Int32Array<ArrayBuffer>
  #agents: number
  /** How many words there are for each agent. */
  #words = 1

  /** Room for so many agents. */
  constructor(agents: number) {
    this.#agents = agents
    this.#bits = new Int32Array(agents)
  }

  grow(agents: number): void {
    this.#agents = agents
    this.#bits = longer(this.#bits, this.#words * agents)
  }

  /** Nothing is known of the agent. */
  clear(agent: number): void {
    this.#refused[agent] = null
    this.#bits.fill(0, agent * this.#words, (agent + 1) * this.#words)
  }

  /** Whoever has this number refuses all that is left, which is `free`. */
  add(agent: number, number: number, free: Resources): void {
    const word = number >> WORD_BITS
    if (word >= this.#words) this.#widen(word + 1)
    if (this.#refused[agent] !== free) this.#leave(agent, free)
    this.#bits[agent * this.#words + word]! |= 1 << (number & IN_WORD)
  }

  /** The same of each of these agents, of which so much is left, by agent. */
  addEach(agents: ArrayLike<number>, number: number, left: readonly (Resources | null)[]): void {
    const word = number >> WORD_BITS
    if (word >= this.#words) this.#widen(word + 1)
    const refused = this.#refused
    const bits = this.#bits
    const width = this.#words
    const bit = 1 << (number & IN_WORD)
    for (let i = 0; i < agents.length; i++) {
      const agent = agents[i]!
      const free = left[agent]!
      if (refused[agent] !== free) this.#leave(agent, free)
      bits[width * agent + word]! |= bit
    }
  }

  /** So much is left of the agent now: those stay who refuse as much. */
  #leave(agent: number, free: Resources): void {
    if (this.#refused[agent]?.contains(free) !== true) this.clear(agent)
    this.#refused[agent] = free
  }

  /** It is not known any more of who has this number. */
  forget(agents: ArrayLike<number>, number: number): void {
    const word = number >> WORD_BITS
    if (word >= this.#words) return
    const bits = this.#bits
    const width = this.#words
    const others = ~(1 << (number & IN_WORD))
    for (let i = 0; i < agents.length; i++) bits[width * agents[i]! + word]! &= others
  }

  /** Is it known that who has this number refuses all that is left? */
  has(agent: number, number: number, free: Resources): boolean {
    const word = number >> WORD_BITS
    if (word >= this.#words) return false
    if (this.#refused[agent] !== free) this.#leave(agent, free)
    return (this.#bits[agent * this.#words + word]! & (1 << (number & IN_WORD))) !== 0
  }

  /** May one of those who want something want what is left? */
  leaves(agent: number, free: Resources, { words, length }: Wanting<Refuser>): boolean {
    if (this.#refused[agent] !== free) this.#leave(agent, free)
    const known = this.#words
    const bits = this.#bits
    const from = agent * known
    for (let i = 0; i < length; i++)
      if ((i < known ? words[i]! & ~bits[from + i]! : words[i]!) !== 0) return true
    return false
  }

  /** Writes down of each agent, of which so much is left, who may want it of those who want something. */
  tellEach(asked: Division, { words, length }: Wanting<Refuser>): void {
    const { agents, left, takers, count } = asked
    const bits = this.#bits
    const refused = this.#refused
    const known = this.#words
    for (let place = 0; place < count; place++) {
      const agent = agents[place]!
      const free = left[place]!
      if (refused[agent] !== free) this.#leave(agent, free)
      let willing = NOBODY
      for (let i = 0; i < length; i++) {
        const rest = i < known ? words[i]! & ~bits[agent * known + i]! : words[i]!
        if (rest === 0) continue
        if (willing !== NOBODY || (rest & (rest - 1)) !== 0) {
          willing = SEVERAL
          break
        }
        willing = (i << WORD_BITS) + IN_WORD - Math.clz32(rest)
      }
      takers[place] = willing
      if (willing === SEVERAL) this.#list(asked, place, words, length)
    }
  }

  /** Lists who may want the agent, if they are few. */
  #list(asked: Division, place: number, words: Int32Array, length: number): void {
    asked.makeRoom()
    const { lists, listEnd } = asked
    const known = this.#words
    const from = asked.agents[place]! * known
    let end = listEnd + 1
    for (let i = 0; i < length; i++) {
      const rest = i < known ? words[i]! & ~this.#bits[from + i]! : words[i]!
      for (let bits = rest; bits !== 0; bits &= bits - 1) {
        if (end > listEnd + FEW) {
          asked.takers[place] = MANY
          return
        }
        lists[end++] = (i << WORD_BITS) + IN_WORD - Math.clz32(bits & -bits)
      }
    }
    lists[listEnd] = end - listEnd - 1
    asked.listed[place] = listEnd
    asked.listEnd = end
  }

  /** The place of the first from `from` on who may want what is left; as many as there are if nobody does. */
  passOver(agent: number, free: Resources, { slots, count, things }: Order<Asked>, from: number): number {
    let place = from
    for (; place < count; place++) {
      const { refuser } = things[slots[place]!]!
      if (refuser === ANYBODY || !this.has(agent, refuser, free)) break
    }
    return place
  }

  /** Room for larger numbers. */
  #widen(words: number): void {
    const wider = new Int32Array(words * this.#agents)
    const width = this.#words
    for (let agent = 0; agent < this.#agents; agent++)
      wider.set(this.#bits.subarray(agent * width, (agent + 1) * width), words * agent)
    this.#bits = wider
    this.#words = words
  }
}
