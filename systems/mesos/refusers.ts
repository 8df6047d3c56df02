/**
 * Who refuses all that is left of an agent, by agent, as far as it is known: a set of the numbers of refusals of those who were
 * asked in vain, and one of those who have refused it since and were not asked again.
 *
 * Agents are looked at in an order of chance, so both sets of an agent stand side by side.
 */
import { longer } from '../../sim/world/rows.ts'
import { type Division, FEW, LIST_HEAD, LISTED, MANY, NOBODY, SEVERAL } from './division.ts'
import { EarlierRefusers } from './earlier-refusers.ts'
import type { Order } from './order.ts'
import type { Resources } from './resources.ts'
import { IN_WORD, type Refuser, type Wanting, WORD_BITS } from './wanting.ts'

/** Who is asked in turn: one who has this number among those who refuse, or several, of whom `ANYBODY` may be willing. */
export interface Asked {
  readonly refuser: number
}

export const ANYBODY = -1

/** The two sets: who was asked in vain, and who has just refused. */
const ASKED = 0
const FRESH = 1
const SETS = 2
/** The number that is alone in a word of which the others told nobody. */
function one(told: number, bits: number, word: number): number {
  const isOne = told === NOBODY && (bits & (bits - 1)) === 0
  return isOne ? (word << WORD_BITS) + IN_WORD - Math.clz32(bits) : SEVERAL
}

export class Refusers {
  readonly #earlier: EarlierRefusers
  /** What those of each set refuse, by agent and set; nothing is known of anything else. */
  readonly #refused: (Resources | null)[] = []
  /** By agent, word of the numbers, and set. */
  #bits: Int32Array<ArrayBuffer>
  #agents: number
  /** How many words there are for each agent. */
  #words = 1
  /** Scratch: those who have just refused an agent. */
  readonly #fresh = new Int32Array(FEW)

  /** Room for so many agents. */
  constructor(agents: number) {
    this.#agents = agents
    this.#bits = new Int32Array(SETS * agents)
    this.#earlier = new EarlierRefusers(agents)
  }

  grow(agents: number): void {
    this.#agents = agents
    this.#bits = longer(this.#bits, SETS * this.#words * agents)
    this.#earlier.grow(agents)
  }

  /** Nothing is known of the agent. */
  clear(agent: number): void {
    this.#empty(agent, ASKED)
    this.#empty(agent, FRESH)
    this.#refused[SETS * agent] = null
    this.#refused[SETS * agent + FRESH] = null
    this.#earlier.clear(agent)
  }

