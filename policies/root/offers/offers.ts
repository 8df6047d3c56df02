import type { Cluster } from '../../../sim/cluster.ts'
import type { RootScheduler, SharePolicy } from '../../../sim/contracts.ts'
import type { Timers } from '../../../sim/engine/engine.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import type { Time } from '../../../sim/engine/time.ts'
import { Verdict } from '../../../sim/world/claims.ts'
import type { FrameworkId, JobId, MachineId, TaskId } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { Scheduler } from '../scheduler/scheduler.ts'
import type { SchedulerParts } from '../scheduler/scheduler-parts.ts'
import { Allocator, type AllocatorOptions } from './allocator.ts'
import { GangRevival } from './gang-revival.ts'
import { KeptOffers } from './kept-offers.ts'
import type { Offer } from './offer.ts'
import { type AnswerOptions, answer } from './offer-answer.ts'
import { noteLaunches, settle } from './settlement.ts'

export interface OffersOptions extends AllocatorOptions, AnswerOptions {
  /** How long a machine is not offered again to a framework that used nothing of it; 0: no filter. */
  readonly declineFilter: Time
  /** A framework looks at the next offer while it is still thinking about the last (the Omega simulator's Mesos). */
  readonly frameworksNotSerialised: boolean
  /** Where the root sets its timers; absent: the engine, where timers of one instant go off in the order they were set. */
  readonly timers?: (cluster: Cluster) => Timers
}

/**
 * Two-level scheduling (Mesos, DC/OS): an allocator locks free resources and offers them to the framework with the
 * smallest share; the framework decides what to launch on them; the rest goes back.
 *
 * Claims inside an offer are never refused by a conflict: that is what the lock is for, and what it costs. What was
 * claimed and what is left of an offer is settled in settlement.ts.
 */
export class Offers implements RootScheduler {
  readonly name = 'offers'
  private readonly partsOf: (framework: FrameworkId) => SchedulerParts
  private readonly options: OffersOptions
  private readonly share: SharePolicy
  private cluster!: Cluster
  private readonly schedulers: Scheduler[] = []
  private allocator!: Allocator
  /** Offers that wait until their framework has answered the one before, by framework. */
  private readonly waiting: Offer[][] = []
  private readonly thinking: boolean[] = []
  private readonly kept = new KeptOffers()
  /** Frameworks that are to look at their offers at the end of this instant. */
  private readonly looking: boolean[] = []
  private revival!: GangRevival
  private timers!: Timers
  private hears = 0
  private receives = 0
  private answers = 0
  private sends = 0
  private looks = 0
  private responds = 0
  private expires = 0
  private expiry = 0

  constructor(
    partsOf: (framework: FrameworkId) => SchedulerParts,
    share: SharePolicy,
    options: OffersOptions,
  ) {
    this.partsOf = partsOf
    this.share = share
    this.options = options
  }

  start(cluster: Cluster): void {
    this.cluster = cluster
    const timers = this.options.timers?.(cluster) ?? cluster.engine
    this.timers = timers
    for (let framework = 0; framework < cluster.frameworks.count; framework++) {
      const scheduler = new Scheduler(cluster, framework, this.partsOf(framework), timers)
      scheduler.onRetry = () => this.allocator.arm()
      this.schedulers.push(scheduler)
      this.waiting.push([])
      this.thinking.push(false)
      this.looking.push(false)
    }
    const { engine, mailbox, jobs } = cluster
    this.allocator = new Allocator(
      cluster,
      this.schedulers,
      this.share,
      this.options,
      timers,
      (offer, after) => {
        const { generation } = this.allocator.offers[offer]!
        if (after > 0) timers.at(engine.now + after, this.receives, offer, generation)
        else mailbox.send(Route.Scheduler, this.answers, offer, generation)
      },
    )
    this.revival = new GangRevival(this.schedulers, this.allocator.filters, this.allocator.pieces)
    this.receives = timers.on((offer, generation) =>
      mailbox.send(Route.Scheduler, this.answers, offer, generation),
    )
    this.answers = mailbox.on((offer, generation) => {
      if (this.allocator.offers[offer]!.generation === generation) this.receive(offer)
    })
    this.sends = timers.on((offer, generation) => this.thoughtOut(offer, generation))
    this.looks = engine.on(framework => {
      this.looking[framework] = false
      this.lookNow(framework)
    })
    this.responds = mailbox.on((offer, generation) => this.respond(this.allocator.offers[offer]!, generation))
    this.expires = timers.on((offer, generation) => {
      const expired = this.allocator.offers[offer]!
      const current = expired.open && expired.generation === generation
      if (current && engine.now >= expired.expiresAt) this.expire(expired)
    })
    this.expiry = timers.on(framework => {
      this.revival.filterOver(framework, engine.now)
      this.allocator.arm()
    })
    this.hears = mailbox.on((job, generation) => {
      if (jobs.generation[job] !== generation || !jobs.isOpen(job)) return
      const framework = jobs.framework[job]!
      const scheduler = this.schedulers[framework]!
      if (!scheduler.hungry) this.allocator.filters.revive(framework)
      scheduler.submit(job)
      this.allocator.arm()
      if (this.kept.stir(framework)) this.look(framework)
    })
  }

  submit(job: JobId): void {
    this.cluster.mailbox.send(Route.Scheduler, this.hears, job, this.cluster.jobs.generation[job]!)
  }

  withdraw(job: JobId): void {
    this.schedulers[this.cluster.jobs.framework[job]!]!.withdraw(job)
  }

