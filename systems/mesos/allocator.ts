/**
 * Mesos' hierarchical allocator: what its two eras share – who is there, who holds what, when an allocation is due
 * (src/master/allocator/mesos/hierarchical.cpp).
 *
 * How an allocation is made is the era's own: `HeadAllocator` in allocator-head.ts, `Allocator10` in allocator-1.0.ts.
 */
import type { Random } from '../../sim/chance/random.ts'
import type { Time } from '../../sim/engine/time.ts'
import type { Agent } from './agent.ts'
import { type Holder, holderOf } from './holder.ts'
import { Maintenance } from './maintenance.ts'
import { OfferFilters } from './offer-filters.ts'
import type { OfferListener } from './offer-listener.ts'
import type { SomeOffers } from './offer-round.ts'
import { Offering } from './offering.ts'
import type { AgentInfo, AllocatorOptions, Clock, FrameworkInfo, Holding } from './protocol.ts'
import type { Quantities } from './quantities.ts'
import { Refusal } from './refusal.ts'
import { RegisteredFramework } from './registered-framework.ts'
import type { Resources } from './resources.ts'
import { Rounds } from './rounds.ts'
import type { Seat } from './seat.ts'

/** What an allocator is made with; chance decides the order of the agents alone. */
export interface AllocatorParts {
  readonly clock: Clock
  readonly random: Random
  readonly listener: OfferListener
  readonly options: AllocatorOptions
}

export abstract class Allocator extends Offering {
  readonly filters: OfferFilters
  readonly maintenance: Maintenance
  /** When it allocates; a master that has not heard of most agents yet pauses it. */
  readonly rounds: Rounds

  constructor(parts: AllocatorParts) {
    super(parts)
    const { clock, listener, options } = parts
    this.filters = new OfferFilters(clock, options.interval, this.agents.columns)
    this.maintenance = new Maintenance(clock)
    const activeOn = (agent: Agent) =>
      [...new Set(this.holdingsOn(agent).map(([{ framework }]) => framework))].filter(
        id => this.frameworks.get(id)?.active === true,
      )
    this.rounds = new Rounds(clock, options.interval, candidates => {
      this.offerAll(candidates)
      const inverse = this.maintenance.inverseOffers(candidates, activeOn)
      if (inverse.length > 0) listener.inverseOffered(inverse)
    })
  }

  knowsFramework(id: string): boolean {
    return this.frameworks.has(id)
  }

  /** It holds what agents have told of, and what is `used`. */
  addFramework(info: FrameworkInfo, active = true, used: readonly Omit<Holding, 'framework'>[] = []): void {
    if (this.frameworks.has(info.id)) throw new Error(`The allocator has a framework '${info.id}' already.`)
    const framework = new RegisteredFramework(info)
    framework.active = active
    this.frameworks.set(info.id, framework)
    for (const role of framework.roles) this.join(framework, role)
    for (const { role, agent: id, resources } of used) {
      const agent = this.agents.get(id)
      if (agent === undefined) continue
      // The agent has mostly told of it when it registered.
      const holder = holderOf(info.id, role)
      const untold = resources.minus(this.strangers.of(holder, agent.number))
      if (untold.isEmpty) continue
      this.take(agent, untold)
      this.strangers.add(holder, agent.number, untold)
    }
    for (const [holder, held] of this.strangers.takeOut(info.id))
      for (const [agent, resources] of held.byAgent()) this.track(this.seatOf(holder), agent, resources)
    if (active) this.rounds.requestAll()
  }

  /** Forgets the framework. What it held stays held on the agents until it is recovered. */
  removeFramework(id: string): void {
    this.framework(id)
    this.#forgetRefusals(id)
    this.frameworks.delete(id)
    this.filters.removeFramework(id)
    for (const seat of this.ranks.seatsOf(id)) {
      this.settleLoans(seat)
      for (const [agent, resources] of [...seat.client.held.byAgent()]) {
        this.untrack(seat, agent, resources)
        this.strangers.add(seat.holder, agent, resources)
      }
      this.leaveIfDone(seat)
    }
  }

