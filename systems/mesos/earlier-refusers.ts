/**
 * Who refused more of an agent than is left of it now: who refuses that refuses the rest, too, and need not be asked for it where
 * it would be looked up in what each refused. One set by agent, of numbers of refusals.
 */
import { longer } from '../../sim/world/rows.ts'
import type { Resources } from './resources.ts'
import { IN_WORD, WORD_BITS } from './wanting.ts'

export class EarlierRefusers {
  /** What all of the set refuse, by agent. */
  readonly #refused: (Resources | null)[] = []
  /** By agent and word of the numbers. */
  #bits: Int32Array<ArrayBuffer>
  #agents: number
  #words = 1

  constructor(agents: number) {
    this.#agents = agents
    this.#bits = new Int32Array(agents)
  }

  grow(agents: number): void {
    this.#agents = agents
    this.#bits = longer(this.#bits, agents * this.#words)
  }

  /** Room for larger numbers. */
  widen(words: number): void {
    const wider = new Int32Array(words * this.#agents)
    for (let agent = 0; agent < this.#agents; agent++)
      wider.set(this.#bits.subarray(agent * this.#words, (agent + 1) * this.#words), words * agent)
    this.#bits = wider
    this.#words = words
  }

  /** Nothing is known of the agent. */
  clear(agent: number): void {
    this.#refused[agent] = null
    this.#bits.fill(0, agent * this.#words, (agent + 1) * this.#words)
  }

  /** It is not known any more. */
  forget(agents: ArrayLike<number>, number: number): void {
    const word = number >> WORD_BITS
    const others = ~(1 << (number & IN_WORD))
    for (let i = 0; i < agents.length; i++) this.#bits[agents[i]! * this.#words + word]! &= others
  }

  /** So much is left of the agent now. Those stay who refuse as much. */
  leave(agent: number, free: Resources): void {
    if (this.#refused[agent]?.contains(free) !== true) this.clear(agent)
    this.#refused[agent] = free
  }

  /** Who has his bit in every `step`-th number from there on refuses as much as is left. */
  add(agent: number, bits: Int32Array, from: number, step: number): void {
    for (let i = 0; i < this.#words; i++) this.#bits[agent * this.#words + i]! |= bits[from + step * i]!
  }

  has(agent: number, number: number, free: Resources): boolean {
    const word = number >> WORD_BITS
    if (word >= this.#words || this.#refused[agent] !== free) return false
    return (this.#bits[agent * this.#words + word]! & (1 << (number & IN_WORD))) !== 0
  }
}
