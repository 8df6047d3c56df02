/**
 * The agents of an allocator: by name, by number, and those of which something changed since all were looked at.
 */
import { Agent } from './agent.ts'
import type { AgentInfo } from './protocol.ts'
import type { Candidates } from './rounds.ts'

/** Below one in so many they are few. */
const FEW = 8

export class Roster {
  readonly #byName = new Map<string, Agent>()
  /** An agent that is gone leaves its number to the next. */
  readonly byNumber: (Agent | undefined)[] = []
  readonly #free: number[] = []
  #registrations = 0
  readonly #unsettled: Agent[] = []
  /** All, in the order in which they registered; null where it is to be made anew. */
  #all: readonly Agent[] | null = null
  /** The state of frameworks in which all agents were looked at. */
  #lookedIn = -1

  get(name: string): Agent | undefined {
    return this.#byName.get(name)
  }

  /** In the order in which they registered. */
  all(): readonly Agent[] {
    this.#all ??= [...this.#byName.values()]
    return this.#all
  }

  /** The agent registers. @throws Error if it is there already: a fault of the caller. */
  add(info: AgentInfo): Agent {
    if (this.#byName.has(info.id)) throw new Error(`The allocator has an agent '${info.id}' already.`)
    const number = this.#free.pop() ?? this.byNumber.length
    const agent = new Agent(info, number, this.#registrations++, this.#unsettled)
    this.#byName.set(agent.id, agent)
    this.byNumber[number] = agent
    this.#all = null
    return agent
  }

  remove(agent: Agent): void {
    this.#byName.delete(agent.id)
    this.byNumber[agent.number] = undefined
    this.#free.push(agent.number)
    this.#all = null
  }

  /** Is it the agent that registered last under its name? */
  has(agent: Agent): boolean {
    return this.byNumber[agent.number] === agent
  }

  /**
   * The agents that an allocation has to look at, in the order in which they registered. In a state of frameworks in which all
   * were looked at, and nobody took those that are settled, only the others are worth a look.
   */
  toLookAt(candidates: Candidates, state: number, canSettle: boolean): readonly Agent[] {
    if (candidates !== 'all') return [...candidates].flatMap(name => this.get(name) ?? [])
    const agents = canSettle && this.#lookedIn === state ? this.#changed() : this.all()
    for (const agent of this.#unsettled) agent.listed = false
    this.#unsettled.length = 0
    this.#lookedIn = state
    return agents
  }

  /** Those of which something changed; of many, all are looked through, which costs less than to sort them. */
  #changed(): readonly Agent[] {
    const all = this.all()
    if (this.#unsettled.length * FEW > all.length) return all.filter(({ listed }) => listed)
    return this.#unsettled.filter(agent => this.has(agent)).sort((a, b) => a.order - b.order)
  }
}