  activateFramework(id: string): void {
    const framework = this.framework(id)
    framework.active = true
    for (const role of framework.roles) this.rank(framework, role)
    this.rounds.requestAll()
  }

  /** The scheduler is disconnected: no offers, and what it refused is forgotten. */
  deactivateFramework(id: string): void {
    const framework = this.framework(id)
    framework.active = false
    for (const role of framework.roles) this.rank(framework, role)
    this.#forgetRefusals(id)
  }

  /** Roles, capabilities and suppression as the framework says them anew. No allocation follows. */
  updateFramework(info: FrameworkInfo): void {
    const framework = this.framework(info.id)
    const before = framework.roles
    framework.update(info)
    for (const role of framework.roles) this.join(framework, role)
    for (const role of before) {
      if (framework.roles.has(role)) continue
      this.filters.forgetRole(info.id, this.filterRole(role))
      const seat = this.ranks.seat(holderOf(info.id, role))!
      this.ranks.setActive(seat, false)
      this.leaveIfDone(seat)
    }
  }

  suppressOffers(id: string, roles: Iterable<string>): void {
    const framework = this.framework(id)
    for (const role of framework.rolesOr(roles)) {
      framework.suppressed.add(role)
      this.rank(framework, role)
    }
  }

  /** Forgets what was refused in the roles, all of them where none is named, and allocates. */
  reviveOffers(id: string, roles: Iterable<string>): void {
    this.#wantsAgain(id, roles)
    this.rounds.requestAll()
  }

  /** All roles of the framework are suppressed no more, since it updates itself so: as a revive, but no allocation follows. */
  unsuppressOffers(id: string): void {
    this.#wantsAgain(id, [])
  }

