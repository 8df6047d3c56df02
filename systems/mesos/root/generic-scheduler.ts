/**
 * A framework of an experiment as a scheduler on Mesos: it queues its jobs, looks at what it is offered, launches what fits,
 * and refuses the rest for a while.
 */
import { noteLaunches } from '../../../policies/root/offers/settlement.ts'
import type { Taker } from '../../../policies/root/offers/taker.ts'
import type { Cluster } from '../../../sim/cluster.ts'
import { NEVER, type Time } from '../../../sim/engine/time.ts'
import type { MeasuredScheduler } from '../../../sim/measure/measured-scheduler.ts'
import { Claims } from '../../../sim/world/claims.ts'
import {
  type FrameworkId,
  type JobId,
  type MachineId,
  NONE,
  type TaskId,
} from '../../../sim/world/handles.ts'
import { TaskOutcome } from '../../../sim/world/lifecycle.ts'
import { countOf, type OfferRound, openOf, type SomeOffers } from '../offer-round.ts'
import type { InverseOffer } from '../protocol.ts'
import type { InverseAnswer, MesosFrameworkSpec } from '../spec.ts'
import type { Answer, MasterLink, MesosScheduler, Reconciliation, SchedulerSeat } from './mesos-scheduler.ts'
import type { OfferedView } from './offered-view.ts'

/** How all frameworks of the house behave towards the master, and the scratch that they share. */
export interface GenericManners {
  readonly suppresses: boolean
  readonly revives: boolean
  /** `refuse_seconds` of whatever it does not use. */
  readonly refuseFor: Time
  readonly offered: OfferedView
}

/** How one of them behaves besides. */
type OwnManners = Pick<
  MesosFrameworkSpec,
  'inverseOffers' | 'keepsOffers' | 'roles' | 'reconciliationInterval'
>

export class GenericScheduler implements MesosScheduler {
  readonly reconciliation: Reconciliation
  readonly taker: Taker
  readonly #cluster: Cluster
  readonly #framework: FrameworkId
  readonly #link: MasterLink
  readonly #manners: GenericManners
  readonly #inverseOffers: InverseAnswer | undefined
  readonly #keeps: boolean
  readonly #isInSeveralRoles: boolean
  /** Offers that it has not looked at, or keeps. */
  #hand: SomeOffers[] = []
  /** Claims that are done with: room for those of another answer. */
  #spare = new Claims()
  /** The answer that it is thinking about. */
  #thought: Answer | null = null
  #looking = false
  /** It began to want something while it was thinking. */
  #asks = false
  /** It told the master that it wants nothing. */
  suppressed: boolean
  /** The master knows it. */
  registered = false
  readonly #looks: number
  readonly #sends: number

