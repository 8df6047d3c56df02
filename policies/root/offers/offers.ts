/**
 * Longer than 300 lines: offers, messages, timeouts and verdicts, which are one conversation.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { RootScheduler } from '../../../sim/contracts.ts'
import type { Timers } from '../../../sim/engine/engine.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { FrameworkId, JobId, MachineId, TaskId } from '../../../sim/world/handles.ts'
import { View } from '../../../sim/world/views.ts'
import { type Allocator, Change, type OfferDesk } from './allocator.ts'
import { AwakeTakers } from './awake-takers.ts'
import { FreeNumbers } from './free-numbers.ts'
import { KeptOffers } from './kept-offers.ts'
import { Offer } from './offer.ts'
import { OfferPieces } from './offer-pieces.ts'
import type { OffersOptions, OffersPlugs } from './plugs.ts'
import { noteLaunches, refuseAll, settle } from './settlement.ts'
import type { Taker } from './taker.ts'
import { WaitingOffers } from './waiting-offers.ts'

/**
 * Two-level scheduling (Mesos, DC/OS): an allocator locks free resources and offers them to frameworks; a framework decides what
 * to launch on them; the rest goes back.
 *
 * Allocator and frameworks are plugs; the root keeps offers, messages, timeouts and verdicts. Claims inside an offer are never
 * refused by a conflict: that is what the lock is for, and what it costs. What was claimed and what is left of an offer is
 * settled in settlement.ts.
 */
export class Offers implements RootScheduler, OfferDesk {
  readonly name = 'offers'
  private readonly plugs: OffersPlugs
  private readonly options: OffersOptions
  private cluster!: Cluster
  private readonly takers: Taker[] = []
  private allocator!: Allocator
  /** Every offer ever needed at once, by number; closed ones are used again. */
  private readonly offers: Offer[] = []
  private readonly numbers = new FreeNumbers()
  private pieces!: OfferPieces
  /** Shows one offer at a time, while it is decided on or settled; with slice `cluster` each offer has its own. */
  private view: View | undefined
  /** Offers that wait until their framework has answered the one before. */
  private readonly waiting = new WaitingOffers()
  private readonly thinking: boolean[] = []
  private readonly kept = new KeptOffers()
  /** Frameworks that are to look at their offers at the end of this instant. */
  private readonly looking: boolean[] = []
  private readonly awake = new AwakeTakers(this.takers)
  private timers!: Timers
  private hears = 0
  private receives = 0
  private answers = 0
  private sends = 0
  private looks = 0
  private responds = 0
  private expires = 0

  constructor(plugs: OffersPlugs, options: OffersOptions) {
    this.plugs = plugs
    this.options = options
  }

  start(cluster: Cluster): void {
    this.cluster = cluster
    const timers = this.options.timers?.(cluster) ?? cluster.engine
    this.timers = timers
    const { engine, mailbox, jobs, frameworks } = cluster
    for (let framework = 0; framework < frameworks.count; framework++) {
      const retries = () => {
        this.awake.add(framework)
        this.allocator.changed(Change.WantsMore, framework)
      }
      this.takers.push(this.plugs.taker(cluster, framework, timers, retries))
      this.thinking.push(false)
      this.looking.push(false)
    }
    this.pieces = new OfferPieces(frameworks.count, cluster.machines.count)
    if (this.options.slice === 'machine') this.view = View.offered(cluster.machines)
    this.allocator = this.plugs.allocator(cluster, this, this.pieces, timers)
    this.receives = timers.on((offer, generation) =>
      mailbox.send(Route.Scheduler, this.answers, offer, generation),
    )
    this.answers = mailbox.on((offer, generation) => {
      if (this.offers[offer]!.generation === generation) this.receive(this.offers[offer]!)
    })
    this.sends = timers.on((offer, generation) => this.thoughtOut(this.offers[offer]!, generation))
    this.looks = engine.on(framework => {
      this.looking[framework] = false
      this.lookNow(framework)
    })
    this.responds = mailbox.on((offer, generation) => this.respond(this.offers[offer]!, generation))
    this.expires = timers.on((offer, generation) => {
      const expired = this.offers[offer]!
      const current = expired.open && expired.generation === generation
      if (current && engine.now >= expired.expiresAt) this.expire(expired)
    })
    this.hears = mailbox.on((job, generation) => {
      if (jobs.generation[job] !== generation || !jobs.isOpen(job)) return
      const framework = jobs.framework[job]!
      const change = this.takers[framework]!.hungry ? Change.WantsMore : Change.WantsAgain
      this.enqueue(job)
      this.allocator.changed(change, framework)
      if (this.kept.stir(framework)) this.look(framework)
    })
  }

