/**
 * The allocation of Mesos at head (c1b42f79, src/master/allocator/mesos/hierarchical.cpp): roles in a tree, guarantees and
 * limits, agents divided down to what a guarantee lacks.
 */
import type { Time } from '../../sim/engine/time.ts'
import type { Agent } from './agent.ts'
import { SUITS_ALL } from './agent-columns.ts'
import { Allocator, type AllocatorParts } from './allocator.ts'
import { headSorters, type SorterNames } from './head-sorters.ts'
import { holderOf } from './holder.ts'
import type { Look } from './look.ts'
import type { OfferBook } from './offer-book.ts'
import type { FrameworkInfo, Holding, MinAllocatable, Quota } from './protocol.ts'
import { Quantities } from './quantities.ts'
import { QuotaBook } from './quota.ts'
import { Ranks } from './ranks.ts'
import type { RegisteredFramework } from './registered-framework.ts'
import { isUnreserved, topLevel } from './resource-kind.ts'
import { Resources } from './resources.ts'
import type { Candidates } from './rounds.ts'
import type { Seat } from './seat.ts'
import { TurnChance } from './turn-chance.ts'

export interface HeadParts extends AllocatorParts {
  readonly sorters?: SorterNames
}

/** What is required where nothing is guaranteed. */
const NOTHING = new Quantities()

export class HeadAllocator extends Allocator {
  readonly quotas = new QuotaBook()
  protected readonly ranks: Ranks
  /** Whoever is drawn by a sorter in an agent's turn. */
  readonly #turn = new TurnChance(this.lots)
  /** Shared volumes that were offered in this round, by agent: each is offered once a round. */
  readonly #sharedOffered = new Map<number, Resources>()
  /** What roles below others got in stage 2: the roles above are charged with it when the allocation is over. */
  #charges: [string, Resources][] | null = null

