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
import type { Answer, Conversion } from './mesos-scheduler.ts'
import { usable } from './offered-view.ts'

/** What is offered of one agent in the answer, and what was claimed of it. */
interface Share {
  readonly offers: OutstandingOffer[]
  left: Resources
  taken: Resources
}

export class Answering {
  readonly #cluster: Cluster
  readonly #resources: AgentResources
  /** 1: a machine on which something is claimed; all 0 between two answers. */
  readonly #isClaimed: Uint8Array
  /** Scratch of `#findClaimed`, by place in a round. */
  readonly #isFound: Uint8Array

  constructor(cluster: Cluster, resources: AgentResources) {
    this.#cluster = cluster
    this.#resources = resources
    this.#isClaimed = new Uint8Array(cluster.machines.count)
    this.#isFound = new Uint8Array(cluster.machines.count)
  }

  /**
   * Gives a verdict on every claim and settles the offers with the master. Returns what each accepted claim holds, by its
   * place, the others have none; and how many offers were declined.
   */
  settle({ offers, claims, refuseFor, parts, conversions = [] }: Answer, master: Master) {
    const { jobs } = this.#cluster
    const shares = this.#shares(offers, claims, conversions)
    const answered = this.#fill(shares, offers)
    for (const conversion of conversions) this.#convert(conversion, answered[0], master)
    const held: (Resources | undefined)[] = []
    const broken = new Set<JobId>()
    for (let i = 0; i < claims.count; i++) {
      const job = claims.job[i]!
      const wanted = jobs.generation[job] === claims.generation[i] && jobs.isOpen(job)
      const share = shares.get(claims.machine[i]!)!
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
      const share = shares.get(claims.machine[i]!)!
      if (held[i] !== undefined) share.taken = share.taken.plus(held[i]!)
    }
    let declined = 0
    const refusal = new Refusal(master.allocator.filters, refuseFor)
    const converted = conversions.filter(({ done }) => done)
    for (const { offers: some, taken } of answered) {
      if (taken.isEmpty && converted.length === 0) declined++
      master.answered(some, taken, refusal, converted)
    }
    declined += master.declined(offers, refusal)
    return { held, declined }
  }

  /** Reserves, makes volumes, or undoes that, where all of it is there. */
  #convert(conversion: Conversion, share: Share | undefined, master: Master): void {
    const { before, after } = conversion
    if (share === undefined || !share.left.contains(before)) return
    const [offer] = share.offers
    master.convert(offer!, before, after)
    this.#resources.converted(Number(offer!.agent), conversion)
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
  ): Map<MachineId, Share> {
    const shares = new Map<MachineId, Share>()
    for (let i = 0; i < claims.count; i++) openShare(claims.machine[i]!, shares)
    const { round } = first!
    if (conversions.length > 0 && round.isOpen(first!.place(0)))
      openShare(round.handleAt(first!.place(0)), shares)
    return shares
  }

  /** Puts the offers that are still open into the shares; returns those that have some, in the order of their first offers. */
  #fill(shares: ReadonlyMap<MachineId, Share>, offers: readonly SomeOffers[]): Share[] {
    const filled: Share[] = []
    if (shares.size === 0) return filled
    for (const machine of shares.keys()) this.#isClaimed[machine] = 1
    for (const some of offers) {
      const { round, size } = some
      let left = this.#findClaimed(round)
      for (let i = 0; i < size && left > 0; i++) {
        const place = some.place(i)
        if (this.#isFound[place] === 0) continue
        left--
        const share = shares.get(round.handleAt(place))!
        if (share.offers.length === 0) filled.push(share)
        share.offers.push(new OutstandingOffer(round, place))
        share.left = share.left.plus(round.resources[place]!)
      }
    }
    for (const machine of shares.keys()) this.#isClaimed[machine] = 0
    return filled
  }

  /** Marks open offers of machines on which something is claimed, as they stand, which is quick; returns how many they are. */
  #findClaimed(round: OfferRound): number {
    const { size } = round
    const isClaimed = this.#isClaimed
    const isFound = this.#isFound.fill(0, 0, size)
    let found = 0
    for (let place = 0; place < size; place++) {
      if (isClaimed[round.handleAt(place)] === 0 || !round.isOpen(place)) continue
      isFound[place] = 1
      found++
    }
    return found
  }
}

function openShare(machine: MachineId, shares: Map<MachineId, Share>): void {
  if (!shares.has(machine)) shares.set(machine, { offers: [], left: Resources.NONE, taken: Resources.NONE })
}