  submit(job: JobId): void {
    this.cluster.mailbox.send(Route.Scheduler, this.hears, job, this.cluster.jobs.generation[job]!)
  }

  withdraw(job: JobId): void {
    const framework = this.cluster.jobs.framework[job]!
    this.takers[framework]!.withdraw(job)
    this.wantsLess(framework)
  }

  shrank(job: JobId): void {
    const framework = this.cluster.jobs.framework[job]!
    this.takers[framework]!.shrank?.(job)
    this.wantsLess(framework)
  }

  /** What it keeps may be of use to others, or to jobs behind one for which it was too little. */
  private wantsLess(framework: FrameworkId): void {
    this.allocator.changed(Change.WantsLess, framework)
    if (this.kept.stir(framework)) this.look(framework)
  }

  released(machine: MachineId, task: TaskId): void {
    const framework = this.cluster.jobs.framework[this.cluster.tasks.job[task]!]!
    this.takers[framework]!.released(machine, task)
    this.allocator.changed(Change.TaskEnded, machine)
  }

  machineChanged(machine: MachineId, up: boolean): void {
    if (up) {
      this.allocator.changed(Change.MachineUp, machine)
    } else if (this.options.slice === 'cluster' || this.pieces.isOut(machine))
      for (const offer of this.offers) offer.lose(machine)
  }

  frameworkChanged(framework: FrameworkId, connected: boolean): void {
    if (connected) {
      this.allocator.changed(Change.Reconnected, framework)
      return
    }
    for (const offer of this.offers) {
      if (offer.open && offer.framework === framework) this.rescind(offer)
    }
    this.allocator.changed(Change.WantsLess, framework)
  }

  begin(framework: FrameworkId): Offer {
    const number = this.numbers.take()
    const offer = this.offers[number] ?? new Offer(this.cluster, number, this.pieces, this.view)
    this.offers[number] = offer
    offer.begin(framework)
    return offer
  }

  send(offer: Offer, after: Time): void {
    const { slice, machines, number, generation } = offer
    this.takers[offer.framework]!.measured.offersMade += slice === 'machine' ? machines.count : 1
    if (slice === 'cluster' && offer.lockedCpuMilli === 0 && offer.lockedMemoryMiB === 0) this.close(offer)
    else if (after > 0) this.timers.at(this.cluster.now + after, this.receives, number, generation)
    else this.cluster.mailbox.send(Route.Scheduler, this.answers, number, generation)
  }

  wants(framework: FrameworkId): boolean {
    const taker = this.takers[framework]!
    if (!taker.hungry || !this.cluster.frameworks.connected[framework]!) return false
    // Machines that have room for a gang only together would miss each other if some were offered while others are out.
    return this.options.keepsOffers || !taker.isShort || !this.pieces.hasOpen(framework)
  }

  mayWant(): Int32Array {
    return this.awake.sorted
  }

  isShort(framework: FrameworkId): boolean {
    return this.takers[framework]!.isShort
  }

  private enqueue(job: JobId): void {
    const framework = this.cluster.jobs.framework[job]!
    this.takers[framework]!.submit(job)
    this.awake.add(framework)
  }

  /** The offer reached its framework, which looks at it at the end of this instant or after the one before. */
  private receive(offer: Offer): void {
    const { framework } = offer
    const { passPerEvent, frameworksNotSerialised } = this.options
    this.setTimeout(offer)
    if (passPerEvent && (frameworksNotSerialised || !this.thinking[framework])) this.decide(offer)
    else {
      this.waiting.add(offer)
      this.look(framework)
    }
  }

