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
  readonly #byKey = new Map<string, Filter[]>()
  readonly #byId = new Map<number, Filter>()
  #next = 0

  constructor(clock: Clock) {
    this.#clock = clock
    this.#expired = clock.on(id => this.#remove(this.#byId.get(id)))
  }

  add(framework: string, role: string, agent: string, refused: Resources, duration: Time): void {
    const filter: Filter = { id: this.#next++, framework, role, agent, refused }
    this.#byId.set(filter.id, filter)
    const key = keyOf(framework, role, agent)
    const others = this.#byKey.get(key)
    if (others === undefined) this.#byKey.set(key, [filter])
    else others.push(filter)
    this.#clock.at(this.#clock.now + duration, this.#expired, filter.id, 0)
  }

  blocks(framework: string, role: string, agent: string, offered: Resources): boolean {
    if (this.#byId.size === 0) return false
    const filters = this.#byKey.get(keyOf(framework, role, agent))
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
    const key = keyOf(filter.framework, filter.role, filter.agent)
    const left = this.#byKey.get(key)!.filter(other => other !== filter)
    if (left.length === 0) this.#byKey.delete(key)
    else this.#byKey.set(key, left)
  }
}

const keyOf = (framework: string, role: string, agent: string) => `${framework}\n${role}\n${agent}`
