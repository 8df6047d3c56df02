/**
 * Who is there and who holds what: the agents and frameworks that an allocator knows, and the ranks that follow from what
 * they hold.
 */
import type { Agent } from './agent.ts'
import type { OfferFilters } from './offer-filters.ts'
import type { Ranks } from './ranks.ts'
import type { RegisteredFramework } from './registered-framework.ts'
import type { Resources } from './resources.ts'
import { Roster } from './roster.ts'

export abstract class Ledger {
  protected readonly agents = new Roster()
  protected abstract readonly filters: OfferFilters
  protected readonly frameworks = new Map<string, RegisteredFramework>()
  protected abstract readonly ranks: Ranks
  /** Grows when another framework may want something than before. */
  protected state = 0
  /** What a filter is filed under beside framework and agent. */
  protected abstract filterRole(role: string): string
  /** Is the framework ranked among those that get offers of the role? */
  protected abstract isRanked(framework: RegisteredFramework, role: string): boolean

  /** Weighted dominant share of a role; 0 for one without frameworks. */
  roleShare(role: string): number {
    return this.ranks.roles.contains(role) ? this.ranks.roles.share(role) : 0
  }

  /** Weighted dominant share of a framework in a role; 0 where it is not in it. */
  frameworkShare(framework: string, role: string): number {
    return this.ranks.has(framework, role) ? this.ranks.in(role)!.share(framework) : 0
  }

  /** Every agent with what is held there. */
  get knownAgents(): Iterable<Agent> {
    return this.agents.all()
  }

  /** Counts what a framework holds for its role and itself. */
  protected track(framework: string, role: string, agent: number, resources: Resources): void {
    if (!this.ranks.has(framework, role)) this.#seat(this.framework(framework), role)
    this.ranks.hold(framework, role, agent, resources)
  }

  protected untrack(framework: string, role: string, agent: number, resources: Resources): void {
    this.ranks.giveBack(framework, role, agent, resources)
  }

  /** What the framework holds became other resources. */
  protected convert(
    framework: string,
    role: string,
    agent: number,
    before: Resources,
    after: Resources,
  ): void {
    this.ranks.convert(framework, role, agent, before, after)
  }

  /** Resources that are recovered count no more for the framework and its role. */
  protected giveBack(framework: string, role: string, agent: number, resources: Resources): void {
    this.untrack(framework, role, agent, resources)
    this.leaveIfDone(framework, role)
  }

  /** The framework gets resources of the agent. */
  protected take(agent: Agent, framework: string, role: string, resources: Resources): void {
    agent.take(framework, role, resources)
  }

  /** The agent gets resources back. */
  protected give(agent: Agent, framework: string, role: string, resources: Resources): void {
    agent.give(framework, role, resources)
  }

  /** The agent's resources are part of the whole from now on. */
  protected entered(agent: Agent): void {
    this.ranks.whole.addAgent(agent.number, agent.total)
  }

  protected left(agent: Agent): void {
    this.ranks.whole.removeAgent(agent.number)
  }

  protected replaceTotal(agent: Agent, total: Resources): void {
    this.left(agent)
    agent.total = total
    this.entered(agent)
  }

  protected join(framework: RegisteredFramework, role: string): void {
    this.#seat(framework, role)
    this.rank(framework, role)
  }

  #seat(framework: RegisteredFramework, role: string): void {
    this.ranks.join(framework, role, this.filters.of(framework.id, this.filterRole(role)))
  }

  protected rank(framework: RegisteredFramework, role: string): void {
    this.state++
    if (this.ranks.has(framework.id, role))
      this.ranks.setActive(framework.id, role, this.isRanked(framework, role))
  }

  protected leaveIfDone(framework: string, role: string): void {
    const subscribes = this.frameworks.get(framework)?.roles.has(role) === true
    if (!subscribes && this.ranks.holdsNothing(framework, role)) this.ranks.leave(framework, role)
  }

  protected framework(id: string): RegisteredFramework {
    return this.frameworks.get(id) ?? unknown('framework', id)
  }

  protected agent(id: string): Agent {
    return this.agents.get(id) ?? unknown('agent', id)
  }
}

function unknown(what: string, id: string): never {
  throw new Error(`The allocator knows no ${what} '${id}'.`)
}
