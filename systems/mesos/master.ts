/**
 * One leading master, from its election to its end: what it knows of agents, frameworks and offers (src/master/master.cpp).
 *
 * It speaks Mesos' nouns alone. Messages have arrived when it is called; how long they take, and what it costs to handle them,
 * is the caller's matter.
 */
import type { Time } from '../../sim/engine/time.ts'
import type { Agent } from './agent.ts'
import { givenUpAt, type PingOptions, RemovalLimit } from './agent-health.ts'
import type { Allocator, AllocatorParts } from './allocator.ts'
import type { Holder } from './holder.ts'
import type { OfferListener } from './offer-listener.ts'
import type { OfferRound, SomeOffers } from './offer-round.ts'
import { type OutstandingOffer, OutstandingOffers, openOffers } from './outstanding-offers.ts'
import { type AgentInfo, type FrameworkInfo, honouredRefusal, type InverseOffer } from './protocol.ts'
import type { Refusal } from './refusal.ts'
import { Resources } from './resources.ts'

export interface MasterOptions extends PingOptions {
  readonly era: '1.0' | 'head'
  /** `--offer_timeout`; 0: none, Mesos' default. */
  readonly offerTimeout: Time
  /** One agent in so much time at most is removed (`--agent_removal_rate_limit`); 0: no limit, Mesos' default. */
  readonly agentRemovalInterval: Time
}

/** Hears what the master sends, and whom it gives up. */
export interface MasterListener {
  /** Offers to one framework, in one message. */
  offered(framework: string, rounds: readonly OfferRound[]): void
  inverseOffered(offers: readonly InverseOffer[]): void
  /** Offers are about to be taken back. */
  rescinds(offers: readonly OutstandingOffer[]): void
  /** The agent did not answer for too long: it is removed (1.0), or marked unreachable (head). */
  agentLost(agent: string): void
}

interface Registration {
  readonly at: Time
  /** The number of its silence; NONE while it answers. */
  silence: number
}

const NONE = -1

export class Master<A extends Allocator = Allocator> {
  readonly allocator: A
  readonly offers: OutstandingOffers
  readonly #clock: AllocatorParts['clock']
  readonly #options: MasterOptions
  readonly #listener: MasterListener
  readonly #removals: RemovalLimit
  readonly #registered = new Map<string, Registration>()
  /** Agents that may have to be given up, by the number that their timer has. */
  readonly #silent = new Map<number, string>()
  #silences = 0
  readonly #givesUp: number

  /** `newAllocator` makes the allocator of the master's era. */
  constructor(
    { clock, random, options }: Omit<AllocatorParts, 'listener'>,
    newAllocator: (parts: AllocatorParts) => A,
    master: MasterOptions,
    listener: MasterListener,
  ) {
    this.#clock = clock
    this.#options = master
    this.#listener = listener
    const heard: OfferListener = {
      offered: rounds => this.#offered(rounds),
      inverseOffered: offers => listener.inverseOffered(offers),
    }
    this.allocator = newAllocator({ clock, random, options, listener: heard })
    this.offers = new OutstandingOffers(clock, master.offerTimeout, offers => this.#takeBack(offers))
    this.#removals = new RemovalLimit(clock, master.agentRemovalInterval, agent => this.#lose(agent))
    this.#givesUp = clock.on(silence => {
      const agent = this.#silent.get(silence)!
      this.#silent.delete(silence)
      if (this.#registered.get(agent)?.silence === silence) this.#removals.request(agent)
    })
  }

  knows(agent: string): boolean {
    return this.#registered.has(agent)
  }

  /** The agent registers with what runs on it. */
  agentRegistered(info: AgentInfo): Agent {
    this.#removals.cancel(info.id)
    this.#registered.set(info.id, { at: this.#clock.now, silence: NONE })
    const agent = this.allocator.addAgent(info)
    if (this.#options.era === 'head') this.#recoverFrameworks(info)
    return agent
  }

  /** The master learns of frameworks from what runs on agents: what they hold counts from then on (Master::recoverFramework). */
  #recoverFrameworks({ used = [] }: AgentInfo): void {
    for (const { framework, role } of used)
      if (!this.allocator.knowsFramework(framework))
        this.allocator.addFramework({ id: framework, roles: [role] }, false)
  }

