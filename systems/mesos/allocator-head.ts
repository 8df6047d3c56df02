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
import { burst, QuotaBook } from './quota.ts'
import { Ranks } from './ranks.ts'
import type { RegisteredFramework } from './registered-framework.ts'
import { Resources } from './resources.ts'
import type { Sorter } from './sorter.ts'

/** How the allocator ranks; `random` sorters are the option of `--role_sorter` and `--framework_sorter`. */
export interface HeadParts extends AllocatorParts {
  readonly newSorter?: () => Sorter
}

export class HeadAllocator extends Allocator {
  readonly quotas = new QuotaBook()
  protected readonly ranks: Ranks
  /** Shared volumes that were offered in this round, by agent: each is offered once a round. */
  readonly #sharedOffered = new Map<string, Resources>()

  constructor(parts: HeadParts) {
    super(parts)
    this.ranks = new Ranks(
      parts.newSorter ?? (() => new DrfSorter(parts.options.excludedFromShares)),
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
    this.shuffle(agents)
    for (const agent of agents) this.#share(agent, required, book)
  }

  /** Stage 1: roles that are short of a guarantee, and what else they can have with it. */
  #guarantee(agent: Agent, required: Quantities, book: OfferBook): void {
    for (const role of this.ranks.roles.sort()) {
      const quota = this.quotas.of(role)
      if (quota === undefined || quota.guarantees.isEmpty) continue
      for (const id of this.ranks.in(role)!.sort()) {
        const unmet = this.quotas.unmet(role)
        if (unmet.isEmpty) break
        const framework = this.frameworks.get(id)!
        const available = this.#takeable(agent, framework, role)
        const unreserved = burst(available)
        const guaranteed = unreserved.cutTo(unmet, 'nothing')
        if (guaranteed.isEmpty) continue
        // `left` has the names of the limits alone: what has no limit must not get one by subtracting from it.
        const left = this.quotas.left(quota, role)
        for (const [name, amount] of guaranteed.quantities.entries())
          if (left.has(name)) left.addTo(name, -amount)
        const more = this.#withinHeadroom(unreserved.minus(guaranteed).cutTo(left, 'everything'), required)
        const offered = available.minus(unreserved).plus(guaranteed).plus(more)
        if (!this.#give(book, agent, framework, role, offered)) continue
        required.subtract(guaranteed.quantities)
      }
    }
  }

  /** Stage 2: everybody, by share, as far as limits and unmet guarantees allow. */
  #share(agent: Agent, required: Quantities, book: OfferBook): void {
    for (const role of this.ranks.roles.sort()) {
      if (agent.available.isEmpty) return
      const quota = this.quotas.of(role)
      for (const id of this.ranks.in(role)!.sort()) {
        const framework = this.frameworks.get(id)!
        const available = this.#takeable(agent, framework, role)
        if (available.isEmpty) continue
        const unreserved = burst(available)
        const allowed =
          quota === undefined ? unreserved : unreserved.cutTo(this.quotas.left(quota, role), 'everything')
        const offered = available.minus(unreserved).plus(this.#withinHeadroom(allowed, required))
        this.#give(book, agent, framework, role, offered)
      }
    }
  }

  #takeable(agent: Agent, framework: RegisteredFramework, role: string): Resources {
    if (!framework.suits(agent, role, this.options)) return Resources.NONE
    const offered = this.#sharedOffered.get(agent.id) ?? Resources.NONE
    return framework.takeable(agent.available, role).minus(offered)
  }

  #withinHeadroom(resources: Resources, required: Quantities): Resources {
    const surplus = this.quotas.headroom.clone()
    surplus.subtract(required)
    return resources.cutTo(surplus, 'nothing')
  }

  /** Offers it, unless it is too little or was refused. */
  #give(
    book: OfferBook,
    agent: Agent,
    framework: RegisteredFramework,
    role: string,
    resources: Resources,
  ): boolean {
    if (!framework.isEnough(resources, role, this.options)) return false
    if (this.filters.blocks(framework.id, role, agent.id, resources)) return false
    this.offer(book, agent, role, framework.id, resources)
    const shared = resources.filter(kind => kind.shared !== '')
    if (!shared.isEmpty)
      this.#sharedOffered.set(agent.id, shared.plus(this.#sharedOffered.get(agent.id) ?? Resources.NONE))
    return true
  }

  protected override track(framework: string, role: string, agent: string, resources: Resources): void {
    super.track(framework, role, agent, resources)
    this.quotas.holds(role, resources)
  }

  protected override untrack(framework: string, role: string, agent: string, resources: Resources): void {
    super.untrack(framework, role, agent, resources)
    this.quotas.givesBack(role, resources)
  }

  protected override convert(
    framework: string,
    role: string,
    agent: string,
    before: Resources,
    after: Resources,
  ): void {
    super.convert(framework, role, agent, before, after)
    this.quotas.givesBack(role, before)
    this.quotas.holds(role, after)
  }

  protected override moving(agent: Agent, change: () => void): void {
    this.quotas.moving(agent, change)
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
