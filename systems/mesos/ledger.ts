/**
 * Who is there and who holds what: the agents and frameworks that an allocator knows, and the ranks that follow from what
 * they hold.
 */
import type { Agent } from './agent.ts'
import { LENDABLE } from './agent-columns.ts'
import { interned } from './interned.ts'
import type { OfferBook } from './offer-book.ts'
import type { OfferFilters } from './offer-filters.ts'
import type { SomeOffers } from './offer-round.ts'
import { Quantities } from './quantities.ts'
import type { Ranks } from './ranks.ts'
import type { RefusalGroup } from './refusals.ts'
import type { RegisteredFramework } from './registered-framework.ts'
import { Resources } from './resources.ts'
import { Roster } from './roster.ts'
import type { Seat } from './seat.ts'
import { Wanting } from './wanting.ts'

export abstract class Ledger {
  protected readonly agents = new Roster()
  protected abstract readonly filters: OfferFilters
  protected readonly frameworks = new Map<string, RegisteredFramework>()
  protected abstract readonly ranks: Ranks
  /** Grows when another framework may want something than before. */
  protected state = 0
  readonly #wanting = new Wanting<Seat>()
  #wantingIn = -1
  /** What a filter is filed under beside framework and agent. */
  protected abstract filterRole(role: string): string
  /** Does what an agent can be offered depend on it and the frameworks alone, and on nothing that all agents have together? */
  protected abstract get isSeparable(): boolean
  /** Is the framework ranked among those that get offers of the role? */
  protected abstract isRanked(framework: RegisteredFramework, role: string): boolean

  /** Who gets offers, in this state. */
  protected get wanting(): Wanting<Seat> {
    if (this.#wantingIn !== this.state) {
      this.ranks.wantingInto(this.#wanting)
      this.#wantingIn = this.state
    }
    return this.#wanting
  }

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
    this.settleLoan(agent)
    agent.take(framework, role, resources)
  }

  /** The agent gets resources back. */
  protected give(agent: Agent, framework: string, role: string, resources: Resources): void {
    this.settleLoan(agent)
    agent.give(framework, role, resources)
  }

  /** Gives resources of the agent to the framework: a part of an offer of this round. */
  protected offer(book: OfferBook, agent: number, seat: Seat, resources: Resources): void {
    const { columns } = this.agents
    if (
      resources === columns.free(agent) &&
      columns.hasTrait(agent, LENDABLE) &&
      this.lendsTo(seat.role.name)
    ) {
      this.lend(agent, seat, resources)
      this.ranks.settle()
    } else {
      const { framework, role } = seat
      this.take(this.agents.byNumber[agent]!, framework.id, role.name, resources)
      this.track(framework.id, role.name, agent, resources)
    }
    book.add(seat, agent, resources)
  }

  /** Is it enough to count loans of the role in the ranks? */
  protected abstract lendsTo(role: string): boolean

  /** All that is left of the agent goes to one framework, which mostly gives it back as it is. It counts when the ranks settle. */
  protected lend(agent: number, seat: Seat, resources: Resources): void {
    this.agents.columns.lend(agent, seat.number)
    this.ranks.lend(seat, resources)
  }

