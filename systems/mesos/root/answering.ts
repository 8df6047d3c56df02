/**
 * What the master makes of a scheduler's answer: tasks for claims inside offers that are still open, and the rest is refused.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { Verdict } from '../../../sim/world/claims.ts'
import type { JobId, MachineId } from '../../../sim/world/handles.ts'
import { carve } from '../carving.ts'
import type { Master } from '../master.ts'
import type { OutstandingOffer } from '../outstanding-offers.ts'
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

  constructor(cluster: Cluster, resources: AgentResources) {
    this.#cluster = cluster
    this.#resources = resources
  }

  /**
   * Gives a verdict on every claim and settles the offers with the master. Returns what each accepted claim holds, by its
   * place, the others have none; and how many offers were declined.
   */
  settle({ offers, claims, refuseFor, parts, conversions = [] }: Answer, master: Master) {
    const { jobs } = this.#cluster
    const shares = this.#shares(offers, claims, conversions)
    for (const conversion of conversions) this.#convert(conversion, offers[0]!, shares, master)
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
    const untouched: OutstandingOffer[] = []
    let declined = 0
    for (const offer of offers) {
      if (!offer.open) continue
      const share = shares.size === 0 ? undefined : shares.get(Number(offer.agent))
      const converted = conversions.filter(({ done }) => done)
      if (share === undefined || (share.taken.isEmpty && converted.length === 0)) declined++
      if (share === undefined) untouched.push(offer)
      else master.answered(share.offers, share.taken, refuseFor, converted)
    }
    master.declined(untouched, refuseFor)
    return { held, declined }
  }

  /** Reserves, makes volumes, or undoes that, where all of it is there. */
  #convert(
    conversion: Conversion,
    offer: OutstandingOffer,
    shares: ReadonlyMap<MachineId, Share>,
    master: Master,
  ): void {
    const machine = Number(offer.agent)
    const share = shares.get(machine)!
    const { before, after } = conversion
    if (!offer.open || !share.left.contains(before)) return
    master.convert(offer, before, after)
    this.#resources.converted(machine, conversion)
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

  /** The offers of the agents on which something was claimed or converted, those that are still open. */
  #shares(
    offers: readonly OutstandingOffer[],
    claims: Answer['claims'],
    conversions: readonly Conversion[],
  ): Map<MachineId, Share> {
    const shares = new Map<MachineId, Share>()
    for (let i = 0; i < claims.count; i++) openShare(claims.machine[i]!, shares)
    if (conversions.length > 0) openShare(Number(offers[0]!.agent), shares)
    for (const offer of offers) {
      const share = offer.open && shares.size > 0 ? shares.get(Number(offer.agent)) : undefined
      if (share === undefined) continue
      share.offers.push(offer)
      share.left = share.left.plus(offer.resources)
    }
    return shares
  }
}

function openShare(machine: MachineId, shares: Map<MachineId, Share>): void {
  if (!shares.has(machine)) shares.set(machine, { offers: [], left: Resources.NONE, taken: Resources.NONE })
}
