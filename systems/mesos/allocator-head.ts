/**
 * The allocation of Mesos at head (c1b42f79, src/master/allocator/mesos/hierarchical.cpp): roles in a tree, guarantees and
 * limits, agents divided down to what a guarantee lacks.
 */
import type { Agent } from './agent.ts'
import { Allocator, type AllocatorParts } from './allocator.ts'
import { DrfSorter } from './drf-sorter.ts'
import type { OfferBook } from './offer-book.ts'
import type { Quota } from './protocol.ts'
import type { Quantities } from './quantities.ts'
import { QuotaBook } from './quota.ts'
import { type NewSorter, Ranks } from './ranks.ts'
import type { RegisteredFramework } from './registered-framework.ts'
import { topLevel } from './resource-kind.ts'
import { Resources } from './resources.ts'
import type { Seat } from './seat.ts'

/** How the allocator ranks; `random` sorters are the option of `--role_sorter` and `--framework_sorter`. */
export interface HeadParts extends AllocatorParts {
  readonly newSorter?: NewSorter
}

export class HeadAllocator extends Allocator {
  readonly quotas = new QuotaBook()
  protected readonly ranks: Ranks
  /** Shared volumes that were offered in this round, by agent: each is offered once a round. */
  readonly #sharedOffered = new Map<string, Resources>()

  constructor(parts: HeadParts) {
    super(parts)
    this.ranks = new Ranks(
      parts.newSorter ?? (whole => new DrfSorter(parts.options.excludedFromShares, whole)),
      'cluster',
    )
  }

  /** No allocation follows. @throws Error for a role below another. */
  updateQuota(role: string, quota: Quota): void {
    this.quotas.set(role, quota)
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
    const surplus = this.quotas.headroom.clone()
    surplus.subtract(this.quotas.required())
    return !surplus.contains(wanted)
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

  protected allocate(agents: Agent[], book: OfferBook): void {
    this.#sharedOffered.clear()
    const required = this.quotas.required()
    if (this.quotas.hasGuarantees) for (const agent of agents) this.#guarantee(agent, required, book)
    book.nextStage()
    this.shuffle(agents)
    for (const agent of agents) this.#share(agent, required, book)
  }

  /** Stage 1: roles that are short of a guarantee, and what else they can have with it. */
  #guarantee(agent: Agent, required: Quantities, book: OfferBook): void {
    for (const role of this.ranks.roles.sort()) {
      const quota = this.quotas.of(role.name)
      if (quota === undefined || quota.guarantees.isEmpty) continue
      for (const seat of role.seats.sort()) {
        const unmet = this.quotas.unmet(role.name)
        if (unmet.isEmpty) break
        if (agent.isRefusedBy(seat.refusals.number)) continue
        const available = this.#takeable(agent, seat)
        const unreserved = available.burst
        const guaranteed = unreserved.cutTo(unmet, 'nothing')
        if (guaranteed.isEmpty) continue
        // `left` has the names of the limits alone: what has no limit must not get one by subtracting from it.
        const left = this.quotas.left(quota, role.name)
        for (const [name, amount] of guaranteed.quantities.entries())
          if (left.has(name)) left.addTo(name, -amount)
        const more = this.#withinHeadroom(unreserved.minus(guaranteed).cutTo(left, 'everything'), required)
        const offered = available.minus(unreserved).plus(guaranteed).plus(more)
        if (!this.#give(book, agent, seat, offered)) continue
        required.subtract(guaranteed.quantities)
      }
    }
  }

  /** Stage 2: everybody, by share, as far as limits and unmet guarantees allow. */
  #share(agent: Agent, required: Quantities, book: OfferBook): void {
    for (const role of this.ranks.roles.sort()) {
      if (agent.available.isEmpty) return
      const quota = this.quotas.of(role.name)
      for (const seat of role.seats.sort()) {
        if (agent.isRefusedBy(seat.refusals.number)) continue
        const available = this.#takeable(agent, seat)
        if (available.isEmpty) continue
        const unreserved = available.burst
        const allowed =
          quota === undefined
            ? unreserved
            : unreserved.cutTo(this.quotas.left(quota, role.name), 'everything')
        const open = this.#withinHeadroom(allowed, required)
        const offered = open === unreserved ? available : available.minus(unreserved).plus(open)
        if (this.#give(book, agent, seat, offered) && agent.available.isEmpty) break
      }
    }
  }

  #takeable(agent: Agent, { framework, role }: Seat): Resources {
    if (!framework.suits(agent, role.name, this.options)) return Resources.NONE
    const takeable = framework.takeable(agent.available, role.name)
    return takeable.hasShared ? takeable.minus(this.#sharedOffered.get(agent.id) ?? Resources.NONE) : takeable
  }

  #withinHeadroom(resources: Resources, required: Quantities): Resources {
    // Nobody can be offered more than is free, and nothing is required.
    if (this.quotas.isEmpty) return resources
    const surplus = this.quotas.headroom.clone()
    surplus.subtract(required)
    return resources.cutTo(surplus, 'nothing')
  }

  /** Offers it, unless it is too little or was refused. */
  #give(book: OfferBook, agent: Agent, seat: Seat, resources: Resources): boolean {
    const { framework, role, refusals } = seat
    if (!framework.isEnough(resources, role.name, this.options)) return false
    if (refusals.blocks(agent, resources)) return false
    this.offer(book, agent, seat, resources)
    if (!resources.hasShared) return true
    const shared = resources.filter(kind => kind.shared !== '')
    this.#sharedOffered.set(agent.id, shared.plus(this.#sharedOffered.get(agent.id) ?? Resources.NONE))
    return true
  }

  protected override track(framework: string, role: string, agent: number, resources: Resources): void {
    super.track(framework, role, agent, resources)
    this.quotas.holds(role, resources)
  }

  protected override untrack(framework: string, role: string, agent: number, resources: Resources): void {
    super.untrack(framework, role, agent, resources)
    this.quotas.givesBack(role, resources)
  }

  protected override convert(
    framework: string,
    role: string,
    agent: number,
    before: Resources,
    after: Resources,
  ): void {
    super.convert(framework, role, agent, before, after)
    this.quotas.givesBack(role, before)
    this.quotas.holds(role, after)
  }

  protected override take(agent: Agent, framework: string, role: string, resources: Resources): void {
    const before = agent.available
    super.take(agent, framework, role, resources)
    this.quotas.moved(before, agent.available)
  }

  protected override give(agent: Agent, framework: string, role: string, resources: Resources): void {
    const before = agent.available
    super.give(agent, framework, role, resources)
    this.quotas.moved(before, agent.available)
  }

  protected override entered(agent: Agent): void {
    super.entered(agent)
    this.quotas.enter(agent)
  }

  protected override left(agent: Agent): void {
    super.left(agent)
    this.quotas.leave(agent)
  }
}
