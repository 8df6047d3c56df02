/**
 * What one allocation makes of the agents that it looks at, in columns by their places: whom each goes to. One division serves all
 * allocations, one after the other.
 *
 * Agents stand in the order of their numbers, and what does not depend on others is found out as they stand. Beside them are their
 * places in the order of chance in which they are given out.
 */
import type { Random } from '../../sim/chance/random.ts'
import { shuffle } from '../../sim/chance/shuffle.ts'
import type { Resources } from './resources.ts'

/** All refuse the agent. */
export const REFUSED = -1
/** Whom it goes to depends on what others get: one of a few, or some of all. */
export const OF_FEW = -2
export const OF_ALL = -3

/** Nobody, or several, have just refused it. */
export const NOBODY = -1
export const SEVERAL = -2

export class Division {
  count = 0
  agents = new Int32Array(16)
  /** The number of the seat that all that is left goes to, or one of the above. */
  takers = new Int32Array(16)
  /** Where one takes it who alone may want it: the number of the refusals of who has just refused it, or one of the above. */
  fresh = new Int32Array(16)
  /** Where all that is left goes to one: the place of the offer in its draft. */
  offers = new Int32Array(16)
  /** The places in the order of chance. */
  order = new Int32Array(16)
  readonly left: Resources[] = []

  /** Is empty, with room for so many. */
  begin(agents: number): void {
    this.count = 0
    if (agents <= this.agents.length) return
    const room = 2 * agents
    this.agents = new Int32Array(room)
    this.takers = new Int32Array(room)
    this.fresh = new Int32Array(room)
    this.offers = new Int32Array(room)
    this.order = new Int32Array(room)
  }

  /** One more agent, of which so much is left. */
  add(agent: number, left: Resources): void {
    const place = this.count++
    this.agents[place] = agent
    this.left[place] = left
  }

  /** The agent of this place is the next of those that stay, of which there are none when `count` is 0 again. */
  keep(from: number, taker: number, fresh: number): void {
    const place = this.count++
    if (place !== from) {
      this.agents[place] = this.agents[from]!
      this.left[place] = this.left[from]!
    }
    this.takers[place] = taker
    this.fresh[place] = fresh
    this.order[place] = place
  }

  shuffle(random: Random): void {
    shuffle(this.order, this.count, random)
  }
}
