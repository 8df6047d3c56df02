/**
 * A framework as the allocator knows it.
 */
import type { Agent } from './agent.ts'
import type { AllocatorOptions, Capability, FrameworkInfo, MinAllocatable } from './protocol.ts'
import { isAllocatableTo } from './resource-kind.ts'
import type { Resources } from './resources.ts'

export class RegisteredFramework {
  readonly id: string
  roles: ReadonlySet<string>
  readonly suppressed: Set<string>
  /** False while its scheduler is disconnected. */
  active = false
  #capabilities: ReadonlySet<Capability>
  #minAllocatable: ReadonlyMap<string, MinAllocatable>

  constructor({ id, roles, suppressed = [], capabilities = [], minAllocatable = new Map() }: FrameworkInfo) {
    this.id = id
    this.roles = new Set(roles)
    this.suppressed = new Set(suppressed)
    this.#capabilities = new Set(capabilities)
    this.#minAllocatable = minAllocatable
  }

  /** Takes over what the framework says anew when it subscribes again. */
  update({ roles, suppressed = [], capabilities = [], minAllocatable = new Map() }: FrameworkInfo): void {
    this.roles = new Set(roles)
    this.suppressed.clear()
    for (const role of suppressed) this.suppressed.add(role)
    this.#capabilities = new Set(capabilities)
    this.#minAllocatable = minAllocatable
  }

  /** The named roles, or all of its own where none is named. */
  rolesOr(named: Iterable<string>): string[] {
    const some = [...named]
    return some.length > 0 ? some : [...this.roles]
  }

  can(capability: Capability): boolean {
    return this.#capabilities.has(capability)
  }

  /** Can it be offered anything of this agent in this role at all? */
  suits(agent: Agent, role: string, { filterGpuResources }: AllocatorOptions): boolean {
    if (filterGpuResources && agent.hasGpus && !this.can('GPU_RESOURCES')) return false
    if (this.can('MULTI_ROLE') && !agent.multiRole) return false
    return agent.hierarchicalRole || !role.includes('/')
  }

  /** What of the resources the role may have and the framework can handle. */
  takeable(resources: Resources, role: string): Resources {
    if (resources.isOpen) return resources
    return resources.filter(
      kind =>
        isAllocatableTo(kind, role) &&
        (!kind.revocable || this.can('REVOCABLE_RESOURCES')) &&
        (!kind.refined || this.can('RESERVATION_REFINEMENT')) &&
        (kind.shared === '' || this.can('SHARED_RESOURCES')),
    )
  }

  /** Amounts of which one must be there to be worth an offer. */
  leastIn(role: string, { minAllocatable }: AllocatorOptions): MinAllocatable {
    return this.#minAllocatable.size === 0
      ? minAllocatable
      : (this.#minAllocatable.get(role) ?? minAllocatable)
  }
}