  /** From now on the agent does not answer pings. */
  agentSilent(agent: string): void {
    const registration = this.#registered.get(agent)
    if (registration === undefined || registration.silence !== NONE) return
    registration.silence = this.#silences++
    this.#silent.set(registration.silence, agent)
    const at = givenUpAt(registration.at, this.#clock.now, this.#options)
    this.#clock.at(at, this.#givesUp, registration.silence, 0)
  }

  /** The agent answers again, before it was removed. */
  agentAnswers(agent: string): void {
    const registration = this.#registered.get(agent)
    if (registration === undefined) return
    registration.silence = NONE
    this.#removals.cancel(agent)
  }

  /** The agent that the master still has is gone: what was offered there is taken back, and what ran there counts no more. */
  removeAgent(agent: string): void {
    this.#removals.cancel(agent)
    this.#registered.delete(agent)
    // Offers go first, so that nothing of them is left to answer; their resources are not allocated again to anybody.
    this.#takeBack(this.offers.ofAgent(agent))
    this.allocator.removeAgent(agent)
  }

  /**
   * The agent estimates anew what of it can be oversubscribed; `total` has that and all else. Offers of its revocable resources
   * are taken back, and no others (Master::updateSlave; both eras).
   */
  agentEstimates(agent: string, total: Resources): void {
    if (!this.knows(agent)) return
    const isRevocable = ({ resources }: OutstandingOffer) =>
      !resources.isOpen && resources.entries.some(({ kind }) => kind.revocable)
    this.#takeBack(openOffers(this.offers.ofAgent(agent)).filter(isRevocable))
    this.allocator.updateAgent(agent, total)
  }

  /** Maintenance of the agent begins then, or never. Offers that do not say so are taken back. */
  scheduled(agent: string, from: Time | undefined): void {
    if (!this.knows(agent)) return
    this.#takeBack(this.offers.ofAgent(agent))
    this.allocator.updateUnavailability(agent, from)
  }

  /** A framework answers an inverse offer, and does not want to be asked again for so long. */
  inverseAnswered(framework: string, agent: string, refuseFor: Time): void {
    this.allocator.maintenance.answered(framework, agent, honouredRefusal(refuseFor))
  }

  /** An agent that is known from before this master, and did not register in time. */
  agentMissing(agent: string): void {
    this.#removals.request(agent)
  }

  /** A framework that this master has not heard of, unless agents have told what it runs. */
  frameworkRegistered(info: FrameworkInfo): void {
    if (this.allocator.knowsFramework(info.id)) this.frameworkReconnected(info)
    else this.allocator.addFramework(info)
  }

  /** Its scheduler is gone: it gets no offers, and has none. What it runs goes on. */
  frameworkDisconnected(framework: string): void {
    this.allocator.deactivateFramework(framework)
    this.#takeBack(this.offers.ofFramework(framework))
  }

  frameworkReconnected(info: FrameworkInfo): void {
    this.allocator.updateFramework(info)
    this.allocator.activateFramework(info.id)
  }

  /**
   * A framework answers offers of one agent, in one role: it keeps `taken` of them, and refuses the rest.
   * Offers that were taken back meanwhile must not be among them. `converted` is what operations made of parts of them.
   */
  answered(
    offers: readonly OutstandingOffer[],
    taken: Resources,
    refusal: Refusal,
    converted: readonly { readonly before: Resources; readonly after: Resources }[] = [],
  ): void {
    const first = offers[0]!
    let rest = Resources.NONE
    for (const offer of offers) {
      this.offers.close(offer)
      rest = rest.plus(offer.resources)
    }
    for (const { before, after } of converted) rest = rest.minus(before).plus(after)
    rest = rest.minus(taken)
    if (!rest.isEmpty) this.allocator.recovered(first.round.seat.holder, first.on, rest, refusal)
  }

  /** An operation of the framework on what it is offered: parts of the offer become other resources, and stay its own for now. */
  convert({ framework, role, agent }: OutstandingOffer, before: Resources, after: Resources): void {
    this.allocator.updateAllocation({ framework, role, agent, resources: before }, after)
  }

  /** A framework wants nothing of its offers, and refuses them. Those that are closed are passed over; returns how many were not. */
  declined(offers: readonly SomeOffers[], refusal: Refusal): number {
    const declined = this.allocator.declined(offers, refusal)
    for (const some of offers) this.offers.close(some)
    return declined
  }

  /** A task is over: the master saw its terminal state for the first time. */
  recovered(holder: Holder, agent: Agent, resources: Resources): void {
    this.allocator.recovered(holder, agent, resources)
  }

  #offered(rounds: readonly OfferRound[]): void {
    const byFramework = new Map<string, OfferRound[]>()
    for (const round of rounds) {
      const { id } = round.seat.framework
      const own = byFramework.get(id)
      if (own === undefined) byFramework.set(id, [round])
      else own.push(round)
    }
    for (const [framework, own] of byFramework) {
      this.offers.send(framework, own)
      this.#listener.offered(framework, own)
    }
  }

  /** Without a filter: they may be offered to the same framework at once. */
  #takeBack(offers: readonly SomeOffers[]): void {
    const open = openOffers(offers)
    if (open.length === 0) return
    this.#listener.rescinds(open)
    for (const offer of open) {
      this.offers.close(offer)
      this.allocator.recoverResources(offer)
    }
  }

  #lose(agent: string): void {
    if (this.knows(agent)) this.removeAgent(agent)
    this.#listener.agentLost(agent)
  }
}
