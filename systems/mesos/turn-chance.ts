/**
 * The chance of one agent's turn in an allocation: it follows from the agent's lot, so that it is the same whichever agents had their
 * turns before.
 */
import { type Lots, mixed } from '../../sim/chance/lots.ts'
import type { Random } from '../../sim/chance/random.ts'

/** 2³² divided by the golden ratio, made odd: multiples of it lie far apart (Steele, Lea and Flood 2014, SplitMix). */
const STEP = 0x9e3779b9

export class TurnChance implements Random {
  readonly #lots: Lots
  #state = 0

  constructor(lots: Lots) {
    this.#lots = lots
  }

  /** It is the agent's turn. */
  begin(agent: number): void {
    this.#state = this.#lots.of(agent)
  }

  uniform(): number {
    return this.#next() * 2 ** -32 + (this.#next() >>> 11) * 2 ** -53
  }

  below(n: number): number {
    return Math.floor(this.#next() * 2 ** -32 * n)
  }

  #next(): number {
    this.#state = (this.#state + STEP) | 0
    return mixed(this.#state) >>> 0
  }
}
