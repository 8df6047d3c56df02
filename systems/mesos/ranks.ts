/**
 * The sorters of one allocator: one that ranks roles, and in every role one that ranks its frameworks.
 *
 * A role is there as long as it has a framework, and a framework in a role as long as it subscribes to it or holds
 * something in it.
 */
import type { Refusals } from './refusals.ts'
import type { RegisteredFramework } from './registered-framework.ts'
import type { Resources } from './resources.ts'
import type { Role, Seat } from './seat.ts'
import type { Sorter } from './sorter.ts'
import { Whole } from './whole.ts'

/** Makes sorters; those of one whole have it together. */
export type NewSorter = <T>(whole: Whole) => Sorter<T>

export class Ranks {
  readonly roles: Sorter<Role>
  /** All agents' resources. */
  readonly whole = new Whole()
  readonly #newSorter: NewSorter
  /** Is a framework's share a part of what its role holds (1.0), and not of the cluster (head)? */
  readonly #ofRole: boolean
  readonly #byRole = new Map<string, Role>()

  constructor(newSorter: NewSorter, sharesAreOf: 'cluster' | 'role') {
    this.#newSorter = newSorter
    this.#ofRole = sharesAreOf === 'role'
    this.roles = newSorter(this.whole)
  }

  /** The ranks of the frameworks of a role; undefined for a role without frameworks. */
  in(role: string): Sorter<Seat> | undefined {
    return this.#byRole.get(role)?.seats
  }

  has(framework: string, role: string): boolean {
    return this.#byRole.get(role)?.seats.contains(framework) === true
  }

  /** The framework may now be ranked in the role; harmless when it is there already. */
  join(framework: RegisteredFramework, name: string, refusals: Refusals): void {
    const role = this.#byRole.get(name) ?? this.#newRole(name)
    if (!role.seats.contains(framework.id)) role.seats.add(framework.id, { framework, role, refusals })
  }

  /** Whether the framework is ranked among those that get offers. */
  setActive(framework: string, role: string, active: boolean): void {
    const { seats } = this.#byRole.get(role)!
    if (active) seats.activate(framework)
    else seats.deactivate(framework)
  }

  leave(framework: string, role: string): void {
    const { seats } = this.#byRole.get(role)!
    seats.remove(framework)
    if (seats.count > 0) return
    this.#byRole.delete(role)
    this.roles.remove(role)
  }

  /** The framework was given resources. */
  hold(framework: string, role: string, agent: number, resources: Resources): void {
    const { seats } = this.#byRole.get(role)!
    if (this.#ofRole) seats.whole.addAgent(agent, resources)
    this.roles.allocated(role, agent, resources)
    seats.allocated(framework, agent, resources)
  }

  giveBack(framework: string, role: string, agent: number, resources: Resources): void {
    const { seats } = this.#byRole.get(role)!
    this.roles.unallocated(role, agent, resources)
    seats.unallocated(framework, agent, resources)
    if (this.#ofRole) seats.whole.removeAgent(agent, resources)
  }

  /** What the framework holds became other resources; nobody was given anything. */
  convert(framework: string, role: string, agent: number, before: Resources, after: Resources): void {
    const { seats } = this.#byRole.get(role)!
    this.roles.update(role, agent, before, after)
    seats.update(framework, agent, before, after)
    if (!this.#ofRole) return
    seats.whole.removeAgent(agent, before)
    seats.whole.addAgent(agent, after)
  }

  /** What the framework holds in the role, by agent. */
  held(framework: string, role: string): Iterable<[number, Resources]> {
    return this.#byRole.get(role)!.seats.allocation(framework)
  }

  holdsNothing(framework: string, role: string): boolean {
    return this.#byRole.get(role)!.seats.agentsOf(framework) === 0
  }

  /** Roles in which the framework is ranked. */
  rolesOf(framework: string): string[] {
    return [...this.#byRole.values()].filter(({ seats }) => seats.contains(framework)).map(({ name }) => name)
  }

  #newRole(name: string): Role {
    const role = { name, seats: this.#newSorter<Seat>(this.#ofRole ? new Whole() : this.whole) }
    this.#byRole.set(name, role)
    this.roles.add(name, role)
    this.roles.activate(name)
    return role
  }
}