  released(machine: MachineId, task: TaskId): void {
    const framework = this.cluster.jobs.framework[this.cluster.tasks.job[task]!]!
    for (let id = 0; id < this.schedulers.length; id++) {
      if (id === framework) this.schedulers[id]!.released(machine, task)
      else this.schedulers[id]!.changed(machine)
    }
    this.allocator.arm()
  }

  machineChanged(machine: MachineId, up: boolean): void {
    if (up) {
      for (const scheduler of this.schedulers) scheduler.changedAll()
      this.allocator.arm()
    } else for (const offer of this.allocator.offers) offer.lose(machine)
  }

  frameworkChanged(framework: FrameworkId, connected: boolean): void {
    if (connected) {
      this.allocator.filters.revive(framework)
      this.schedulers[framework]!.changedAll()
      this.allocator.arm()
      return
    }
    for (const offer of this.allocator.offers) {
      if (offer.open && offer.framework === framework) this.rescind(offer)
    }
  }

  /** The offer reached its framework, which looks at it at the end of this instant or after the one before. */
  private receive(number: number): void {
    const offer = this.allocator.offers[number]!
    const { framework } = offer
    const { passPerEvent, frameworksNotSerialised } = this.options
    this.setTimeout(offer)
    if (passPerEvent && (frameworksNotSerialised || !this.thinking[framework])) this.decide(offer)
    else {
      this.waiting[framework]!.push(offer)
      this.look(framework)
    }
  }

  private setTimeout(offer: Offer): void {
    const { engine } = this.cluster
    const { offerTimeout } = this.options
    if (offerTimeout === 0) return
    offer.expiresAt = engine.now + offerTimeout
    this.timers.at(offer.expiresAt, this.expires, this.allocator.offers.indexOf(offer), offer.generation)
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
    const next = this.waiting[framework]!.shift() ?? this.kept.stirred(framework)
    if (next !== null) this.decide(next)
  }

  private decide(received: Offer): void {
    const { engine } = this.cluster
    const { framework } = received
    const offer = this.kept.joined(received)
    if (offer !== received) this.setTimeout(offer)
    this.thinking[framework] = true
    offer.answering = true
    const thought = answer(offer, this.schedulers[framework]!, this.options, this.cluster)
    this.timers.at(engine.now + thought, this.sends, this.allocator.offers.indexOf(offer), offer.generation)
  }

  /** The framework has thought. An offer with too little room for a gang may be kept for more to come. */
  private thoughtOut(number: number, generation: number): void {
    const offer = this.allocator.offers[number]!
    const current = offer.open && offer.generation === generation
    const { shortGang } = this.schedulers[offer.framework]!
    if (current && shortGang.waits && offer.claims.count === 0 && this.allocator.keepsOffers) {
      this.kept.keep(offer)
      this.answered(offer)
    } else this.cluster.mailbox.send(Route.Scheduler, this.responds, number, generation)
  }

  /** The answer reached the root: what was claimed is launched, the rest goes back. */
  private respond(offer: Offer, generation: number): void {
    if (offer.generation === generation && offer.open) {
      const scheduler = this.schedulers[offer.framework]!
      settle(offer, scheduler, this.allocator, this.options.declineFilter, this.cluster)
      this.expectExpiry(offer.framework)
      offer.close()
      this.revival.answered(offer.framework)
      this.cluster.running.launch(offer.claims)
      noteLaunches(scheduler, offer)
    }
    this.answered(offer)
  }

  private answered(offer: Offer): void {
    const { framework } = offer
    offer.answering = false
    this.thinking[framework] = false
    this.look(framework)
    if (this.cluster.frameworks.connected[framework]) this.allocator.arm()
  }

  /** The offer was not answered in time. */
  private expire(offer: Offer): void {
    const { engine, mailbox } = this.cluster
    const { interval, think, declineFilter } = this.options
    if (!this.kept.holds(offer)) {
      this.rescind(offer)
      return
    }
    // What another framework just lost may be what this one keeps its offers for: it is offered that first.
    const onItsWay = interval + think + mailbox.latencyOf(Route.Scheduler)
    if (!this.kept.mayLapse(offer, engine.now, onItsWay)) {
      this.setTimeout(offer)
      return
    }
    this.allocator.filters.addAll(offer, engine.now + declineFilter)
    this.expectExpiry(offer.framework)
    this.rescind(offer)
  }

  /** What the framework declines now is filtered for a while, after which it may be offered again. */
  private expectExpiry(framework: FrameworkId): void {
    const { declineFilter } = this.options
    if (declineFilter === 0) return
    const until = this.cluster.now + declineFilter
    this.revival.declined(framework, until)
    this.timers.at(until, this.expiry, framework, 0)
  }

  /** Takes an offer back that is not answered; what was claimed in it stays pending. */
  private rescind(offer: Offer): void {
    const { jobs, probes } = this.cluster
    const { claims, framework } = offer
    const scheduler = this.schedulers[framework]!
    scheduler.measured.offersRescinded += this.options.slice === 'machine' ? offer.view.memberCount : 1
    for (let i = 0; i < claims.count; i++) {
      claims.verdict[i] = Verdict.Rescinded
      probes.reasonGiven(Verdict.Rescinded, 1)
      offer.refuse(i)
      const job = claims.job[i]!
      if (jobs.generation[job] !== claims.generation[i]) continue
      jobs.claimed[job]!--
      if (jobs.isOpen(job) && jobs.count(job, TaskState.Pending) > 0) scheduler.submit(job)
    }
    this.kept.forget(offer)
    const index = this.waiting[framework]!.indexOf(offer)
    if (index >= 0) this.waiting[framework]!.splice(index, 1)
    offer.close()
    this.allocator.arm()
  }
}