  constructor(parts: HeadParts) {
    super(parts)
    const { sorters, options } = parts
    this.ranks = new Ranks(headSorters(sorters, options.excludedFromShares, this.#turn), 'cluster')
  }

  /** In roles that are suppressed no more it forgets what was refused, and all refusals of inverse offers. No allocation follows. */
  override updateFramework(info: FrameworkInfo): void {
    const suppressed = [...this.framework(info.id).suppressed]
    super.updateFramework(info)
    const { roles, suppressed: still } = this.framework(info.id)
    for (const role of suppressed)
      if (roles.has(role) && !still.has(role)) this.filters.forgetRole(info.id, this.filterRole(role))
    this.maintenance.forgetFilters(info.id)
  }

  /** What it held is free again. No allocation follows. */
  override removeFramework(id: string): void {
    super.removeFramework(id)
    for (const [, held] of this.strangers.takeOut(id))
      for (const [agent, resources] of held.byAgent()) this.give(this.agents.byNumber[agent]!, resources)
  }

  /** What a framework held that is gone is free already; what one holds that has not come yet comes back. */
  override recoverResources(holding: Holding, refuseFor?: Time): void {
    const { framework, role, agent: id, resources } = holding
    const agent = this.agents.get(id)
    if (agent === undefined) return
    const held = this.strangers.of(holderOf(framework, role), agent.number)
    if (this.frameworks.has(framework) || held.contains(resources)) super.recoverResources(holding, refuseFor)
  }

  /** No allocation follows. @throws Error for a role below another. */
  updateQuota(role: string, quota: Quota): void {
    const isFirst = this.quotas.isEmpty
    this.quotas.set(role, quota)
    if (isFirst) this.#countAll()
    this.state++
  }

  removeQuota(role: string): void {
    this.quotas.remove(role)
    this.state++
  }

  quotaWithholds(role: string, wanted: Quantities): boolean {
    const quota = this.quotas.of(topLevel(role))
    if (quota !== undefined) {
      const left = this.quotas.left(quota, topLevel(role))
      for (const [name, amount] of wanted.entries())
        if (left.has(name) && left.get(name) < amount) return true
      if (this.quotas.unmet(topLevel(role)).contains(wanted)) return false
    }
    if (this.quotas.isEmpty) return false
    const surplus = this.#headroom()
    surplus.subtract(this.quotas.required())
    return !surplus.contains(wanted)
  }

  /** From now on all that is held and left counts. */
  #countAll(): void {
    for (const agent of this.agents.all()) {
      this.settleLoan(agent)
      this.quotas.enter(agent)
    }
    for (const { name, client } of this.ranks.all)
      for (const [, resources] of client.held.byAgent()) this.quotas.holds(name, resources)
  }

  /** Quota counts everything at once. */
  protected lendsTo(): boolean {
    return this.quotas.isEmpty
  }

  /** Guarantees and limits count what all agents have left. */
  protected get isSeparable(): boolean {
    return this.quotas.isEmpty
  }

  protected filterRole(role: string): string {
    return role
  }

  protected isRanked(framework: RegisteredFramework, role: string): boolean {
    return framework.active && framework.roles.has(role) && !framework.suppressed.has(role)
  }

  protected override offerAll(candidates: Candidates): void {
    this.#sharedOffered.clear()
    super.offerAll(candidates)
  }

  protected allocate(agents: Look, book: OfferBook): void {
    const required = this.quotas.required()
    if (this.quotas.hasGuarantees) {
      this.shuffle(agents)
      for (let i = 0; i < agents.count; i++) this.#guarantee(agents.numbers[i]!, required, book)
      book.nextStage()
    }
    this.shuffle(agents)
    const charges: [string, Resources][] = []
    this.#charges = charges
    for (let i = 0; i < agents.count; i++) this.#share(agents.numbers[i]!, required, book)
    this.#charges = null
    for (const [role, resources] of charges) this.quotas.holds(role, resources)
  }

  protected share(agent: number, book: OfferBook): void {
    this.#share(agent, NOTHING, book)
  }

  /** Stage 1: roles that are short of a guarantee, and what else they can have with it. */
  #guarantee(agent: number, required: Quantities, book: OfferBook): void {
    this.#turn.begin(agent)
    for (const role of this.ranks.roles.order().list()) {
      const quota = this.quotas.of(role.name)
      if (quota === undefined || quota.guarantees.isEmpty) continue
      for (const seat of role.seats.order().list()) {
        const unmet = this.quotas.unmet(role.name)
        if (unmet.isEmpty) break
        const free = this.free(agent)
        if (this.agents.columns.refusers.has(agent, seat.refusals.number, free)) continue
        const available = this.#takeable(agent, free, seat)
        const unreserved = available.burst
        const guaranteed = unreserved.cutTo(unmet, 'nothing')
        if (guaranteed.isEmpty) continue
        // `left` has the names of the limits alone: what has no limit must not get one by subtracting from it.
        const left = this.quotas.left(quota, role.name)
        for (const [name, amount] of guaranteed.quantities.entries())
          if (left.has(name)) left.addTo(name, -amount)
        const more = this.#withinHeadroom(unreserved.minus(guaranteed).cutTo(left, 'everything'), required)
        const offered = available.minus(unreserved).plus(guaranteed).plus(more)
        if (!this.#give(book, agent, free, seat, offered)) continue
        required.subtract(guaranteed.quantities)
      }
    }
  }

  /** Stage 2: everybody, by share, as far as limits and unmet guarantees allow. */
  #share(agent: number, required: Quantities, book: OfferBook): void {
    const { refusers } = this.agents.columns
    let free = this.free(agent)
    if (free.isEmpty) return
    this.#turn.begin(agent)
    this.ranks.settle()
    const roles = this.ranks.roles.order()
    let at = refusers.passOver(agent, free, roles, 0)
    for (; at < roles.count; at = refusers.passOver(agent, free, roles, at + 1)) {
      const role = roles.at(at)
      const seats = role.seats.order()
      let i = refusers.passOver(agent, free, seats, 0)
      for (; i < seats.count; i = refusers.passOver(agent, free, seats, i + 1)) {
        const seat = seats.at(i)
        const available = this.#takeable(agent, free, seat)
        if (available.isEmpty) continue
        const offered = this.quotas.isEmpty ? available : this.#allowed(available, role.name, required)
        if (!this.#give(book, agent, free, seat, offered)) continue
        free = this.free(agent)
        if (free.isEmpty) return
      }
    }
  }

  /** What of it limits and unmet guarantees let the role have. */
  #allowed(available: Resources, role: string, required: Quantities): Resources {
    const quota = this.quotas.of(role)
    const unreserved = available.burst
    const within =
      quota === undefined ? unreserved : unreserved.cutTo(this.quotas.left(quota, role), 'everything')
    const open = this.#withinHeadroom(within, required)
    return open === unreserved ? available : available.minus(unreserved).plus(open)
  }

