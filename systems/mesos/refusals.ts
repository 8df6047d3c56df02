/**
 * What one framework refused, agent by agent: in one role at head, in all together in 1.0.
 */
import type { Agent } from './agent.ts'
import { ByAgent } from './by-agent.ts'
import type { Resources } from './resources.ts'

interface Refusal {
  readonly refused: Resources
  /** Refusals of one group end together. */
  readonly group: number
}

export class Refusals {
  readonly framework: string
  readonly role: string
  /** Small, and its own as long as the framework is there. */
  readonly number: number
  /** How many are in force. */
  size = 0
  /** How often all were forgotten: nothing is left of groups from before. */
  clearings = 0
  readonly #refused = new ByAgent<Resources>()
  readonly #groups = new ByAgent<number>()
  /** Refusals of agents of which there is one already. */
  readonly #more = new Map<number, Refusal[]>()

  constructor(framework: string, role: string, number: number) {
    this.framework = framework
    this.role = role
    this.number = number
  }

  add(agent: Agent, refused: Resources, group: number): void {
    this.size++
    if (this.#refused.get(agent.number) === undefined) {
      this.#refused.set(agent.number, refused)
      this.#groups.set(agent.number, group)
    } else {
      const others = this.#more.get(agent.number)
      if (others === undefined) this.#more.set(agent.number, [{ refused, group }])
      else others.push({ refused, group })
    }
    if (refused.contains(agent.available)) agent.refusedBy(this.number)
  }

  /** Does a refusal contain what would be offered of the agent? */
  blocks(agent: Agent, offered: Resources): boolean {
    const { number } = agent
    const first = this.#refused.get(number)
    if (first === undefined) return false
    if (
      !first.contains(offered) &&
      this.#more.get(number)?.some(({ refused }) => refused.contains(offered)) !== true
    )
      return false
    if (offered === agent.available) agent.refusedBy(this.number)
    return true
  }

  /** A group is over. False where the agent has none of it. */
  end(agent: Agent, group: number): boolean {
    const { number } = agent
    const others = this.#more.get(number)
    if (this.#groups.get(number) === group) {
      const next = others?.shift()
      if (next === undefined) this.#delete(number)
      else {
        this.#refused.set(number, next.refused)
        this.#groups.set(number, next.group)
      }
    } else {
      const at = others?.findIndex(other => other.group === group) ?? -1
      if (at < 0) return false
      others!.splice(at, 1)
    }
    if (others?.length === 0) this.#more.delete(number)
    this.size--
    agent.forgetRefusal(this.number)
    return true
  }

  /** Nothing of the agent is refused any more. False where nothing was. */
  forget(agent: Agent): boolean {
    const { number } = agent
    if (this.#refused.get(number) === undefined) return false
    this.size -= 1 + (this.#more.get(number)?.length ?? 0)
    this.#more.delete(number)
    this.#delete(number)
    agent.forgetRefusal(this.number)
    return true
  }

  /** Nothing is refused any more; `visit` is called with the number of each agent of which something was. */
  clear(visit: (agent: number) => void): void {
    this.#refused.forEachAgent(visit)
    this.#refused.clear()
    this.#groups.clear()
    this.#more.clear()
    this.size = 0
    this.clearings++
  }

  #delete(agent: number): void {
    this.#refused.delete(agent)
    this.#groups.delete(agent)
  }
}