  /** Whoever has this number was asked for all that is left, which is `free`, in vain. */
  add(agent: number, number: number, free: Resources): void {
    const word = number >> WORD_BITS
    if (word >= this.#words) this.#widen(word + 1)
    if (this.#refused[SETS * agent] !== free) this.#renew(ASKED, agent, free)
    this.#bits[SETS * (agent * this.#words + word)]! |= 1 << (number & IN_WORD)
  }

  /** Whoever has this number has just refused all of each of these agents that is left, by agent. */
  addFresh(agents: ArrayLike<number>, number: number, left: readonly (Resources | null)[]): void {
    const word = number >> WORD_BITS
    if (word >= this.#words) this.#widen(word + 1)
    const refused = this.#refused
    const bits = this.#bits
    const width = SETS * this.#words
    const bit = 1 << (number & IN_WORD)
    for (let i = 0; i < agents.length; i++) {
      const agent = agents[i]!
      const free = left[agent]!
      if (refused[SETS * agent + FRESH] !== free) this.#renew(FRESH, agent, free)
      bits[width * agent + SETS * word + FRESH]! |= bit
    }
  }

  /** So much is refused by those in the set, of whom there are none yet. */
  #renew(set: number, agent: number, free: Resources): void {
    const at = SETS * agent
    const earlier = this.#earlier
    earlier.leave(agent, free)
    for (let each = 0; each < SETS; each++)
      if (this.#refused[at + each]?.contains(free) === true)
        earlier.add(agent, this.#bits, at * this.#words + each, SETS)
    this.#refused[at + set] = free
    this.#empty(agent, set)
  }

  /** Is it known that who has this number refused more than `free` when more was left? Then he counts as asked from now on. */
  askAgain(agent: number, number: number, free: Resources): boolean {
    if (!this.#earlier.has(agent, number, free)) return false
    this.add(agent, number, free)
    return true
  }

  /** What was said of them is not known any more. */
  forget(agents: ArrayLike<number>, number: number): void {
    const word = number >> WORD_BITS
    if (word >= this.#words) return
    const bits = this.#bits
    const width = SETS * this.#words
    const others = ~(1 << (number & IN_WORD))
    for (let i = 0; i < agents.length; i++) {
      const at = width * agents[i]! + SETS * word
      bits[at]! &= others
      bits[at + FRESH]! &= others
    }
    this.#earlier.forget(agents, number)
  }

  /** Is it known that who has this number refuses all that is left? Who has just refused it counts as asked from now on. */
  ask(agent: number, number: number, free: Resources): boolean {
    const word = number >> WORD_BITS
    const bit = 1 << (number & IN_WORD)
    if ((this.#wordOf(ASKED, agent, free, word) & bit) !== 0) return true
    if ((this.#wordOf(FRESH, agent, free, word) & bit) === 0) return false
    this.add(agent, number, free)
    return true
  }

  /** Is one of those who want something not among those who were asked in vain? */
  leaves(agent: number, free: Resources, { words, length }: Wanting<Refuser>): boolean {
    const known = this.#refused[SETS * agent] === free ? this.#words : 0
    const bits = this.#bits
    const from = SETS * agent * this.#words
    for (let i = 0; i < length; i++)
      if ((i < known ? words[i]! & ~bits[from + SETS * i]! : words[i]!) !== 0) return true
    return false
  }

  /**
   * Of each of so many agents, of which so much is left: who may want it of those who want something, and who has just refused it.
   * Written as his number, or as what stands for nobody or several.
   */
  tellEach(asked: Division, { words, length }: Wanting<Refuser>): void {
    const { agents, left, takers, fresh, count } = asked
    const bits = this.#bits
    const refused = this.#refused
    const all = this.#words
    for (let place = 0; place < count; place++) {
      const at = SETS * agents[place]!
      const free = left[place]!
      const known = refused[at] === free ? all : 0
      const since = refused[at + FRESH] === free ? all : 0
      let willing = NOBODY
      let refusing = NOBODY
      for (let i = 0; i < length; i++) {
        const from = at * all + SETS * i
        const rest = i < known ? words[i]! & ~bits[from]! : words[i]!
        if (rest === 0) continue
        const just = i < since ? rest & bits[from + FRESH]! : 0
        if (just !== rest) willing = one(willing, rest & ~just, i)
        if (just !== 0) refusing = one(refusing, just, i)
        if (willing === SEVERAL || refusing === SEVERAL) break
      }
      takers[place] = willing
      fresh[place] = refusing
      if (willing === SEVERAL || refusing === SEVERAL)
        this.#list(asked, place, words, length, at * all, known, since)
    }
  }

  /** Lists who may want the agent and who has just refused it, if they are not many. */
  #list(
    asked: Division,
    place: number,
    words: Int32Array,
    length: number,
    from: number,
    known: number,
    since: number,
  ): void {
    asked.makeRoom()
    const { lists, listEnd } = asked
    const bits = this.#bits
    const fresh = this.#fresh
    let willingCount = 0
    let freshCount = 0
    for (let i = 0; i < length; i++) {
      const rest = i < known ? words[i]! & ~bits[from + SETS * i]! : words[i]!
      if (rest === 0) continue
      const just = i < since ? rest & bits[from + SETS * i + FRESH]! : 0
      const first = (i << WORD_BITS) + IN_WORD
      for (let left = rest & ~just; left !== 0; left &= left - 1) {
        if (willingCount === FEW) {
          asked.takers[place] = MANY
          return
        }
        lists[listEnd + LIST_HEAD + willingCount++] = first - Math.clz32(left & -left)
      }
      for (let left = just; left !== 0; left &= left - 1) {
        if (freshCount === FEW) {
          asked.takers[place] = MANY
          return
        }
        fresh[freshCount++] = first - Math.clz32(left & -left)
      }
    }
    const behind = listEnd + LIST_HEAD + willingCount
    for (let i = 0; i < freshCount; i++) lists[behind + i] = fresh[i]!
    lists[listEnd] = willingCount
    lists[listEnd + 1] = freshCount
    asked.takers[place] =
      willingCount === 0 ? NOBODY : willingCount === 1 ? lists[listEnd + LIST_HEAD]! : SEVERAL
    asked.fresh[place] = LISTED - listEnd
    asked.listEnd = behind + freshCount
  }

  /**
   * The place of the first from `from` on who is in neither set; as many as there are if all are. Those who have just refused and
   * stand before him count as asked from now on.
   */
  passOver(agent: number, free: Resources, { slots, count, things }: Order<Asked>, from: number): number {
    let place = from
    for (; place < count; place++) {
      const { refuser } = things[slots[place]!]!
      if (refuser === ANYBODY || !this.ask(agent, refuser, free)) break
    }
    return place
  }

  #wordOf(set: number, agent: number, free: Resources, word: number): number {
    if (word >= this.#words || this.#refused[SETS * agent + set] !== free) return 0
    return this.#bits[SETS * (agent * this.#words + word) + set]!
  }

  #empty(agent: number, set: number): void {
    const from = SETS * agent * this.#words + set
    for (let i = 0; i < this.#words; i++) this.#bits[from + SETS * i] = 0
  }

  /** Room for larger numbers. */
  #widen(words: number): void {
    const wider = new Int32Array(SETS * words * this.#agents)
    const width = SETS * this.#words
    for (let agent = 0; agent < this.#agents; agent++)
      wider.set(this.#bits.subarray(agent * width, (agent + 1) * width), SETS * words * agent)
    this.#bits = wider
    this.#words = words
    this.#earlier.widen(words)
  }
}