  constructor(
    { cluster, framework, link }: SchedulerSeat,
    taker: Taker,
    manners: GenericManners,
    { inverseOffers, keepsOffers = false, roles, reconciliationInterval = NEVER }: OwnManners,
  ) {
    this.reconciliation = {
      first: reconciliationInterval,
      every: reconciliationInterval,
      whenRegistered: true,
    }
    this.#isInSeveralRoles = roles !== undefined
    this.#inverseOffers = inverseOffers
    this.#keeps = keepsOffers
    this.#cluster = cluster
    this.#framework = framework
    this.#link = link
    this.#manners = manners
    this.suppressed = manners.suppresses
    this.taker = taker
    this.#looks = cluster.engine.on(() => {
      this.#looking = false
      this.#lookNow()
    })
    this.#sends = cluster.engine.on(() => this.#send())
  }

  get measured(): MeasuredScheduler {
    return this.taker.measured
  }

  submit(job: JobId): void {
    const wanted = this.taker.hungry
    this.taker.submit(job)
    this.wants(wanted)
  }

  withdraw(job: JobId): void {
    this.taker.withdraw(job)
    this.#looksAtKept()
  }

  shrank(job: JobId): void {
    this.taker.shrank?.(job)
    this.#looksAtKept()
  }

  /** What it kept is of no use now, or enough for what stood behind. */
  #looksAtKept(): void {
    if (this.#keeps && this.#hand.length > 0) this.#look()
  }

  released(machine: MachineId, task: TaskId): void {
    this.taker.released(machine, task)
  }

  receive(offers: readonly SomeOffers[]): void {
    this.taker.measured.offersMade += countOf(offers)
    for (const some of offers) this.#hand.push(some)
    this.#look()
  }

  /** Whoever accepts leaves at once. */
  inverseOffered(offers: readonly InverseOffer[]): void {
    const { refuseFor } = this.#manners
    if (this.#inverseOffers === undefined) return
    this.#link.answerInverse(this.#framework, offers, refuseFor)
    if (this.#inverseOffers === 'accept') for (const { agent } of offers) this.#leave(Number(agent))
  }

  #leave(machine: MachineId): void {
    const { tasks, jobs, running } = this.#cluster
    for (let task = tasks.on(machine); task !== NONE; ) {
      const next = tasks.nextOnMachine(task)
      const isOwn = jobs.framework[tasks.job[task]!] === this.#framework
      if (isOwn && tasks.killedAs[task] === 0) running.kill(task, TaskOutcome.Drained)
      task = next
    }
  }

  refused({ job: jobs }: Claims, index: number, known: boolean): void {
    const job = jobs[index]!
    const { jobs: table } = this.#cluster
    if (known && table.isOpen(job) && table.unclaimed(job) > 0) this.submit(job)
  }

  settled(claims: Claims): void {
    noteLaunches(this.taker, { claims })
    this.#spare = claims
  }

  connected(suppressed: boolean): void {
    this.registered = true
    this.suppressed = suppressed
    if (suppressed && this.taker.hungry) this.#revive()
  }

  disconnected(): void {
    this.registered = false
    this.#hand = []
  }

  /** It may have become hungry; it was `before`. */
  wants(before = false): void {
    if (!this.registered) return
    const begins = !before && this.#manners.revives && (this.#keeps || this.#hand.length === 0)
    // What it refuses in the answer that it is thinking about would be kept from it for a while.
    if (this.#thought !== null) this.#asks ||= begins
    else if (this.suppressed || begins) this.#revive()
    if (this.#hand.length > 0) this.#look()
  }

  #revive(): void {
    this.suppressed = false
    this.#link.revive(this.#framework)
  }

  /** It looks at its offers when all that happens at this instant has happened, if it is not thinking. */
  #look(): void {
    if (this.#looking || this.#thought !== null) return
    this.#looking = true
    this.#cluster.engine.atEndOfInstant(this.#looks, 0, 0)
  }

  #lookNow(): void {
    if (this.#thought !== null) return
    const open = those(this.#hand)
    this.#hand = []
    if (open.length === 0) return
    const offers = this.#isInSeveralRoles ? this.#ofOneRole(open) : open
    const { offered, refuseFor } = this.#manners
    const usable = this.#inverseOffers === 'accept' ? those(offers, isLasting) : offers
    const claims = this.#spare
    claims.clear()
    // Without a job it need not see what it will refuse.
    const seen = this.taker.hungry ? usable : []
    const revocable = this.#cluster.frameworks.revocable[this.#framework]!
    const time = this.taker.answer(offered.of(seen, revocable), claims)
    const answered = this.#keeps && this.taker.hungry ? this.#keep(offers, claims) : offers
    if (answered.length === 0) return
    this.#tellDeclines(answered)
    this.#spare = new Claims()
    this.#thought = { framework: this.#framework, offers: answered, claims, refuseFor }
    this.#cluster.engine.at(this.#cluster.now + time, this.#sends, 0, 0)
  }

  /** What it claims nothing of, and what is left of the rest, it does not want to be offered again for a while. */
  #tellDeclines(offers: readonly SomeOffers[]): void {
    const { probes, now } = this.#cluster
    const { refuseFor } = this.#manners
    if (refuseFor === 0 || !probes.hearsRefusals) return
    for (const part of offers)
      for (let i = 0; i < part.size; i++)
        probes.declined(this.#framework, part.round.handleAt(part.place(i)), now + refuseFor)
  }

  /** What is answered together is offered in one role; the others stay in its hand. */
  #ofOneRole(open: readonly SomeOffers[]): readonly SomeOffers[] {
    const { role } = open[0]!.round.seat
    this.#hand = open.filter(({ round }) => round.seat.role !== role)
    return open.filter(({ round }) => round.seat.role === role)
  }

  /** Keeps the offers of agents on which it claims nothing; the others are returned. */
  #keep(offers: readonly SomeOffers[], claims: Claims): readonly SomeOffers[] {
    const used = new Set<MachineId>()
    for (let i = 0; i < claims.count; i++) used.add(claims.machine[i]!)
    this.#hand.push(...those(offers, (round, place) => !used.has(round.handleAt(place))))
    return those(offers, (round, place) => used.has(round.handleAt(place)))
  }

  #send(): void {
    this.#link.answer(this.#thought!)
    this.#thought = null
    if (this.#asks && this.registered && this.taker.hungry) this.#revive()
    this.#asks = false
    if (this.#manners.suppresses && !this.suppressed && this.registered && !this.taker.hungry) {
      this.suppressed = true
      this.#link.suppress(this.#framework)
    }
    if (this.#hand.length > 0) this.#look()
  }
}

/** Those that are open, and of which `keep` is true. */
const those = (
  offers: readonly SomeOffers[],
  keep?: (round: OfferRound, place: number) => boolean,
): SomeOffers[] => offers.map(some => openOf(some, keep)).filter(({ size }) => size > 0)

/** No maintenance of its agent is scheduled. */
const isLasting = (round: OfferRound, place: number): boolean =>
  round.agentAt(place).unavailableFrom === undefined
