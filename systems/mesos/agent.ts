/**
 * An agent as the allocator knows it: what it has, who holds what of it, and what is left.
 */
import type { Time } from '../../sim/engine/time.ts'
import type { AgentInfo } from './protocol.ts'
import { Resources } from './resources.ts'

/** No state of frameworks. */
export const UNSETTLED = -1

export class Agent {
  readonly id: string
  readonly multiRole: boolean
  readonly hierarchicalRole: boolean
  /** False while it is disconnected: it keeps what it has, and is not offered. */
  activated = true
  unavailableFrom: Time | undefined
  /**
   * The state of frameworks in which an allocation found nobody to offer the agent to, see `Allocator`; UNSETTLED where
   * something of the agent changed since then.
   */
  settledIn = UNSETTLED
  /** By framework and role: offered or running. */
  readonly holdings = new Map<string, Map<string, Resources>>()
  #total: Resources
  #held: Resources = Resources.NONE
  #available: Resources | null = null

  constructor({ id, total, multiRole = true, hierarchicalRole = multiRole, unavailableFrom }: AgentInfo) {
    this.id = id
    this.#total = total
    this.multiRole = multiRole
    this.hierarchicalRole = hierarchicalRole
    this.unavailableFrom = unavailableFrom
  }

  get total(): Resources {
    return this.#total
  }

  set total(total: Resources) {
    this.#total = total
    this.#available = null
    this.settledIn = UNSETTLED
  }

  /** All that is offered or runs. */
  get held(): Resources {
    return this.#held
  }

  /** What nobody holds. Shared volumes are always there: holding one does not use it up. */
  get available(): Resources {
    this.#available ??= this.#total
      .filter(({ shared }) => shared === '')
      .minus(this.#held)
      .plus(this.#total.filter(({ shared }) => shared !== ''))
    return this.#available
  }

  get hasGpus(): boolean {
    return this.#total.quantities.get('gpus') > 0
  }

  heldBy(framework: string, role: string): Resources {
    return this.holdings.get(framework)?.get(role) ?? Resources.NONE
  }

  take(framework: string, role: string, resources: Resources): void {
    this.#held = this.#held.plus(resources)
    this.#set(framework, role, this.heldBy(framework, role).plus(resources))
  }

  give(framework: string, role: string, resources: Resources): void {
    this.#held = this.#held.minus(resources)
    this.#set(framework, role, this.heldBy(framework, role).minus(resources))
  }

  #set(framework: string, role: string, after: Resources): void {
    this.#available = null
    this.settledIn = UNSETTLED
    const roles = this.holdings.get(framework) ?? new Map<string, Resources>()
    if (after.isEmpty) roles.delete(role)
    else roles.set(role, after)
    if (roles.size === 0) this.holdings.delete(framework)
    else this.holdings.set(framework, roles)
  }
}
