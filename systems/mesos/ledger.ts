/**
 * Who is there and who holds what: the agents and frameworks that an allocator knows, and the ranks that follow from what
 * they hold.
 */
import type { Agent } from './agent.ts'
import { LENDABLE } from './agent-columns.ts'
import { type Holder, holderOf } from './holder.ts'
import { loanOf } from './loans.ts'
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
import { Strangers } from './strangers.ts'
import { Wanting } from './wanting.ts'

export abstract class Ledger {
  protected readonly agents = new Roster()
  protected abstract readonly filters: OfferFilters
  protected readonly frameworks = new Map<string, RegisteredFramework>()
  protected abstract readonly ranks: Ranks
  /** Grows when another framework may want something than before. */
  protected state = 0
  protected readonly strangers = new Strangers()
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
    const seat = this.ranks.seat(holderOf(framework, role))
    return seat === undefined ? 0 : seat.role.seats.share(framework)
  }

  /** Every agent with what is held there. */
  get knownAgents(): Iterable<Agent> {
    return this.agents.all()
  }

  /** Who holds what of the agent, offers included. Asks all who hold something anywhere. */
  holdingsOn({ number }: Agent): (readonly [Holder, Resources])[] {
    const { columns } = this.agents
    const holdings: [Holder, Resources][] = []
    for (const seat of this.ranks.numbered) {
      const loan = columns.lentTo(number) === seat.number ? columns.lent(number) : null
      holdings.push([seat.holder, seat.client.held.of(number).plus(loan ?? Resources.NONE)])
    }
    for (const [holder, held] of this.strangers) holdings.push([holder, held.of(number)])
    return holdings.filter(([, resources]) => !resources.isEmpty)
  }

  /** The seat of a framework that is known; it may have none yet. */
  protected seatOf(holder: Holder): Seat {
    return this.ranks.seat(holder) ?? this.#seat(this.framework(holder.framework), holder.role)
  }

  /** Counts what a framework holds for its role and itself. */
  protected track(seat: Seat, agent: number, resources: Resources): void {
    this.ranks.hold(seat, agent, resources)
  }

  protected untrack(seat: Seat, agent: number, resources: Resources): void {
    this.ranks.giveBack(seat, agent, resources)
  }

  /** What the framework holds became other resources. */
  protected convert(seat: Seat, agent: number, before: Resources, after: Resources): void {
    this.ranks.convert(seat, agent, before, after)
  }

  /** Somebody gets resources of the agent. */
  protected take(agent: Agent, resources: Resources): void {
    this.settleLoan(agent)
    agent.take(resources)
  }

  /** The agent gets resources back. */
  protected give(agent: Agent, resources: Resources): void {
    this.settleLoan(agent)
    agent.give(resources)
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
      this.take(this.agents.byNumber[agent]!, resources)
      this.track(seat, agent, resources)
    }
    book.add(seat, agent, resources)
  }

  /** Is it enough to count loans of the role in the ranks? */
  protected abstract lendsTo(role: string): boolean

  /** All that is left of the agent goes to one framework, which mostly gives it back as it is. It counts when the ranks settle. */
  protected lend(agent: number, seat: Seat, resources: Resources): void {
    this.agents.columns.lend(agent, seat.number)
    this.ranks.lend(seat, loanOf(resources))
  }

  /** The loan of the agent ends: `rest` of it comes back, and the seat holds what it keeps. */
  #endLoan(agent: Agent, rest: Resources): void {
    const { columns } = this.agents
    const seat = this.ranks.numbered[columns.lentTo(agent.number)]!
    const lent = columns.lent(agent.number)!
    const kept = lent.minus(rest)
    this.ranks.keep(seat, agent.number, kept, rest)
    agent.keep(kept, lent.minus(kept))
  }

  /** Those of the offers that are open come back as they went, and are refused with the group; returns how many they are. */
  protected returned(offers: SomeOffers, group: RefusalGroup | null): number {
    const { round, size } = offers
    if (round.left === 0) return 0
    const { seat, agents, resources, closed } = round
    const { columns } = this.agents
    const isRound = offers === round
    // Loans that come back: mostly all offers of a round.
    let back = isRound && closed === null ? agents : new Int32Array(Math.min(size, round.left))
    const sum = new Quantities()
    const others: number[] = []
    let loans = 0
    let cpus = 0
    let mem = 0
    for (let i = 0; i < size; i++) {
      // Those of a whole round come back as they stand, which is quicker than in the order in which they were made.
      const place = isRound ? i : offers.place(i)
      if (closed !== null && closed[place] === 1) continue
      const agent = agents[place]!
      const offered = resources[place]!
      if (!columns.givesBack(agent, seat.number, offered)) {
        this.recover(seat.holder, this.ranks.seat(seat.holder), this.agents.byNumber[agent]!, offered, false)
        group?.refusals.add(agent, offered, group)
        others.push(agent)
        if (back === agents) back = agents.slice()
        continue
      }
      if (back !== agents) back[loans] = agent
      loans++
      group?.refusals.add(agent, offered, group)
      if (offered.isPair) {
        cpus += offered.cpus
        mem += offered.mem
      } else sum.add(offered.quantities)
    }
    if (others.length > 0) group?.agents.push(others)
    if (loans === 0) return others.length
    if (loans < back.length) back = back.subarray(0, loans)
    columns.unsettleLater(back)
    if (this.wanting.count > 1 && this.isSeparable) group?.refusals.tell(back)
    group?.agents.push(back)
    sum.addPair(cpus, mem)
    this.ranks.takeBack(seat, loans, sum)
    return others.length + loans
  }

  /** Resources come back: what is left of an offer, or something else. */
  protected recover(
    holder: Holder,
    seat: Seat | undefined,
    agent: Agent,
    resources: Resources,
    isRest: boolean,
  ): void {
    const loan = this.#loanOf(agent, seat)
    if (loan !== null && (loan === resources || (isRest && loan.contains(resources)))) {
      this.#endLoan(agent, resources)
      return
    }
    this.settleLoan(agent)
    if (seat !== undefined) this.untrack(seat, agent.number, resources)
    else this.strangers.subtract(holder, agent.number, resources)
    this.give(agent, resources)
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
    this.ranks.whole.removeAgent(agent.number, agent.total)
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

  #seat(framework: RegisteredFramework, role: string): Seat {
    const seat = this.ranks.join(framework, role, this.filters.of(framework.id, this.filterRole(role)))
    this.state++
    return seat
  }

  protected rank(framework: RegisteredFramework, role: string): void {
    this.state++
    const seat = this.ranks.seat(holderOf(framework.id, role))
    if (seat !== undefined) this.ranks.setActive(seat, this.isRanked(framework, role))
  }

  /** Once the framework holds nothing in a role that it does not subscribe to, it has no seat there. */
  protected leaveIfDone(seat: Seat | undefined): void {
    if (seat === undefined || !this.ranks.holdsNothing(seat)) return
    const { holder } = seat
    if (this.frameworks.get(holder.framework)?.roles.has(holder.role) === true) return
    this.ranks.leave(seat)
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
