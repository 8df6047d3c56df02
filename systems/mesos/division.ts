/**
 * What one allocation makes of the agents that it looks at, in columns by their places: whom each goes to. One division serves all
 * allocations, one after the other.
 *
 * Agents stand in the order of their numbers, and what does not depend on others is found out as they stand. Beside them are their
 * places in the order of chance in which they are given out. Who may want an agent, or has just refused it, is told as the number of
 * his refusals.
 */
import type { Random } from '../../sim/chance/random.ts'
import { shuffle } from '../../sim/chance/shuffle.ts'
import { longer } from '../../sim/world/rows.ts'
import type { Resources } from './resources.ts'

/** All refuse the agent. */
export const REFUSED = -1
/** Whom it goes to depends on what others get: one of a few, or some of all. */
export const OF_FEW = -2
export const OF_ALL = -3

/** Nobody may want the agent, or has just refused it. */
export const NOBODY = -1
/** A few, or more than a few, may want it. */
export const SEVERAL = -2
export const MANY = -3
/** Several have just refused it, or may want it: they are in the list that begins at what this number is larger. */
export const LISTED = -2

/** So many can be listed of each; of more, it is quicker to look for the first of all who is among them. */
export const FEW = 8
/** A list has how many may want the agent, how many have just refused it, and the numbers of the ones and the others. */
export const LIST_HEAD = 2
const LONGEST = LIST_HEAD + 2 * FEW

export class Division {
  count = 0
  agents = new Int32Array(16)
  /** Who alone may want it, and later who takes it; or one of the above. */
  takers = new Int32Array(16)
  /** Who alone has just refused it, and later comes before who takes it; or one of the above. */
  fresh = new Int32Array(16)
  /** Where all that is left goes to one: the place of the offer in its draft. */
  offers = new Int32Array(16)
  /** The places in the order of chance. */
  order = new Int32Array(16)
  readonly left: Resources[] = []
  /** One after the other; those up to `listEnd` are of this allocation. */
  lists = new Int32Array(4 * LONGEST)
  listEnd = 0

  /** Is empty, with room for so many. */
  begin(agents: number): void {
    this.count = 0
    this.listEnd = 0
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

  /** Lists as long as can be may be written behind the others. */
  makeRoom(): void {
    if (this.listEnd + LONGEST > this.lists.length) this.lists = longer(this.lists, 2 * this.lists.length)
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
