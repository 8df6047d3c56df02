/**
 * What the master makes of a scheduler's answer: tasks for claims inside offers that are still open, and the rest is refused.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { Verdict } from '../../../sim/world/claims.ts'
import type { JobId, MachineId } from '../../../sim/world/handles.ts'
import { carve } from '../carving.ts'
import type { Master } from '../master.ts'
import type { OfferRound, SomeOffers } from '../offer-round.ts'
import { OutstandingOffer } from '../outstanding-offers.ts'
import { Refusal } from '../refusal.ts'
import { Resources } from '../resources.ts'
import type { AgentResources } from './agent-resources.ts'
import type { Holdings } from './holdings.ts'
import type { Answer, Conversion } from './mesos-scheduler.ts'
import { usable } from './offered-view.ts'

/** What is offered of one agent in the answer, and what was claimed of it. */
interface Share {
  readonly machine: MachineId
  /** Mostly one. */
  offers: readonly OutstandingOffer[]
  left: Resources
  taken: Resources
}

const NO_OFFERS: readonly OutstandingOffer[] = []

export class Answering {
  readonly #cluster: Cluster
  readonly #resources: AgentResources
  readonly #holdings: Holdings
  /** By machine, of the answer that is settled; else all undefined. */
  readonly #shareOf: (Share | undefined)[]
  /** By number of the agent, 1: there is a share. */
  readonly #isClaimed: Uint8Array

  constructor(cluster: Cluster, resources: AgentResources, holdings: Holdings) {
    this.#cluster = cluster
    this.#resources = resources
    this.#holdings = holdings
    this.#isClaimed = new Uint8Array(cluster.machines.count)
    this.#shareOf = new Array<Share | undefined>(cluster.machines.count).fill(undefined)
  }

  /**
   * Gives a verdict on every claim and settles the offers with the master. Returns what each accepted claim holds, by its
   * place, the others have none; and how many offers were declined.
   */
  settle({ offers, claims, refuseFor, parts, conversions = [] }: Answer, master: Master) {
    const { jobs } = this.#cluster
    const shareOf = this.#shareOf
    const shares = this.#shares(offers, claims, conversions)
    if (shares.length > 0) this.#fill(offers)
    for (const conversion of conversions) this.#convert(conversion, shares[0], master)
    const held: (Resources | undefined)[] = []
    const broken = new Set<JobId>()
    for (let i = 0; i < claims.count; i++) {
      const job = claims.job[i]!
      const wanted = jobs.generation[job] === claims.generation[i] && jobs.isOpen(job)
      const share = shareOf[claims.machine[i]!]!
      const part = wanted ? this.#part(job, share.left, parts?.[i]) : null
      claims.verdict[i] = wanted ? (part === null ? Verdict.Rescinded : Verdict.Accepted) : Verdict.NotWanted
      if (part === null) {
        if (wanted && jobs.gang[job] === 1) broken.add(job)
        continue
      }
      held[i] = part
      share.left = share.left.minus(part)
    }
    for (let i = 0; i < claims.count; i++) {
      if (claims.verdict[i] === Verdict.Accepted && broken.has(claims.job[i]!)) {
        claims.verdict[i] = Verdict.RolledBack
        held[i] = undefined
      }
      const share = shareOf[claims.machine[i]!]!
      if (held[i] !== undefined) share.taken = share.taken.plus(held[i]!)
    }
    let declined = 0
    const refusal = new Refusal(master.allocator.filters, refuseFor)
    const converted = conversions.filter(({ done }) => done)
    for (const { machine, offers: some, taken } of shares) {
      shareOf[machine] = undefined
      this.#isClaimed[this.#holdings.agentOf(machine).number] = 0
      if (some.length === 0) continue
      if (taken.isEmpty && converted.length === 0) declined++
      master.answered(some, taken, refusal, converted)
    }
    declined += master.declined(offers, refusal)
    return { held, declined }
  }

  /** Reserves, makes volumes, or undoes that, where all of it is there. */
  #convert(conversion: Conversion, share: Share | undefined, master: Master): void {
    const { before, after } = conversion
    const offer = share?.offers[0]
    if (share === undefined || offer === undefined || !share.left.contains(before)) return
    master.convert(offer, before, after)
    this.#resources.converted(share.machine, conversion)
    share.left = share.left.minus(before)
    conversion.done = true
  }

  /** What the task gets: what the scheduler named, or any that is enough; null where there is not as much. */
  #part(job: JobId, left: Resources, named: Resources | undefined): Resources | null {
    if (named !== undefined) return left.contains(named) ? named : null
    const { jobs, frameworks } = this.#cluster
    const from = frameworks.revocable[jobs.framework[job]!] ? usable(left) : left
    return carve(from, this.#resources.wanted(job, jobs))
  }

  /** One for each machine on which something is claimed or converted. */
  #shares(
    [first]: readonly SomeOffers[],
    claims: Answer['claims'],
    conversions: readonly Conversion[],
  ): Share[] {
    const shares: Share[] = []
    for (let i = 0; i < claims.count; i++) this.#open(claims.machine[i]!, shares)
    const { round } = first!
    if (conversions.length > 0 && round.isOpen(first!.place(0)))
      this.#open(round.handleAt(first!.place(0)), shares)
    return shares
  }

  #open(machine: MachineId, shares: Share[]): void {
    if (this.#shareOf[machine] !== undefined) return
    const share = { machine, offers: NO_OFFERS, left: Resources.NONE, taken: Resources.NONE }
    this.#shareOf[machine] = share
    this.#isClaimed[this.#holdings.agentOf(machine).number] = 1
    shares.push(share)
  }

  /** Puts the offers that are still open into the shares. */
  #fill(offers: readonly SomeOffers[]): void {
    for (const some of offers) {
      const { round, size } = some
      if (some === round) this.#fillFrom(round)
      else for (let i = 0; i < size; i++) this.#add(round, some.place(i))
    }
  }

  /** From all of a round: they are passed over as they stand, which is quick. */
  #fillFrom(round: OfferRound): void {
    const isClaimed = this.#isClaimed
    const { agents } = round
    for (let place = 0; place < agents.length; place++)
      if (isClaimed[agents[place]!] === 1) this.#add(round, place)
  }

  #add(round: OfferRound, place: number): void {
    const share = this.#shareOf[round.handleAt(place)]
    if (share === undefined || !round.isOpen(place)) return
    share.offers = [...share.offers, new OutstandingOffer(round, place)]
    share.left = share.left.plus(round.resources[place]!)
  }
}
