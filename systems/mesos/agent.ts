/**
 * An agent as the allocator knows it: what it has, who holds what of it, and what is left.
 */
import type { Time } from '../../sim/engine/time.ts'
import { type AgentColumns, type Borrower, LENDABLE, SUITS_ALL } from './agent-columns.ts'
import { interned } from './interned.ts'
import type { AgentInfo } from './protocol.ts'
import { Resources } from './resources.ts'

export class Agent {
  readonly id: string
  /** Small, and its own as long as it is registered. */
  readonly number: number
  /** Later agents have larger ones. */
  readonly order: number
  readonly multiRole: boolean
  readonly hierarchicalRole: boolean
  unavailableFrom: Time | undefined
  readonly #columns: AgentColumns
  /** By framework and role: offered or running; without what is lent. */
  readonly #holdings = new Map<string, Map<string, Resources>>()
  #total!: Resources
  #held: Resources = Resources.NONE

  /** Enters the columns under its number. */
  constructor(info: AgentInfo, number: number, order: number, columns: AgentColumns) {
    const { id, handle = -1, total, multiRole = true, hierarchicalRole = multiRole, unavailableFrom } = info
    this.id = id
    this.number = number
    this.order = order
    this.multiRole = multiRole
    this.hierarchicalRole = hierarchicalRole
    this.unavailableFrom = unavailableFrom
    this.#columns = columns
    columns.enter(number, handle)
    this.total = total
  }

  get total(): Resources {
    return this.#total
  }

  /** While nothing is lent. */
  set total(total: Resources) {
    this.#total = total
    const suitsAll = !this.hasGpus && this.multiRole && this.hierarchicalRole
    this.#columns.setTraits(this.number, (suitsAll ? SUITS_ALL : 0) | (total.hasShared ? 0 : LENDABLE))
    this.#changed()
  }

  get hasGpus(): boolean {
    return this.#total.quantities.get('gpus') > 0
  }

  /** False while it is disconnected: it keeps what it has, and is not offered. */
  get activated(): boolean {
    return this.#columns.isActivated(this.number)
  }

  set activated(activated: boolean) {
    this.#columns.setActivated(this.number, activated)
  }

  /** All that is offered or runs. */
  get held(): Resources {
    const lent = this.#columns.lent(this.number)
    return lent === null ? this.#held : this.#held.plus(lent)
  }

  /** What is offered or runs, by framework and role. */
  get holdings(): ReadonlyMap<string, ReadonlyMap<string, Resources>> {
    const lent = this.#columns.lent(this.number)
    if (lent === null) return this.#holdings
    const { framework, role } = this.#columns.borrowers[this.#columns.lentTo(this.number)]!
    const roles = new Map(this.#holdings.get(framework.id))
    roles.set(role.name, (roles.get(role.name) ?? Resources.NONE).plus(lent))
    return new Map<string, ReadonlyMap<string, Resources>>(this.#holdings).set(framework.id, roles)
  }

  /** What nobody holds. Shared volumes are always there: holding one does not use it up. */
  get available(): Resources {
    const free = this.#columns.free(this.number)
    if (free !== null) return free
    const calculated = interned(this.#free())
    this.#columns.setFree(this.number, calculated)
    return calculated
  }

  heldBy(framework: string, role: string): Resources {
    return this.holdings.get(framework)?.get(role) ?? Resources.NONE
  }

  /** While nothing is lent. */
  take(framework: string, role: string, resources: Resources): void {
    this.#hold(framework, role, resources)
    this.#changed()
  }

  /** While nothing is lent. */
  give(framework: string, role: string, resources: Resources): void {
    this.#set(framework, role, this.#heldBy(framework, role).minus(resources))
    this.#held = this.#held.minus(resources)
    this.#changed()
  }

  /** So much of a loan stays with whom it was lent to, and the rest comes back. */
  keep({ framework, role }: Borrower, kept: Resources, rest: Resources): void {
    this.#hold(framework.id, role.name, kept)
    this.#columns.endLoan(this.number)
    this.#columns.setFree(this.number, rest)
  }

  #hold(framework: string, role: string, resources: Resources): void {
    this.#set(framework, role, this.#heldBy(framework, role).plus(resources))
    this.#held = this.#held.plus(resources)
  }

  #changed(): void {
    this.#columns.setFree(this.number, null)
    this.#columns.unsettle(this.number)
  }

  #free(): Resources {
    if (!this.#total.hasShared) return this.#total.minus(this.#held)
    return this.#total
      .filter(({ shared }) => shared === '')
      .minus(this.#held)
      .plus(this.#total.filter(({ shared }) => shared !== ''))
  }

  #heldBy(framework: string, role: string): Resources {
    return this.#holdings.get(framework)?.get(role) ?? Resources.NONE
  }

  #set(framework: string, role: string, after: Resources): void {
    const roles = this.#holdings.get(framework) ?? new Map<string, Resources>()
    if (after.isEmpty) roles.delete(role)
    else roles.set(role, after)
    if (roles.size === 0) this.#holdings.delete(framework)
    else this.#holdings.set(framework, roles)
  }
}
