/**
 * What frameworks do not want to be offered again for a while.
 *
 * A filter lies on (framework, role, agent) at head and on (framework, agent) in 1.0, which passes one name for all roles.
 * It blocks an offer that the refused resources contain (RefusedOfferFilter, both eras).
 */
import type { Time } from '../../sim/engine/time.ts'
import type { Agent } from './agent.ts'
import type { AgentColumns } from './agent-columns.ts'
import { type Clock, honouredRefusal } from './protocol.ts'
import { type RefusalGroup, Refusals } from './refusals.ts'

export class OfferFilters {
  readonly #clock: Clock
  readonly #interval: Time
  readonly #expired: number
  /** By framework and role. */
  readonly #refusals = new Map<string, Map<string, Refusals>>()
  /** Groups that are not over, by the number of their timer; one that is over leaves its number to the next. */
  readonly #timed: (RefusalGroup | null)[] = []
  readonly #over: number[] = []
  #next = 1
  /** Numbers of frameworks that are gone. */
  readonly #free: number[] = []
  #numbers = 0
  readonly #agents: AgentColumns

  /** `interval` is the time between batches. */
  constructor(clock: Clock, interval: Time, agents: AgentColumns) {
    this.#clock = clock
    this.#interval = interval
    this.#agents = agents
    this.#expired = clock.on(group => this.#end(group))
  }

  /** What the framework refuses in the role. */
  of(framework: string, role: string): Refusals {
    let roles = this.#refusals.get(framework)
    if (roles === undefined) {
      roles = new Map()
      this.#refusals.set(framework, roles)
    }
    let refusals = roles.get(role)
    if (refusals === undefined) {
      refusals = new Refusals(framework, role, this.#free.pop() ?? this.#numbers++, this.#agents)
      roles.set(role, refusals)
    }
    return refusals
  }

  /**
   * Filters that are added to what this returns end when the framework asked for; null where it asked for none. They are to be
   * added before any other timer is set.
   */
  group(refusals: Refusals, asked: Time): RefusalGroup | null {
    const refused = honouredRefusal(asked)
    if (refused === 0) return null
    // A refusal outlives at least one batch; otherwise a short one would be over before anybody else is asked.
    const ends = this.#clock.now + Math.max(refused, this.#interval)
    const group = refusals.begin(this.#next++, ends)
    const timer = this.#over.pop() ?? this.#timed.length
    this.#timed[timer] = group
    this.#clock.at(ends, this.#expired, timer, 0)
    return group
  }

  /** Forgets what the framework refused in the role. */
  forgetRole(framework: string, role: string): void {
    this.#refusals.get(framework)?.get(role)?.clear()
  }

  forgetFramework(framework: string): void {
    for (const role of this.#refusals.get(framework)?.keys() ?? []) this.forgetRole(framework, role)
  }

  /** The framework is gone. */
  removeFramework(framework: string): void {
    this.forgetFramework(framework)
    for (const { number } of this.#refusals.get(framework)?.values() ?? []) this.#free.push(number)
    this.#refusals.delete(framework)
  }

  /** Linear in the frameworks: removal is rare. */
  forgetAgent({ number }: Agent): void {
    for (const roles of this.#refusals.values())
      for (const refusals of roles.values()) refusals.forget(number)
  }

  /** Filters in force, of one role or of all. */
  active(role?: string): number {
    let active = 0
    for (const roles of this.#refusals.values())
      for (const refusals of roles.values())
        if (role === undefined || refusals.role === role) active += refusals.size
    return active
  }

  #end(timer: number): void {
    const group = this.#timed[timer]!
    this.#timed[timer] = null
    this.#over.push(timer)
    group.refusals.end(group)
  }
}
