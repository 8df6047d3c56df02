/**
 * An agent as the allocator knows it: what it has, how much of it is held, and what is left.
 */
import type { Time } from '../../sim/engine/time.ts'
import { type AgentColumns, LENDABLE, SUITS_ALL } from './agent-columns.ts'
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
  #total!: Resources
  /** Offered or running; without what is lent. */
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

  /** What nobody holds. Shared volumes are always there: holding one does not use it up. */
  get available(): Resources {
    const free = this.#columns.free(this.number)
    if (free !== null) return free
    const calculated = interned(this.#free())
    this.#columns.setFree(this.number, calculated)
    return calculated
  }

  /** While nothing is lent. */
  take(resources: Resources): void {
    this.#held = this.#held.plus(resources)
    this.#changed()
  }

  /** While nothing is lent. */
  give(resources: Resources): void {
    this.#held = this.#held.minus(resources)
    this.#changed()
  }

  /** So much of a loan stays with whom it was lent to, and the rest comes back. */
  keep(kept: Resources, rest: Resources): void {
    this.#held = this.#held.plus(kept)
    this.#columns.endLoan(this.number)
    this.#columns.setFree(this.number, rest)
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
}