  #wantsAgain(id: string, roles: Iterable<string>): void {
    const framework = this.framework(id)
    const revived = framework.rolesOr(roles)
    for (const role of revived) this.filters.forgetRole(id, this.filterRole(role))
    this.maintenance.forgetFilters(id)
    for (const role of revived) {
      framework.suppressed.delete(role)
      this.rank(framework, role)
    }
  }

  addAgent(info: AgentInfo): Agent {
    const agent = this.agents.add(info)
    for (const { resources } of info.used ?? []) agent.take(resources)
    if (info.unavailableFrom !== undefined) this.maintenance.schedule(agent, info.unavailableFrom)
    this.entered(agent)
    // Resources of frameworks that are not known yet are held, but count for nobody's share.
    for (const { framework, role, resources } of info.used ?? [])
      this.#holds(holderOf(framework, role), agent, resources)
    this.rounds.request(agent.id)
    return agent
  }

  /** What is held there counts for nobody from this moment, and is not recovered again. */
  removeAgent(id: string): void {
    const agent = this.agent(id)
    this.settleLoan(agent)
    for (const [holder, resources] of this.holdingsOn(agent)) {
      const seat = this.ranks.seat(holder)
      this.recover(holder, seat, agent, resources, false)
      this.leaveIfDone(seat)
    }
    this.left(agent)
    this.filters.forgetAgent(agent)
    this.agents.remove(agent)
    this.maintenance.forgetAgent(agent)
  }

  /** The agent tells of other resources, or can do other things; if all is the same, nothing follows. */
  updateAgent(
    id: string,
    total: Resources,
    can: Pick<AgentInfo, 'multiRole' | 'hierarchicalRole'> = {},
  ): void {
    const agent = this.agent(id)
    const { multiRole = agent.multiRole, hierarchicalRole = agent.hierarchicalRole } = can
    const isAbleAsBefore = multiRole === agent.multiRole && hierarchicalRole === agent.hierarchicalRole
    if (isAbleAsBefore && agent.total.equals(total)) return
    if (!isAbleAsBefore) agent.able(multiRole, hierarchicalRole)
    this.replaceTotal(agent, total)
    this.rounds.request(id)
  }

  /** More resources of the agent, of which some may be in use. No allocation follows. */
  addResourceProvider(id: string, more: Resources, used: readonly Omit<Holding, 'agent'>[] = []): void {
    const agent = this.agent(id)
    this.replaceTotal(agent, agent.total.plus(more))
    for (const { framework, role, resources } of used) {
      this.take(agent, resources)
      this.#holds(holderOf(framework, role), agent, resources)
    }
  }

  #holds(holder: Holder, { number }: Agent, resources: Resources): void {
    if (this.frameworks.has(holder.framework)) this.track(this.seatOf(holder), number, resources)
    else this.strangers.add(holder, number, resources)
  }

  /** A disconnected agent keeps everything and is offered to nobody. */
  setAgentActivated(id: string, activated: boolean): void {
    this.agent(id).activated = activated
    this.state++
  }

  /** The agents that may be offered; null: all. */
  updateWhitelist(agents: Iterable<string> | null): void {
    this.whitelist = agents === null ? null : new Set(agents)
    this.state++
  }

  /** Maintenance of the agent begins then, or never. */
  updateUnavailability(id: string, from: Time | undefined): void {
    this.maintenance.schedule(this.agent(id), from)
    this.rounds.request(id)
  }

  updateWeights(weights: Iterable<readonly [string, number]>): void {
    for (const [role, weight] of weights) this.ranks.roles.updateWeight(role, weight)
  }

  /**
   * Resources come back: declined, rescinded, or of a task that ended. `refuseFor` is the refusal of a declined offer;
   * without one, as after a rescission, they may be offered to the same framework at once.
   */
  recoverResources({ framework, role, agent: id, resources }: Holding, refuseFor?: Time): void {
    const agent = this.agents.get(id)
    const refusal = refuseFor === undefined ? undefined : new Refusal(this.filters, refuseFor)
    if (agent !== undefined) this.recovered(holderOf(framework, role), agent, resources, refusal)
  }

  /** The same by what they are here, while the agent is there. */
  recovered(holder: Holder, agent: Agent, resources: Resources, refusal?: Refusal): void {
    if (this.agents.byNumber[agent.number] !== agent) return
    const seat = this.ranks.seat(holder)
    this.recover(holder, seat, agent, resources, refusal !== undefined)
    this.leaveIfDone(seat)
    const { framework, role } = holder
    if (refusal === undefined || !this.frameworks.has(framework)) return
    refusal.add(seat?.refusals ?? this.filters.of(framework, this.filterRole(role)), agent.number, resources)
  }

  /** Offers come back as they went, those of them that are open, and are refused. Returns how many they are. */
  declined(offers: readonly SomeOffers[], refusal: Refusal): number {
    let declined = 0
    const seats = new Set<Seat>()
    for (const some of offers) {
      const { left, seat } = some.round
      if (left === 0) continue
      seats.add(seat)
      // A framework that is gone refuses nothing.
      const isThere = this.frameworks.get(seat.framework.id) === seat.framework
      declined += this.returned(some, isThere ? refusal.groupIn(seat.refusals) : null)
    }
    for (const { holder } of seats) this.leaveIfDone(this.ranks.seat(holder))
    return declined
  }

  /** What the framework holds became other resources: reserved, unreserved, made a volume. */
  updateAllocation({ framework, role, agent: id, resources }: Holding, after: Resources): void {
    const agent = this.agent(id)
    const total = agent.total.minus(resources).plus(after)
    const holder = holderOf(framework, role)
    this.give(agent, resources)
    this.take(agent, after)
    this.replaceTotal(agent, total)
    this.convert(this.seatOf(holder), agent.number, resources, after)
  }

  /** An operator changed what nobody holds. @throws Error where it is not free. */
  updateAvailable(id: string, before: Resources, after: Resources): void {
    const agent = this.agent(id)
    if (!agent.available.contains(before)) throw new Error(`Agent '${id}' has not all of that free.`)
    this.replaceTotal(agent, agent.total.minus(before).plus(after))
  }

  /** Does quota keep so much more from the role, although it is free? */
  abstract quotaWithholds(role: string, wanted: Quantities): boolean

  #forgetRefusals(framework: string): void {
    this.filters.forgetFramework(framework)
    this.maintenance.forgetFramework(framework)
  }
}
