/**
 * Inverse offers: agents that will go down for maintenance are asked back from the frameworks that hold resources there.
 *
 * One is outstanding for each framework and agent at most. The answer is advisory; declining may keep further ones away for
 * a while (src/master/allocator/mesos/hierarchical.cpp, both eras).
 */
import type { Time } from '../../sim/engine/time.ts'
import type { Agent } from './agent.ts'
import type { Clock, InverseOffer } from './protocol.ts'
import type { Candidates } from './rounds.ts'

export class Maintenance {
  readonly #clock: Clock
  readonly #expired: number
  /** Those that are to be maintained. */
  readonly #agents = new Set<Agent>()
  readonly #outstanding = new Set<string>()
  /** Id of the filter in force, by framework and agent. */
  readonly #filtered = new Map<string, number>()
  readonly #keys = new Map<number, string>()
  #next = 0

  constructor(clock: Clock) {
    this.#clock = clock
    this.#expired = clock.on(id => {
      const key = this.#keys.get(id)
      this.#keys.delete(id)
      if (key !== undefined && this.#filtered.get(key) === id) this.#filtered.delete(key)
    })
  }

  /** The agent will be unavailable from then on, or never: everybody is asked anew. */
  schedule(agent: Agent, from: Time | undefined): void {
    agent.unavailableFrom = from
    if (from === undefined) this.#agents.delete(agent)
    else this.#agents.add(agent)
    this.#restart(agent.id)
  }

  /** The agent is gone. */
  forgetAgent(agent: Agent): void {
    this.#agents.delete(agent)
    this.#restart(agent.id)
  }

  /**
   * What an allocation that looks at these agents has to send; what is returned is outstanding. `activeOn` says which active
   * frameworks hold something of an agent.
   */
  inverseOffers(candidates: Candidates, activeOn: (agent: Agent) => readonly string[]): InverseOffer[] {
    if (this.#agents.size === 0) return []
    return [...this.#agents]
      .filter(({ id }) => candidates === 'all' || candidates.has(id))
      .sort((a, b) => a.order - b.order)
      .flatMap(agent => this.#inverseOffersOf(agent, activeOn(agent)))
  }

  #inverseOffersOf(agent: Agent, frameworks: readonly string[]): InverseOffer[] {
    const unavailableFrom = agent.unavailableFrom!
    return frameworks.flatMap(framework => {
      const key = keyOf(framework, agent.id)
      if (this.#outstanding.has(key) || this.#filtered.has(key)) return []
      this.#outstanding.add(key)
      return [{ framework, agent: agent.id, unavailableFrom }]
    })
  }

  /** The framework answered, or its inverse offer was rescinded. `refuseFor` of 0 keeps nothing away. */
  answered(framework: string, agent: string, refuseFor: Time): void {
    const key = keyOf(framework, agent)
    this.#outstanding.delete(key)
    if (refuseFor <= 0) return
    const id = this.#next++
    this.#filtered.set(key, id)
    this.#keys.set(id, key)
    this.#clock.at(this.#clock.now + refuseFor, this.#expired, id, 0)
  }

  #restart(agent: string): void {
    this.#forget(key => key.endsWith(`\n${agent}`))
  }

  /** The framework went away. */
  forgetFramework(framework: string): void {
    this.#forget(key => key.startsWith(`${framework}\n`))
  }

  /** The framework wants to be asked again; what is outstanding stays outstanding. */
  forgetFilters(framework: string): void {
    for (const key of [...this.#filtered.keys()])
      if (key.startsWith(`${framework}\n`)) this.#filtered.delete(key)
  }

  #forget(isGone: (key: string) => boolean): void {
    for (const key of [...this.#outstanding]) if (isGone(key)) this.#outstanding.delete(key)
    for (const key of [...this.#filtered.keys()]) if (isGone(key)) this.#filtered.delete(key)
  }
}

const keyOf = (framework: string, agent: string) => `${framework}\n${agent}`
