/**
 * What one allocation makes of the agents that it looks at, in columns by their places: whom each goes to. One division serves all
 * allocations, one after the other.
 *
 * Agents stand in the order of their numbers, and what does not depend on others is found out as they stand. Beside them are their
 * places in the order of chance in which they are given out. Who may want an agent is told as the number of his refusals.
 */
import type { Lots } from '../../sim/chance/lots.ts'
import { longer } from '../../sim/world/rows.ts'
import type { Resources } from './resources.ts'

/** Nobody may want the agent. */
export const NOBODY = -1
/** A few, who are listed, or more than a few may want it: whom it goes to depends on what others get. */
export const SEVERAL = -2
export const MANY = -3

/** So many can be listed of each; of more, it is quicker to look for the first of all who is among them. */
export const FEW = 8
const LONGEST = 1 + FEW

export class Division {
  count = 0
  agents = new Int32Array(16)
  /** Who alone may want it, and later who takes it; or one of the above. */
  takers = new Int32Array(16)
  /** Where the list of several begins: how many they are, and their numbers. */
  listed = new Int32Array(16)
  /** Where all that is left goes to one: the place of the offer in its draft. */
  offers = new Int32Array(16)
  /** The places in the order of chance. */
  order = new Int32Array(16)
  readonly left: Resources[] = []
  /** May several want one of those that stay? */
  isContested = false
  /** One after the other; those up to `listEnd` are of this allocation. */
  lists = new Int32Array(4 * LONGEST)
  listEnd = 0

  /** Is empty, with room for so many. */
  begin(agents: number): void {
    this.count = 0
    this.isContested = false
    this.listEnd = 0
    if (agents <= this.agents.length) return
    const room = 2 * agents
    this.agents = new Int32Array(room)
    this.takers = new Int32Array(room)
    this.listed = new Int32Array(room)
    this.offers = new Int32Array(room)
    this.order = new Int32Array(room)
  }

  /** One more agent, of which so much is left. */
  add(agent: number, left: Resources): void {
    const place = this.count++
    this.agents[place] = agent
    this.left[place] = left
  }

  /** A list as long as can be may be written behind the others. */
  makeRoom(): void {
    if (this.listEnd + LONGEST > this.lists.length) this.lists = longer(this.lists, 2 * this.lists.length)
  }

  /** The agent of this place is the next of those that stay, of which there are none when `count` is 0 again. */
  keep(from: number, taker: number): void {
    const place = this.count++
    if (place !== from) {
      this.agents[place] = this.agents[from]!
      this.left[place] = this.left[from]!
      this.listed[place] = this.listed[from]!
    }
    this.takers[place] = taker
    this.isContested ||= taker < 0
  }

  /** Puts them into the order of their lots. */
  arrange(lots: Lots): void {
    const { order, count } = this
    for (let place = 0; place < count; place++) order[place] = place
    lots.arrange(order, count, this.agents)
  }
}
