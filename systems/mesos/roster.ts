/**
 * The agents of an allocator: by name, by number, and those of which something changed since all were looked at.
 */
import { Agent } from './agent.ts'
import type { AgentInfo } from './protocol.ts'
import type { Candidates } from './rounds.ts'

export class Roster {
  readonly #byName = new Map<string, Agent>()
  /** An agent that is gone leaves its number to the next. */
  readonly byNumber: (Agent | undefined)[] = []
  readonly #free: number[] = []
  #registrations = 0
  readonly #unsettled: Agent[] = []
  /** The state of frameworks in which all agents were looked at. */
  #lookedIn = -1

  get(name: string): Agent | undefined {
    return this.#byName.get(name)
  }

  /** In the order in which they registered. */
  all(): Iterable<Agent> {
    return this.#byName.values()
  }

  /** The agent registers. @throws Error if it is there already: a fault of the caller. */
  add(info: AgentInfo): Agent {
    if (this.#byName.has(info.id)) throw new Error(`The allocator has an agent '${info.id}' already.`)
    const number = this.#free.pop() ?? this.byNumber.length
    const agent = new Agent(info, number, this.#registrations++, this.#unsettled)
    this.#byName.set(agent.id, agent)
    this.byNumber[number] = agent
    return agent
  }

  remove(agent: Agent): void {
    this.#byName.delete(agent.id)
    this.byNumber[agent.number] = undefined
    this.#free.push(agent.number)
  }

  /** Is it the agent that registered last under its name? */
  has(agent: Agent): boolean {
    return this.byNumber[agent.number] === agent
  }

  /**
   * The agents that an allocation has to look at, in the order in which they registered. In a state of frameworks in which all
   * were looked at, and nobody took those that are settled, only the others are worth a look.
   */
  toLookAt(candidates: Candidates, state: number, canSettle: boolean): Agent[] {
    if (candidates !== 'all') return [...candidates].flatMap(name => this.get(name) ?? [])
    const changed = this.#unsettled.splice(0)
    for (const agent of changed) agent.listed = false
    const wereSettled = canSettle && this.#lookedIn === state
    this.#lookedIn = state
    if (!wereSettled) return [...this.#byName.values()]
    return changed.filter(agent => this.has(agent)).sort((a, b) => a.order - b.order)
  }
}