  private setTimeout(offer: Offer): void {
    const { offerTimeout } = this.options
    if (offerTimeout === 0) return
    offer.expiresAt = this.cluster.now + offerTimeout
    this.timers.at(offer.expiresAt, this.expires, offer.number, offer.generation)
  }

  /** The framework turns to its next offer if it is not thinking, when all that happens at this instant has happened. */
  private look(framework: FrameworkId): void {
    if (this.options.passPerEvent) this.lookNow(framework)
    else if (!this.looking[framework]) {
      this.looking[framework] = true
      this.cluster.engine.atEndOfInstant(this.looks, framework, 0)
    }
  }

  private lookNow(framework: FrameworkId): void {
    if (this.thinking[framework]) return
    const next = this.waiting.take(framework) ?? this.kept.stirred(framework)
    if (next !== null) this.decide(next)
  }

  private decide(received: Offer): void {
    const { framework } = received
    const offer = this.joined(received)
    if (offer !== received) this.setTimeout(offer)
    this.thinking[framework] = true
    offer.answering = true
    const thought = this.takers[framework]!.answer(offer.unfold(), offer.claims)
    offer.fold()
    this.timers.at(this.cluster.now + thought, this.sends, offer.number, offer.generation)
  }

  /** The offer to look at: what the framework kept, if it did, and what it received with it. */
  private joined(received: Offer): Offer {
    const offer = this.kept.joined(received)
    if (!received.open) this.numbers.release(received.number)
    return offer
  }

  /** The framework has thought. An offer with too little room for a gang may be kept for more to come. */
  private thoughtOut(offer: Offer, generation: number): void {
    const current = offer.open && offer.generation === generation
    const isShort = this.takers[offer.framework]!.isShort
    if (current && isShort && offer.claims.count === 0 && this.options.keepsOffers) {
      this.kept.keep(offer)
      this.answered(offer)
    } else this.cluster.mailbox.send(Route.Scheduler, this.responds, offer.number, generation)
  }

  /** The answer reached the root: what was claimed is launched, the rest goes back. */
  private respond(offer: Offer, generation: number): void {
    if (offer.generation === generation && offer.open) {
      const taker = this.takers[offer.framework]!
      const view = offer.unfold()
      const used = settle(offer, view, taker, job => this.enqueue(job), this.cluster)
      this.allocator.declined?.(offer, view, used)
      this.close(offer)
      this.allocator.changed(Change.OfferHome, offer.framework)
      this.cluster.running.launch(offer.claims)
      noteLaunches(taker, offer)
    }
    this.answered(offer)
  }

  /** The framework has nothing to think about. */
  private answered(offer: Offer): void {
    const { framework } = offer
    offer.answering = false
    if (!offer.open) this.numbers.release(offer.number)
    this.thinking[framework] = false
    this.look(framework)
    if (this.cluster.frameworks.connected[framework]) this.allocator.changed(Change.Idle, framework)
  }

  /** Unlocks what is left of the unfolded offer. It is used again when its framework does not think about it either. */
  private close(offer: Offer): void {
    offer.close()
    if (!offer.answering) this.numbers.release(offer.number)
  }

  /** The offer was not answered in time. */
  private expire(offer: Offer): void {
    const { now, mailbox } = this.cluster
    if (!this.kept.holds(offer)) {
      this.rescind(offer)
      return
    }
    // What another framework just lost may be what this one keeps its offers for: it is offered that first.
    const onItsWay = this.options.decisionTime + mailbox.latencyOf(Route.Scheduler)
    if (!this.kept.mayLapse(offer, now, onItsWay)) {
      this.setTimeout(offer)
      return
    }
    this.allocator.lapsed?.(offer)
    this.rescind(offer)
  }

  /** Takes an offer back that is not answered; what was claimed in it stays pending. */
  private rescind(offer: Offer): void {
    const { framework } = offer
    this.takers[framework]!.measured.offersRescinded += offer.slice === 'machine' ? offer.machines.count : 1
    offer.unfold()
    refuseAll(offer, job => this.enqueue(job), this.cluster)
    this.kept.forget(offer)
    this.waiting.remove(offer)
    this.close(offer)
    this.allocator.changed(Change.Rescinded, framework)
  }
}