  #takeable(agent: number, free: Resources, { framework, role }: Seat): Resources {
    const { columns, byNumber } = this.agents
    if (!columns.hasTrait(agent, SUITS_ALL) && !framework.suits(byNumber[agent]!, role.name, this.options))
      return Resources.NONE
    const takeable = framework.takeable(free, role.name)
    return takeable.hasShared ? takeable.minus(this.#sharedOffered.get(agent) ?? Resources.NONE) : takeable
  }

  protected leastFor({ framework, role }: Seat): MinAllocatable {
    return framework.leastIn(role.name, this.options)
  }

  #withinHeadroom(resources: Resources, required: Quantities): Resources {
    const surplus = this.#headroom()
    surplus.subtract(required)
    return resources.cutTo(surplus, 'nothing')
  }

  /** What is free, and what strangers hold: it counts for no role, so that the guarantees of theirs seem unmet. */
  #headroom(): Quantities {
    const headroom = this.quotas.headroom.clone()
    for (const [, held] of this.strangers)
      for (const [, resources] of held.byAgent()) headroom.add(resources.filter(isUnreserved).quantities)
    return headroom
  }

  /** Offers it, unless it is too little or was refused. */
  #give(book: OfferBook, agent: number, free: Resources, seat: Seat, resources: Resources): boolean {
    if (!this.isEnough(resources, seat)) return false
    if (seat.refusals.blocks(agent, resources, free)) return false
    this.offer(book, agent, seat, resources)
    if (!resources.hasShared) return true
    const shared = resources.filter(kind => kind.shared !== '')
    this.#sharedOffered.set(agent, shared.plus(this.#sharedOffered.get(agent) ?? Resources.NONE))
    return true
  }

  protected override track(seat: Seat, agent: number, resources: Resources): void {
    super.track(seat, agent, resources)
    if (this.quotas.isEmpty) return
    const { name } = seat.role
    if (this.#charges !== null && topLevel(name) !== name) this.#charges.push([name, resources])
    else this.quotas.holds(name, resources)
  }

  protected override untrack(seat: Seat, agent: number, resources: Resources): void {
    super.untrack(seat, agent, resources)
    if (!this.quotas.isEmpty) this.quotas.givesBack(seat.role.name, resources)
  }

  protected override convert(seat: Seat, agent: number, before: Resources, after: Resources): void {
    super.convert(seat, agent, before, after)
    if (this.quotas.isEmpty) return
    this.quotas.givesBack(seat.role.name, before)
    this.quotas.holds(seat.role.name, after)
  }

  protected override take(agent: Agent, resources: Resources): void {
    if (this.quotas.isEmpty) {
      super.take(agent, resources)
      return
    }
    const before = agent.available
    super.take(agent, resources)
    this.quotas.moved(before, agent.available)
  }

  protected override give(agent: Agent, resources: Resources): void {
    if (this.quotas.isEmpty) {
      super.give(agent, resources)
      return
    }
    const before = agent.available
    super.give(agent, resources)
    this.quotas.moved(before, agent.available)
  }

  protected override entered(agent: Agent): void {
    super.entered(agent)
    if (!this.quotas.isEmpty) this.quotas.enter(agent)
  }

  protected override left(agent: Agent): void {
    super.left(agent)
    if (!this.quotas.isEmpty) this.quotas.leave(agent)
  }
}
