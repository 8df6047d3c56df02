/**
 * What one framework refused, agent by agent: in one role at head, in all together in 1.0.
 *
 * Refusals of a group end together, and groups mostly end in the order in which they began. So the number of a refusal's group
 * tells whether it is over, and nothing is written for each when the group ends.
 */
import type { Time } from '../../sim/engine/time.ts'
import { longer } from '../../sim/world/rows.ts'
import type { AgentColumns } from './agent-columns.ts'
import { Resources } from './resources.ts'

/** Refusals of one framework and role that were set together, and end together. */
export interface RefusalGroup {
  /** From 1 on; later groups of all frameworks have larger ones. */
  readonly number: number
  readonly refusals: Refusals
  /** Ends no earlier than any group before it. */
  readonly isLast: boolean
  /** Numbers of agents. */
  readonly agents: ArrayLike<number>[]
}

interface Refusal {
  readonly refused: Resources
  readonly group: number
}

export class Refusals {
  readonly framework: string
  readonly role: string
  /** Small, and its own as long as the framework is there. */
  readonly number: number
  readonly #agents: AgentColumns
  /** Refusals of groups up to this number are over. */
  #over = 0
  /** Groups that are not over, in the order of their numbers. */
  #live: RefusalGroup[] = []
  #lastEnd: Time = 0
  /** By agent, the group of the refusal that `#refused` has. */
  #groups = new Int32Array(0)
  /** By agent, of the last refusal. As long as `#groups`, since a list with gaps is slow. */
  readonly #refused: Resources[] = []
  /** Refusals of agents of which there is one already, and that do not contain it. Some may be over. */
  readonly #more = new Map<number, Refusal[]>()
  /** Agents of which nothing is refused any more by groups up to the number, although the groups have them. */
  readonly #forgotten = new Map<number, number>()
  /** Do the columns know of a refusal? */
  #isKnown = false

  constructor(framework: string, role: string, number: number, agents: AgentColumns) {
    this.framework = framework
    this.role = role
    this.number = number
    this.#agents = agents
  }

  /** Is none in force? */
  get isEmpty(): boolean {
    return this.#live.length === 0
  }

  /** How many are in force; counts them. */
  get size(): number {
    let size = 0
    for (const group of this.#live) for (const agents of this.#covered(group)) size += agents.length
    return size
  }

  /** A group of refusals begins that end then. Its number is larger than those of the groups before. */
  begin(number: number, ends: Time): RefusalGroup {
    const group = { number, refusals: this, isLast: ends >= this.#lastEnd, agents: [] }
    this.#lastEnd = Math.max(this.#lastEnd, ends)
    this.#live.push(group)
    return group
  }

  /** To a group that is not over, and that is told of the agent. */
  add(agent: number, refused: Resources, group: RefusalGroup): void {
    if (this.#groups[agent]! <= this.#over) this.#put(agent, refused, group)
    else this.#addAnother(agent, refused, group)
  }

  #put(agent: number, refused: Resources, { number }: RefusalGroup): void {
    this.#groups[agent] = number
    // Mostly the same as before, and to look is cheaper than to write.
    if (this.#refused[agent] !== refused) this.#refused[agent] = refused
  }

  /** To a refusal that is in force, or where there was none. */
  #addAnother(agent: number, refused: Resources, group: RefusalGroup): void {
    const isFirst = this.#groups.length <= agent
    if (isFirst) this.#grow(agent)
    if (isFirst || (group.isLast && refused.contains(this.#refused[agent]!))) {
      this.#put(agent, refused, group)
      return
    }
    const others = this.#more.get(agent)
    if (others === undefined) this.#more.set(agent, [{ refused, group: group.number }])
    else others.push({ refused, group: group.number })
  }

  /** All that is left of these agents was refused by one of several who want offers: they will be asked for it soon. */
  tell(agents: Int32Array): void {
    this.#isKnown = true
    this.#agents.justRefused(agents, this.number)
  }

  /** Does a refusal contain what would be offered of the agent, of which `free` is left? */
  blocks(agent: number, offered: Resources, free: Resources): boolean {
    if (agent >= this.#groups.length) return false
    if (
      !(this.#groups[agent]! > this.#over && this.#refused[agent]!.contains(offered)) &&
      !(this.#more.size > 0 && this.#hasMore(agent, offered))
    )
      return false
    if (offered === free) {
      this.#isKnown = true
      this.#agents.refusers.add(agent, this.number, free)
    }
    return true
  }

  #hasMore(agent: number, offered: Resources): boolean {
    const others = this.#more.get(agent) ?? []
    return others.some(({ refused, group }) => group > this.#over && refused.contains(offered))
  }

  /** A group is over, if it was not forgotten before. */
  end(group: RefusalGroup): void {
    const at = this.#live.indexOf(group)
    if (at < 0) return
    this.#live.splice(at, 1)
    if (at > 0) this.#sweep(group)
    else this.#over = this.#live.length === 0 ? group.number : this.#live[0]!.number - 1
    for (const agents of this.#covered(group)) this.#ended(agents)
    this.#dropMore(({ group: number }) => number > this.#over)
    if (this.#live.length > 0) return
    this.#forgotten.clear()
    this.#isKnown = false
  }

  /** Ends before a group that began earlier. */
  #sweep({ number, agents }: RefusalGroup): void {
    for (const some of agents)
      for (let i = 0; i < some.length; i++) if (this.#groups[some[i]!] === number) this.#groups[some[i]!] = 0
    this.#dropMore(other => other.group !== number)
  }

  /** Nothing of the agent is refused any more. */
  forget(agent: number): void {
    if (this.#live.length === 0 || agent >= this.#groups.length) return
    this.#groups[agent] = 0
    this.#more.delete(agent)
    this.#forgotten.set(agent, this.#live.at(-1)!.number)
    this.#agents.refusers.forget([agent], this.number)
  }

  /** Nothing is refused any more. */
  clear(): void {
    const live = this.#live
    if (live.length === 0) return
    this.#live = []
    this.#over = live.at(-1)!.number
    for (const group of live) {
      for (const agents of this.#covered(group)) this.#ended(agents)
      group.agents.length = 0
    }
    this.#more.clear()
    this.#forgotten.clear()
    this.#isKnown = false
  }

  /** Agents of which the group has refusals. */
  #covered({ number, agents }: RefusalGroup): readonly ArrayLike<number>[] {
    if (this.#forgotten.size === 0) return agents
    const isRefused = (agent: number) => !((this.#forgotten.get(agent) ?? 0) >= number)
    return agents.map(some => Array.from(some).filter(isRefused))
  }

  #ended(agents: ArrayLike<number>): void {
    if (this.#isKnown) this.#agents.refusers.forget(agents, this.number)
    this.#agents.unsettleLater(agents)
  }

  #dropMore(keep: (refusal: Refusal) => boolean): void {
    if (this.#more.size === 0) return
    for (const [agent, others] of this.#more) {
      const kept = others.filter(keep)
      if (kept.length === 0) this.#more.delete(agent)
      else if (kept.length < others.length) this.#more.set(agent, kept)
    }
  }

  #grow(agent: number): void {
    this.#groups = longer(this.#groups, Math.max(agent + 1, 2 * this.#groups.length))
    while (this.#refused.length < this.#groups.length) this.#refused.push(Resources.NONE)
  }
}
