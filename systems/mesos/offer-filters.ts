/**
 * What frameworks do not want to be offered again for a while.
 *
 * A filter lies on (framework, role, agent) at head and on (framework, agent) in 1.0, which passes one name for all roles.
 * It blocks an offer that the refused resources contain (RefusedOfferFilter, both eras).
 */
import type { Time } from '../../sim/engine/time.ts'
import type { Clock } from './protocol.ts'
import type { Resources } from './resources.ts'

interface Filter {
  readonly id: number
  readonly framework: string
  readonly role: string
  readonly agent: string
  readonly refused: Resources
}

export class OfferFilters {
  readonly #clock: Clock
  readonly #expired: number
  readonly #lifted: (agent: string) => void
  /** By agent, then framework and role. */
  readonly #byAgent = new Map<string, Map<string, Filter[]>>()
  readonly #byId = new Map<number, Filter>()
  #next = 0

  /** `lifted` hears of each filter that is gone, by its agent. */
  constructor(clock: Clock, lifted: (agent: string) => void) {
    this.#clock = clock
    this.#lifted = lifted
    this.#expired = clock.on(id => this.#remove(this.#byId.get(id)))
  }

  add(framework: string, role: string, agent: string, refused: Resources, duration: Time): void {
    const filter: Filter = { id: this.#next++, framework, role, agent, refused }
    this.#byId.set(filter.id, filter)
    let ofAgent = this.#byAgent.get(agent)
    if (ofAgent === undefined) {
      ofAgent = new Map()
      this.#byAgent.set(agent, ofAgent)
    }
    const key = keyOf(framework, role)
    const others = ofAgent.get(key)
    if (others === undefined) ofAgent.set(key, [filter])
    else others.push(filter)
    this.#clock.at(this.#clock.now + duration, this.#expired, filter.id, 0)
  }

  blocks(framework: string, role: string, agent: string, offered: Resources): boolean {
    const filters = this.#byAgent.get(agent)?.get(keyOf(framework, role))
    return filters?.some(({ refused }) => refused.contains(offered)) ?? false
  }

  /** Forgets the filters for which this is true. Linear in the filters: revive, deactivation and removal are rare. */
  removeWhere(isGone: (filter: Pick<Filter, 'framework' | 'role' | 'agent'>) => boolean): void {
    for (const filter of [...this.#byId.values()]) if (isGone(filter)) this.#remove(filter)
  }

  /** Filters in force, of one role or of all. */
  active(role?: string): number {
    if (role === undefined) return this.#byId.size
    return [...this.#byId.values()].filter(filter => filter.role === role).length
  }

  /** A timer of a filter that is gone finds nothing. */
  #remove(filter: Filter | undefined): void {
    if (filter === undefined) return
    this.#byId.delete(filter.id)
    const key = keyOf(filter.framework, filter.role)
    const ofAgent = this.#byAgent.get(filter.agent)!
    const left = ofAgent.get(key)!.filter(other => other !== filter)
    if (left.length === 0) ofAgent.delete(key)
    else ofAgent.set(key, left)
    if (ofAgent.size === 0) this.#byAgent.delete(filter.agent)
    this.#lifted(filter.agent)
  }
}

/** In 1.0 all roles have one name, which is empty. */
const keyOf = (framework: string, role: string) => (role === '' ? framework : `${framework}\n${role}`)
