import type { Cluster } from '../../../sim/cluster.ts'
import type { RootScheduler, SharePolicy } from '../../../sim/contracts.ts'
import type { Timers } from '../../../sim/engine/engine.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import type { Time } from '../../../sim/engine/time.ts'
import { Verdict } from '../../../sim/world/claims.ts'
import {
  type FrameworkId,
  type JobId,
  type MachineId,
  NONE,
  type TaskId,
} from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { Scheduler } from '../scheduler/scheduler.ts'
import type { SchedulerParts } from '../scheduler/scheduler-parts.ts'
import { Allocator, type AllocatorOptions } from './allocator.ts'
import type { Offer } from './offer.ts'
import { type AnswerOptions, answer } from './offer-answer.ts'

export interface OffersOptions extends AllocatorOptions, AnswerOptions {
  /** How long a machine is not offered again to a framework that used nothing of it; 0: no filter. */
  readonly declineFilter: Time
  /** Offers not answered in this time are rescinded; 0: never. */
  readonly offerTimeout: Time
  /** A framework looks at the next offer while it is still thinking about the last (the Omega simulator's Mesos). */
  readonly frameworksNotSerialised: boolean
  /** Where the root sets its timers; absent: the engine, where timers of one instant go off in the order they were set. */
  readonly timers?: (cluster: Cluster) => Timers
}

