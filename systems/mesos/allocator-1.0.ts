/**
 * The allocation of Mesos 1.0, which DC/OS 1.8 ships (tag 1.0.1, src/master/allocator/mesos/hierarchical.cpp): one role a
 * framework, no tree, quota as a guarantee that is served in whole agents.
 */
import type { Agent } from './agent.ts'
import { SUITS_ALL } from './agent-columns.ts'
import { Allocator, type AllocatorParts } from './allocator.ts'
import { DrfSorter10 } from './drf-sorter-1.0.ts'
import type { Look } from './look.ts'
import type { OfferBook } from './offer-book.ts'
import type { MinAllocatable } from './protocol.ts'
import { Quantities } from './quantities.ts'
import { type NewSorter, Ranks } from './ranks.ts'
import type { RegisteredFramework } from './registered-framework.ts'
import { ANY_ROLE, isUnreserved } from './resource-kind.ts'
import type { Resources } from './resources.ts'
import type { Seat } from './seat.ts'

/** Filters lie on framework and agent. */
const EVERY_ROLE = ''

const nonRevocable = (resources: Resources): Resources =>
  resources.isOpen ? resources : resources.filter(kind => !kind.revocable)

export class Allocator10 extends Allocator {
  protected readonly ranks: Ranks
  readonly #guarantees = new Map<string, Quantities>()
  /** Ranks the roles with quota by what they hold that cannot be taken back. */
  readonly #quotaRoles: DrfSorter10<string>
  /** What roles with frameworks do not hold of all that is neither reserved nor revocable. Counted while there are guarantees. */
  #unreserved = new Quantities()

  constructor(parts: AllocatorParts) {
    super(parts)
    const newSorter: NewSorter = whole => new DrfSorter10(parts.options.excludedFromShares, whole)
    this.ranks = new Ranks({ roles: newSorter, frameworks: newSorter }, 'role')
    this.#quotaRoles = new DrfSorter10(parts.options.excludedFromShares)
  }

  /** An allocation follows. */
  setQuota(role: string, guarantees: Quantities): void {
    if (this.#guarantees.size === 0) this.#countAll()
    if (!this.#guarantees.has(role)) {
      this.#quotaRoles.add(role, role)
      const { roles } = this.ranks
      if (roles.contains(role))
        for (const [agent, resources] of roles.client(role).held.byAgent())
          this.#quotaRoles.allocated(this.#quotaRoles.client(role), agent, nonRevocable(resources))
    }
    this.#guarantees.set(role, guarantees)
    this.state++
    this.rounds.requestAll()
  }

  /** From now on all that is held and left counts. */
  #countAll(): void {
    this.#unreserved = new Quantities()
    for (const agent of this.agents.all()) {
      this.settleLoan(agent)
      this.#unreserved.add(agent.total.burst.quantities)
    }
    for (const { client } of this.ranks.all)
      for (const [, resources] of client.held.byAgent()) this.#unreserved.subtract(resources.burst.quantities)
  }

