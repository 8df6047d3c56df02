/**
 * What one framework refused, agent by agent: in one role at head, in all together in 1.0.
 */
import { longer } from '../../sim/world/rows.ts'
import type { AgentColumns } from './agent-columns.ts'
import type { Resources } from './resources.ts'

interface Refusal {
  readonly refused: Resources
  /** Refusals of one group end together. */
  readonly group: number
}

/** No group. */
const NONE = 0

export class Refusals {
  readonly framework: string
  readonly role: string
  /** Small, and its own as long as the framework is there. */
  readonly number: number
  /** How many are in force. */
  size = 0
  /** How often all were forgotten: nothing is left of groups from before. */
  clearings = 0
  readonly #agents: AgentColumns
  /** By agent; 0: nothing is refused. */
  #groups = new Int32Array(0)
  /** By agent; of no meaning where nothing is refused. */
  readonly #refused: Resources[] = []
  /** Refusals of agents of which there is one already. */
  readonly #more = new Map<number, Refusal[]>()

  constructor(framework: string, role: string, number: number, agents: AgentColumns) {
    this.framework = framework
    this.role = role
    this.number = number
    this.#agents = agents
  }

  /** Groups have numbers from 1 on. */
  add(agent: number, refused: Resources, group: number): void {
    if (this.#groups.length <= agent) this.#grow(agent)
    this.size++
    if (this.#groups[agent] === NONE) {
      this.#groups[agent] = group
      this.#refused[agent] = refused
    } else {
      const others = this.#more.get(agent)
      if (others === undefined) this.#more.set(agent, [{ refused, group }])
      else others.push({ refused, group })
    }
  }

  /** Does a refusal contain what would be offered of the agent, of which `free` is left? */
  blocks(agent: number, offered: Resources, free: Resources): boolean {
    if (agent >= this.#groups.length || this.#groups[agent] === NONE) return false
    if (
      !this.#refused[agent]!.contains(offered) &&
      this.#more.get(agent)?.some(({ refused }) => refused.contains(offered)) !== true
    )
      return false
    if (offered === free) this.#agents.refusedBy(agent, this.number, free)
    return true
  }

  /** A group is over. False where the agent has none of it. */
  end(agent: number, group: number): boolean {
    const others = this.#more.size === 0 ? undefined : this.#more.get(agent)
    if (this.#groups[agent] === group) {
      const next = others?.shift()
      this.#groups[agent] = next?.group ?? NONE
      if (next !== undefined) this.#refused[agent] = next.refused
    } else {
      const at = others?.findIndex(other => other.group === group) ?? -1
      if (at < 0) return false
      others!.splice(at, 1)
    }
    if (others?.length === 0) this.#more.delete(agent)
    this.size--
    this.#agents.forgetRefusal(agent, this.number)
    return true
  }

  /** Nothing of the agent is refused any more. */
  forget(agent: number): void {
    if (agent >= this.#groups.length || this.#groups[agent] === NONE) return
    this.size -= 1 + (this.#more.get(agent)?.length ?? 0)
    this.#more.delete(agent)
    this.#groups[agent] = NONE
    this.#agents.forgetRefusal(agent, this.number)
  }

  /** Nothing is refused any more. */
  clear(): void {
    for (let agent = 0; agent < this.#groups.length; agent++) {
      if (this.#groups[agent] === NONE) continue
      this.#groups[agent] = NONE
      this.#agents.forgetRefusal(agent, this.number)
      this.#agents.unsettle(agent)
    }
    this.#more.clear()
    this.size = 0
    this.clearings++
  }

  #grow(agent: number): void {
    this.#groups = longer(this.#groups, Math.max(agent + 1, 2 * this.#groups.length))
  }
}