/**
 * Two-level scheduling (Mesos, DC/OS): an allocator locks free resources and offers them to the framework with the
 * smallest share; the framework decides what to launch on them; the rest goes back.
 *
 * Claims inside an offer are never refused by a conflict: that is what the lock is for, and what it costs.
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
  private timers!: Timers
  private hears = 0
  private receives = 0
  private answers = 0
  private sends = 0
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
    this.receives = timers.on((offer, generation) =>
      mailbox.send(Route.Scheduler, this.answers, offer, generation),
    )
    this.answers = mailbox.on((offer, generation) => {
      if (this.allocator.offers[offer]!.generation === generation) this.receive(offer)
    })
    this.sends = timers.on((offer, generation) =>
      mailbox.send(Route.Scheduler, this.responds, offer, generation),
    )
    this.responds = mailbox.on((offer, generation) => this.respond(this.allocator.offers[offer]!, generation))
    this.expires = timers.on((offer, generation) => {
      const expired = this.allocator.offers[offer]!
      if (expired.open && expired.generation === generation) this.rescind(expired)
    })
    this.expiry = timers.on(framework => {
      // Offered one after the other, machines that have room for a gang only together would miss each other for ever.
      if (this.schedulers[framework]!.gangShort) this.allocator.filters.revive(framework)
      this.allocator.arm()
    })
    this.hears = mailbox.on((job, generation) => {
      if (jobs.generation[job] !== generation || !jobs.isOpen(job)) return
      const framework = jobs.framework[job]!
      const scheduler = this.schedulers[framework]!
      if (!scheduler.hungry) this.allocator.filters.revive(framework)
      scheduler.submit(job)
      this.allocator.arm()
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

  /** The offer reached its framework, which looks at it now or after the one before. */
  private receive(number: number): void {
    const { engine } = this.cluster
    const offer = this.allocator.offers[number]!
    const { framework } = offer
    if (this.options.offerTimeout > 0) {
      this.timers.at(engine.now + this.options.offerTimeout, this.expires, number, offer.generation)
    }
    if (this.thinking[framework] && !this.options.frameworksNotSerialised)
      this.waiting[framework]!.push(offer)
    else this.decide(offer)
  }

  private decide(offer: Offer): void {
    const { engine } = this.cluster
    this.thinking[offer.framework] = true
    offer.answering = true
    this.schedulers[offer.framework]!.gangShort = false
    const thought = answer(offer, this.schedulers[offer.framework]!, this.options, this.cluster)
    this.timers.at(engine.now + thought, this.sends, this.allocator.offers.indexOf(offer), offer.generation)
  }

  /** The answer reached the root: what was claimed is launched, the rest goes back. */
  private respond(offer: Offer, generation: number): void {
    const { cluster } = this
    if (offer.generation === generation && offer.open) this.settle(offer)
    const framework = offer.framework
    offer.answering = false
    this.thinking[framework] = false
    const next = this.waiting[framework]!.shift()
    if (next !== undefined) this.decide(next)
    if (cluster.frameworks.connected[framework]) this.allocator.arm()
  }

  private settle(offer: Offer): void {
    const { cluster } = this
    const { jobs, running, probes, now } = cluster
    const { claims, framework } = offer
    const scheduler = this.schedulers[framework]!
    const { measured } = scheduler
    const used = new Set<MachineId>()
    const broken = this.brokenGangs(offer)
    for (let i = 0; i < claims.count; i++) {
      const job = claims.job[i]!
      const known = jobs.generation[job] === claims.generation[i]
      if (known) jobs.claimed[job]!--
      let verdict: Verdict = Verdict.Accepted
      if (!known || !jobs.isOpen(job)) verdict = Verdict.NotWanted
      else if (!offer.has(claims.machine[i]!)) verdict = Verdict.MachineDown
      else if (broken.has(job)) verdict = Verdict.RolledBack
      claims.verdict[i] = verdict
      if (verdict === Verdict.Accepted) {
        used.add(claims.machine[i]!)
        measured.claimsAccepted++
        continue
      }
      probes.reasonGiven(verdict, 1)
      measured.claimsRefused++
      offer.refuse(i)
      if (verdict !== Verdict.NotWanted) scheduler.submit(job)
    }
    if (this.options.slice === 'machine') this.decline(offer, used)
    else if (used.size === 0) this.declineAll(offer)
    if (this.options.declineFilter > 0)
      this.timers.at(now + this.options.declineFilter, this.expiry, framework, 0)
    offer.close()
    running.launch(claims)
    this.noteLaunches(scheduler, offer)
  }

  /** Gangs that were to have a task on a machine that went down meanwhile: none of their tasks is launched. */
  private brokenGangs(offer: Offer): ReadonlySet<JobId> {
    const { gang } = this.cluster.jobs
    const { claims } = offer
    const broken = new Set<JobId>()
    for (let i = 0; i < claims.count; i++) {
      const job = claims.job[i]!
      if (gang[job] === 1 && !offer.has(claims.machine[i]!)) broken.add(job)
    }
    return broken
  }

  /** Counts and filters the machines of which nothing was used. */
  private decline(offer: Offer, used: ReadonlySet<MachineId>): void {
    const { view, framework } = offer
    const { declineFilter } = this.options
    const { now } = this.cluster
    for (let i = 0; i < view.memberCount; i++) {
      const machine = view.member(i)
      if (used.has(machine) || !offer.has(machine)) continue
      this.schedulers[framework]!.measured.offersDeclined++
      if (declineFilter === 0) continue
      const cpuMilli = view.freeCpuMilli[machine]!
      const memoryMiB = view.freeMemoryMiB[machine]!
      this.allocator.filters.add(framework, machine, cpuMilli, memoryMiB, now + declineFilter)
    }
  }

  private declineAll({ view, framework }: Offer): void {
    const { filters } = this.allocator
    const { declineFilter } = this.options
    this.schedulers[framework]!.measured.offersDeclined++
    if (declineFilter === 0) return
    filters.add(framework, filters.whole, view.freeCpu, view.freeMemory, this.cluster.now + declineFilter)
  }

  private noteLaunches(scheduler: Scheduler, { claims }: Offer): void {
    let job: JobId = NONE
    let tasks = 0
    for (let i = 0; i < claims.count; i++) {
      if (claims.verdict[i] !== Verdict.Accepted) continue
      if (claims.job[i] !== job) {
        if (job !== NONE) scheduler.launched(job, tasks)
        job = claims.job[i]!
        tasks = 0
      }
      tasks++
    }
    if (job !== NONE) scheduler.launched(job, tasks)
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
    const index = this.waiting[framework]!.indexOf(offer)
    if (index >= 0) this.waiting[framework]!.splice(index, 1)
    offer.close()
    this.allocator.arm()
  }
}
