/**
 * The agents of an allocator: by name, by number, and those of which something changed since all were looked at.
 */
import { Agent } from './agent.ts'
import { AgentColumns } from './agent-columns.ts'
import type { Look } from './look.ts'
import type { AgentInfo } from './protocol.ts'
import type { Candidates } from './rounds.ts'

/** Below one in so many they are few. */
const FEW = 8

export class Roster {
  readonly columns = new AgentColumns()
  readonly #byName = new Map<string, Agent>()
  /** An agent that is gone leaves its number to the next. */
  readonly byNumber: (Agent | undefined)[] = []
  readonly #free: number[] = []
  #registrations = 0
  /** All, in the order in which they registered; null where it is to be made anew. */
  #all: Int32Array | null = null
  /** The state of frameworks in which all agents were looked at. */
  #lookedIn = -1

  get(name: string): Agent | undefined {
    return this.#byName.get(name)
  }

  get count(): number {
    return this.#byName.size
  }

  /** In the order in which they registered. */
  all(): Iterable<Agent> {
    return this.#byName.values()
  }

  /** The agent registers. @throws Error if it is there already: a fault of the caller. */
  add(info: AgentInfo): Agent {
    if (this.#byName.has(info.id)) throw new Error(`The allocator has an agent '${info.id}' already.`)
    const number = this.#free.pop() ?? this.byNumber.length
    const agent = new Agent(info, number, this.#registrations++, this.columns)
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

  /**
   * Puts the agents that an allocation has to look at into `look`, in the order in which they registered. In a state of
   * frameworks in which all were looked at, and nobody took those that are settled, only the others are worth a look.
   */
  toLookAt(candidates: Candidates, state: number, canSettle: boolean, look: Look): void {
    look.clear()
    this.columns.beforeLook(state, this.#lookedIn !== state)
    if (candidates !== 'all') {
      for (const name of candidates) {
        const agent = this.get(name)
        if (agent !== undefined) look.add(agent.number)
      }
      return
    }
    if (canSettle && this.#lookedIn === state) this.#changed(look)
    else look.addAll(this.#numbers())
    this.columns.clearUnsettled()
    this.#lookedIn = state
  }

  #numbers(): Int32Array {
    this.#all ??= Int32Array.from(this.#byName.values(), ({ number }) => number)
    return this.#all
  }

  /** Those of which something changed; of many, all are looked through, which costs less than to sort them. */
  #changed(look: Look): void {
    const all = this.#numbers()
    const { columns, byNumber } = this
    const { unsettled, unsettledCount } = columns
    if (unsettledCount * FEW > all.length) {
      for (let i = 0; i < all.length; i++) if (columns.isListed(all[i]!)) look.add(all[i]!)
      return
    }
    const few = [...unsettled.subarray(0, unsettledCount)].filter(number => byNumber[number] !== undefined)
    few.sort((a, b) => byNumber[a]!.order - byNumber[b]!.order)
    for (const number of few) look.add(number)
  }
}
