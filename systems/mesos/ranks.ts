/**
 * The sorters of one allocator: one that ranks roles, and in every role one that ranks its frameworks.
 *
 * A role is there as long as it has a framework, and a framework in a role as long as it subscribes to it or holds
 * something in it.
 */
import type { Resources } from './resources.ts'
import type { Sorter } from './sorter.ts'

/** What a framework's share is a part of: the whole cluster (head), or what its role holds (1.0). */
export type Whole = 'cluster' | 'role'

export class Ranks {
  readonly roles: Sorter
  readonly #newSorter: () => Sorter
  readonly #whole: Whole
  readonly #byRole = new Map<string, Sorter>()
  readonly #agents = new Map<string, Resources>()

  constructor(newSorter: () => Sorter, whole: Whole) {
    this.#newSorter = newSorter
    this.#whole = whole
    this.roles = newSorter()
  }

  /** The ranks of the frameworks of a role; undefined for a role without frameworks. */
  in(role: string): Sorter | undefined {
    return this.#byRole.get(role)
  }

  has(framework: string, role: string): boolean {
    return this.#byRole.get(role)?.contains(framework) === true
  }

  addAgent(agent: string, total: Resources): void {
    this.#agents.set(agent, total)
    this.roles.addAgent(agent, total)
    if (this.#whole === 'cluster') for (const sorter of this.#byRole.values()) sorter.addAgent(agent, total)
  }

  removeAgent(agent: string): void {
    this.#agents.delete(agent)
    this.roles.removeAgent(agent)
    if (this.#whole === 'cluster') for (const sorter of this.#byRole.values()) sorter.removeAgent(agent)
  }

  /** The framework may now be ranked in the role; harmless when it is there already. */
  join(framework: string, role: string): void {
    const sorter = this.#byRole.get(role) ?? this.#newRole(role)
    if (!sorter.contains(framework)) sorter.add(framework)
  }

  /** Whether the framework is ranked among those that get offers. */
  setActive(framework: string, role: string, active: boolean): void {
    const sorter = this.#byRole.get(role)!
    if (active) sorter.activate(framework)
    else sorter.deactivate(framework)
  }

  leave(framework: string, role: string): void {
    const sorter = this.#byRole.get(role)!
    sorter.remove(framework)
    if (sorter.count > 0) return
    this.#byRole.delete(role)
    this.roles.remove(role)
  }

  /** The framework was given resources. */
  hold(framework: string, role: string, agent: string, resources: Resources): void {
    const sorter = this.#byRole.get(role)!
    if (this.#whole === 'role') sorter.addAgent(agent, resources)
    this.roles.allocated(role, agent, resources)
    sorter.allocated(framework, agent, resources)
  }

  giveBack(framework: string, role: string, agent: string, resources: Resources): void {
    const sorter = this.#byRole.get(role)!
    this.roles.unallocated(role, agent, resources)
    sorter.unallocated(framework, agent, resources)
    if (this.#whole === 'role') sorter.removeAgent(agent, resources)
  }

  /** What the framework holds became other resources; nobody was given anything. */
  convert(framework: string, role: string, agent: string, before: Resources, after: Resources): void {
    const sorter = this.#byRole.get(role)!
    this.roles.update(role, agent, before, after)
    sorter.update(framework, agent, before, after)
    if (this.#whole === 'cluster') return
    sorter.removeAgent(agent, before)
    sorter.addAgent(agent, after)
  }

  /** What the framework holds in the role, by agent. */
  held(framework: string, role: string): ReadonlyMap<string, Resources> {
    return this.#byRole.get(role)!.allocation(framework)
  }

  /** Roles in which the framework is ranked. */
  rolesOf(framework: string): string[] {
    return [...this.#byRole].filter(([, sorter]) => sorter.contains(framework)).map(([role]) => role)
  }

  #newRole(role: string): Sorter {
    const sorter = this.#newSorter()
    this.#byRole.set(role, sorter)
    this.roles.add(role)
    this.roles.activate(role)
    if (this.#whole === 'cluster') for (const [agent, total] of this.#agents) sorter.addAgent(agent, total)
    return sorter
  }
}
