/**
 * An agent as the allocator knows it: what it has, who holds what of it, and what is left.
 */
import type { Time } from '../../sim/engine/time.ts'
import { interned } from './interned.ts'
import type { AgentInfo } from './protocol.ts'
import { Resources } from './resources.ts'

/** No state of frameworks. */
const UNSETTLED = -1

/** A word of the set of those that refuse all that is left; bits of small whole numbers. */
const WORD_BITS = 5
const IN_WORD = 31

export class Agent {
  readonly id: string
  /** Small, and its own as long as it is registered. */
  readonly number: number
  /** Later agents have larger ones. */
  readonly order: number
  readonly multiRole: boolean
  readonly hierarchicalRole: boolean
  /** False while it is disconnected: it keeps what it has, and is not offered. */
  activated = true
  unavailableFrom: Time | undefined
  /** Is it among the unsettled? */
  listed = false
  /** The state of frameworks in which an allocation found nobody to offer it to. */
  #settledIn = UNSETTLED
  readonly #unsettled: Agent[]
  /** By framework and role: offered or running; without what is lent. */
  readonly #holdings = new Map<string, Map<string, Resources>>()
  #total!: Resources
  #hasGpus = false
  #held: Resources = Resources.NONE
  #available: Resources | null = null
  /** All that was left, which one framework holds since; it mostly comes back as it went. Null: nothing is lent. */
  #lent: Resources | null = null
  #lentTo = ''
  #lentIn = ''
  /** Who refuses all that is left, and what that was. */
  readonly #refusers: number[] = []
  #refused: Resources | null = null

  /** The agent puts itself among `unsettled` when it may be worth an allocation again. */
  constructor(info: AgentInfo, number: number, order: number, unsettled: Agent[]) {
    const { id, total, multiRole = true, hierarchicalRole = multiRole, unavailableFrom } = info
    this.id = id
    this.number = number
    this.order = order
    this.multiRole = multiRole
    this.hierarchicalRole = hierarchicalRole
    this.unavailableFrom = unavailableFrom
    this.#unsettled = unsettled
    this.total = total
  }

  get total(): Resources {
    return this.#total
  }

  set total(total: Resources) {
    this.#settleLoan()
    this.#total = total
    this.#hasGpus = total.quantities.get('gpus') > 0
    this.#available = null
    this.unsettle()
  }

  /** All that is offered or runs. */
  get held(): Resources {
    this.#settleLoan()
    return this.#held
  }

  /** What is offered or runs, by framework and role. */
  get holdings(): ReadonlyMap<string, ReadonlyMap<string, Resources>> {
    this.#settleLoan()
    return this.#holdings
  }

  /** What nobody holds. Shared volumes are always there: holding one does not use it up. */
  get available(): Resources {
    this.#available ??= interned(this.#free())
    return this.#available
  }

  get hasGpus(): boolean {
    return this.#hasGpus
  }

  heldBy(framework: string, role: string): Resources {
    return this.holdings.get(framework)?.get(role) ?? Resources.NONE
  }

  take(framework: string, role: string, resources: Resources): void {
    this.unsettle()
    if (resources === this.#available && !this.#total.hasShared && !resources.isEmpty) {
      this.#settleLoan()
      this.#lent = resources
      this.#lentTo = framework
      this.#lentIn = role
      this.#available = Resources.NONE
      return
    }
    this.#set(framework, role, this.heldBy(framework, role).plus(resources))
    this.#held = this.#held.plus(resources)
    this.#available = null
  }

  give(framework: string, role: string, resources: Resources): void {
    this.unsettle()
    if (resources === this.#lent && framework === this.#lentTo && role === this.#lentIn) {
      this.#lent = null
      this.#available = resources
      return
    }
    this.#set(framework, role, this.heldBy(framework, role).minus(resources))
    this.#held = this.#held.minus(resources)
    this.#available = null
  }

  /** An allocation found nobody for it; it is not looked at again in this state of frameworks before something changes. */
  settle(state: number): void {
    this.#settledIn = state
  }

  isSettled(state: number): boolean {
    return this.#settledIn === state
  }

  /** Something of it changed: somebody may want it now. */
  unsettle(): void {
    this.#settledIn = UNSETTLED
    if (this.listed) return
    this.listed = true
    this.#unsettled.push(this)
  }

  /** Is it known that who has this number refuses all that is left? */
  isRefusedBy(number: number): boolean {
    return (
      this.#refused === this.available &&
      ((this.#refusers[number >> WORD_BITS]! >>> (number & IN_WORD)) & 1) === 1
    )
  }

  /** Whoever has this number refuses all that is left now. */
  refusedBy(number: number): void {
    if (this.#refused !== this.available) {
      this.#refused = this.available
      this.#refusers.fill(0)
    }
    const word = number >> WORD_BITS
    while (this.#refusers.length <= word) this.#refusers.push(0)
    this.#refusers[word]! |= 1 << (number & IN_WORD)
  }

  /** One refusal is over. */
  forgetRefusal(number: number): void {
    const word = number >> WORD_BITS
    if (word < this.#refusers.length) this.#refusers[word]! &= ~(1 << (number & IN_WORD))
  }

  #free(): Resources {
    if (!this.#total.hasShared) return this.#total.minus(this.held)
    return this.#total
      .filter(({ shared }) => shared === '')
      .minus(this.held)
      .plus(this.#total.filter(({ shared }) => shared !== ''))
  }

  #settleLoan(): void {
    const lent = this.#lent
    if (lent === null) return
    this.#lent = null
    const before = this.#holdings.get(this.#lentTo)?.get(this.#lentIn) ?? Resources.NONE
    this.#set(this.#lentTo, this.#lentIn, before.plus(lent))
    this.#held = this.#held.plus(lent)
  }

  #set(framework: string, role: string, after: Resources): void {
    const roles = this.#holdings.get(framework) ?? new Map<string, Resources>()
    if (after.isEmpty) roles.delete(role)
    else roles.set(role, after)
    if (roles.size === 0) this.#holdings.delete(framework)
    else this.#holdings.set(framework, roles)
  }
}