  /** An allocation follows. */
  removeQuota(role: string): void {
    if (this.#guarantees.delete(role)) this.#quotaRoles.remove(role)
    this.state++
    this.rounds.requestAll()
  }

  /** Frameworks cannot update themselves; they revive. */
  override unsuppressOffers(id: string): void {
    this.reviveOffers(id, [])
  }

  /** It is suppressed no more when it comes back. */
  override deactivateFramework(id: string): void {
    this.framework(id).suppressed.clear()
    super.deactivateFramework(id)
  }

  /** An allocation follows if one of the roles has frameworks. */
  override updateWeights(weights: Iterable<readonly [string, number]>): void {
    const all = [...weights]
    super.updateWeights(all)
    for (const [role, weight] of all) this.#quotaRoles.updateWeight(role, weight)
    if (all.some(([role]) => this.ranks.roles.contains(role))) this.rounds.requestAll()
  }

  /** An allocation of the agent follows. */
  override updateAvailable(id: string, before: Resources, after: Resources): void {
    super.updateAvailable(id, before, after)
    this.rounds.request(id)
  }

  /** A role with a guarantee gets nothing beyond it, and nobody else what is kept for it. */
  quotaWithholds(role: string, wanted: Quantities): boolean {
    const guarantee = this.#guarantees.get(role)
    if (guarantee === undefined) return this.#guarantees.size > 0 && !this.#remaining().contains(wanted)
    return this.ranks.roles.contains(role) && this.#quotaRoles.allocationQuantities(role).contains(guarantee)
  }

  /** Quota counts what all agents have left. */
  protected get isSeparable(): boolean {
    return this.#guarantees.size === 0
  }

  /** Quota counts everything at once. */
  protected lendsTo(): boolean {
    return this.#guarantees.size === 0
  }

  protected filterRole(): string {
    return EVERY_ROLE
  }

  /** Suppressed frameworks stay in the ranks, and are passed over. */
  protected isRanked(framework: RegisteredFramework): boolean {
    return framework.active
  }

  protected allocate(agents: Look, book: OfferBook): void {
    this.shuffle(agents)
    for (let i = 0; i < agents.count; i++) this.#guarantee(agents.numbers[i]!, book)
    book.nextStage()
    const remaining = this.#remaining()
    for (let i = 0; i < agents.count; i++) {
      if (!this.#isWorthIt(remaining) && !this.#isWorthIt(this.#withReserved(remaining))) return
      this.#share(agents.numbers[i]!, remaining, book)
    }
  }

  /** Without guarantees nothing is kept for anybody: what is left of the agent is part of what remains. */
  protected share(agent: number, book: OfferBook): void {
    this.#share(agent, null, book)
  }

  /** Stage 1: roles that do not hold their whole guarantee get whole agents. */
  #guarantee(agent: number, book: OfferBook): void {
    for (const role of this.#quotaRoles.order().list()) {
      if (!this.ranks.roles.contains(role)) continue
      if (this.#quotaRoles.allocationQuantities(role).contains(this.#guarantees.get(role)!)) continue
      for (const seat of this.ranks.in(role)!.order().list()) {
        const free = this.free(agent)
        if (this.#passesOver(seat, agent, free)) continue
        const lasting = nonRevocable(free)
        const offered = lasting.isOpen
          ? lasting
          : lasting.filter(kind => isUnreserved(kind) || kind.role === role)
        if (!this.isEnough(offered, seat)) break
        this.#give(book, agent, free, seat, offered)
      }
    }
  }

  /** Stage 2: everybody's reservations, and the rest for roles without quota as far as it is not kept for guarantees. */
  #share(agent: number, remaining: Quantities | null, book: OfferBook): void {
    this.ranks.settle()
    const roles = this.ranks.roles.order()
    for (let at = 0; at < roles.count; at++) {
      const role = roles.at(at)
      const hasQuota = this.#guarantees.has(role.name)
      const seats = role.seats.order()
      for (let i = 0; i < seats.count; i++) {
        const seat = seats.at(i)
        const free = this.free(agent)
        if (this.#passesOver(seat, agent, free)) continue
        const reach = reachOf(free, role.name, hasQuota)
        if (!this.isEnough(reach, seat)) break
        const offered = seat.framework.can('REVOCABLE_RESOURCES') ? reach : nonRevocable(reach)
        if (!this.isEnough(offered, seat) || remaining?.contains(offered.burst.quantities) === false) continue
        if (offered !== free) {
          roles.stand()
          seats.stand()
        }
        if (!this.#give(book, agent, free, seat, offered)) continue
        remaining?.subtract(offered.burst.quantities)
        if (offered === free) return
      }
    }
  }

  /**
   * What stage 2 may give of all that is neither reserved nor revocable: the cluster's, without what roles with frameworks hold
   * and without what guarantees still lack. What is reserved stands beside it, by its role, and serves no guarantee.
   */
  #remaining(): Quantities {
    const remaining = this.#unreserved.clone()
    for (const [role, guarantee] of this.#guarantees)
      remaining.subtract(this.#quotaRoles.allocationQuantities(role).shortOf(guarantee))
    return remaining
  }

  /** The same and what is reserved or revocable, and left. */
  #withReserved(remaining: Quantities): Quantities {
    const all = this.ranks.whole.quantities.clone()
    all.subtract(this.ranks.roles.allocationQuantities())
    all.subtract(this.#unreserved)
    all.add(new Quantities().shortOf(remaining))
    return all
  }

  #isWorthIt(quantities: Quantities): boolean {
    return this.options.minAllocatable.some(least => quantities.contains(least))
  }

  #passesOver({ framework, role, refusals }: Seat, agent: number, free: Resources): boolean {
    const { columns, byNumber } = this.agents
    return (
      columns.refusers.has(agent, refusals.number, free) ||
      framework.suppressed.has(role.name) ||
      (!columns.hasTrait(agent, SUITS_ALL) && !framework.suits(byNumber[agent]!, ANY_ROLE, this.options))
    )
  }

  protected leastFor(): MinAllocatable {
    return this.options.minAllocatable
  }

  #give(book: OfferBook, agent: number, free: Resources, seat: Seat, offered: Resources): boolean {
    if (seat.refusals.blocks(agent, offered, free)) return false
    this.offer(book, agent, seat, offered)
    return true
  }

  protected override track(seat: Seat, agent: number, resources: Resources): void {
    super.track(seat, agent, resources)
    if (this.#guarantees.size > 0) this.#unreserved.subtract(resources.burst.quantities)
    const quotaRole = this.#quotaRole(seat)
    if (quotaRole !== undefined) this.#quotaRoles.allocated(quotaRole, agent, nonRevocable(resources))
  }

  protected override untrack(seat: Seat, agent: number, resources: Resources): void {
    super.untrack(seat, agent, resources)
    if (this.#guarantees.size > 0) this.#unreserved.add(resources.burst.quantities)
    const quotaRole = this.#quotaRole(seat)
    if (quotaRole !== undefined) this.#quotaRoles.unallocated(quotaRole, agent, nonRevocable(resources))
  }

  protected override convert(seat: Seat, agent: number, before: Resources, after: Resources): void {
    super.convert(seat, agent, before, after)
    if (this.#guarantees.size > 0) {
      this.#unreserved.add(before.burst.quantities)
      this.#unreserved.subtract(after.burst.quantities)
    }
    const quotaRole = this.#quotaRole(seat)
    if (quotaRole !== undefined)
      this.#quotaRoles.update(quotaRole, agent, nonRevocable(before), nonRevocable(after))
  }

  /** What its role is to the sorter of roles with a guarantee; undefined: it has none. */
  #quotaRole({ role: { name } }: Seat) {
    return this.#guarantees.has(name) ? this.#quotaRoles.client(name) : undefined
  }

  protected override entered(agent: Agent): void {
    super.entered(agent)
    if (this.#guarantees.size > 0) this.#unreserved.add(agent.total.burst.quantities)
    this.#quotaRoles.whole.addAgent(agent.number, nonRevocable(agent.total))
  }

  protected override left(agent: Agent): void {
    super.left(agent)
    if (this.#guarantees.size > 0) this.#unreserved.subtract(agent.total.burst.quantities)
    this.#quotaRoles.whole.removeAgent(agent.number, nonRevocable(agent.total))
  }
}

function reachOf(free: Resources, role: string, hasQuota: boolean): Resources {
  if (free.isOpen && !hasQuota) return free
  return free.filter(kind => (isUnreserved(kind) ? !hasQuota : kind.role === role))
}