  /** The loan of the agent ends: `rest` of it comes back, and the seat holds what it keeps. */
  #endLoan(agent: Agent, rest: Resources): void {
    const { columns } = this.agents
    const seat = this.ranks.numbered[columns.lentTo(agent.number)]!
    const kept = columns.lent(agent.number)!.minus(rest)
    this.ranks.keep(seat, agent.number, kept, rest)
    agent.keep(seat, kept, interned(rest))
  }

  /** Those of the offers that are open come back as they went, and are refused with the group; returns how many they are. */
  protected returned(offers: SomeOffers, group: RefusalGroup | null): number {
    const { round, size } = offers
    if (round.left === 0) return 0
    const { seat, agents, resources, closed } = round
    const { columns } = this.agents
    const isRound = offers === round
    const back = isRound && closed === null ? agents : new Int32Array(Math.min(size, round.left))
    const areSeveral = this.wanting.count > 1 && this.isSeparable
    const sum = new Quantities()
    let declined = 0
    let loans = 0
    let cpus = 0
    let mem = 0
    for (let i = 0; i < size; i++) {
      // Those of a whole round come back as they stand, which is quicker than in the order in which they were made.
      const place = isRound ? i : offers.place(i)
      if (closed !== null && closed[place] === 1) continue
      const agent = agents[place]!
      const offered = resources[place]!
      if (back !== agents) back[declined] = agent
      declined++
      if (!columns.givesBack(agent, seat.number, offered)) {
        this.recover(seat.framework.id, seat.role.name, this.agents.byNumber[agent]!, offered, false)
        group?.refusals.add(agent, offered, group)
        continue
      }
      loans++
      if (offered.isPair) {
        cpus += offered.cpus
        mem += offered.mem
      } else sum.add(offered.quantities)
      if (group === null) continue
      if (areSeveral) group.refusals.addAll(agent, offered, group)
      else group.refusals.add(agent, offered, group)
    }
    if (declined > 0) this.#areBack(declined < back.length ? back.subarray(0, declined) : back, group)
    if (loans === 0) return declined
    sum.addPair(cpus, mem)
    this.ranks.takeBack(seat, loans, sum)
    return declined
  }

  #areBack(agents: Int32Array, group: RefusalGroup | null): void {
    this.agents.columns.unsettleLater(agents)
    group?.agents.push(agents)
  }

  /** Resources come back: what is left of an offer, or something else. */
  protected recover(
    framework: string,
    role: string,
    agent: Agent,
    resources: Resources,
    isRest: boolean,
  ): void {
    const seat = this.ranks.seat(framework, role)
    const loan = this.#loanOf(agent, seat)
    if (loan !== null && (loan === resources || (isRest && loan.contains(resources)))) {
      this.#endLoan(agent, resources)
      return
    }
    this.settleLoan(agent)
    if (seat !== undefined) this.untrack(framework, role, agent.number, resources)
    this.give(agent, framework, role, resources)
  }

  /** Somebody wants to know exactly who holds what of the agent: a loan is as good as any other holding from now on. */
  protected settleLoan(agent: Agent): void {
    if (this.agents.columns.lent(agent.number) !== null) this.#endLoan(agent, Resources.NONE)
  }

  /** The same for all agents that are lent to the seat. */
  protected settleLoans(seat: Seat): void {
    if (seat.loans === 0) return
    for (const agent of this.agents.all()) if (this.#loanOf(agent, seat) !== null) this.settleLoan(agent)
  }

  /** What of the agent is lent to the seat. */
  #loanOf({ number }: Agent, seat: Seat | undefined): Resources | null {
    const { columns } = this.agents
    return seat !== undefined && columns.lentTo(number) === seat.number ? columns.lent(number) : null
  }

  /** The agent's resources are part of the whole from now on. */
  protected entered(agent: Agent): void {
    this.ranks.whole.addAgent(agent.number, agent.total)
  }

  protected left(agent: Agent): void {
    this.ranks.whole.removeAgent(agent.number)
  }

  /** What is left of the agent. */
  protected free(agent: number): Resources {
    return this.agents.columns.free(agent) ?? this.agents.byNumber[agent]!.available
  }

  protected replaceTotal(agent: Agent, total: Resources): void {
    this.settleLoan(agent)
    this.left(agent)
    agent.total = total
    this.entered(agent)
  }

  protected join(framework: RegisteredFramework, role: string): void {
    this.#seat(framework, role)
    this.rank(framework, role)
  }

  #seat(framework: RegisteredFramework, role: string): void {
    const seat = this.ranks.join(framework, role, this.filters.of(framework.id, this.filterRole(role)))
    this.agents.columns.borrowers[seat.number] = seat
    this.state++
  }

  protected rank(framework: RegisteredFramework, role: string): void {
    this.state++
    if (this.ranks.has(framework.id, role))
      this.ranks.setActive(framework.id, role, this.isRanked(framework, role))
  }

  protected leaveIfDone(framework: string, role: string): void {
    const subscribes = this.frameworks.get(framework)?.roles.has(role) === true
    if (subscribes || !this.ranks.holdsNothing(framework, role)) return
    this.ranks.leave(framework, role)
    this.state++
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
