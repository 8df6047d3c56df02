/**
 * Chronos in a simulation: jobs of the workload are run when they come or after their parents, others by the clock, and it answers
 * Mesos' offers itself.
 *
 * Every decision is made by the files beside this one; here their books are kept current from what happens.
 */
import type { Cluster } from '../../sim/cluster.ts'
import type { Framework } from '../../sim/contracts.ts'
import type { MeasuredScheduler } from '../../sim/measure/measured-scheduler.ts'
import type { Claims } from '../../sim/world/claims.ts'
import { type FrameworkId, type JobId, type MachineId, NONE, type TaskId } from '../../sim/world/handles.ts'
import { TaskOutcome } from '../../sim/world/lifecycle.ts'
import type { Instant } from '../calendar/zone.ts'
import { giveUp } from '../give-up.ts'
import type { SomeOffers } from '../mesos/offer-round.ts'
import type {
  MesosFramework,
  MesosScheduler,
  Reconciliation,
  SchedulerSeat,
} from '../mesos/root/mesos-scheduler.ts'
import { OwnJobs } from '../own-jobs.ts'
import { Attempts } from './framework/attempts.ts'
import { ClockJobs } from './framework/clock-jobs.ts'
import type { LiveOffer } from './framework/live-offer.ts'
import { OfferDesk } from './framework/offer-desk.ts'
import type { ChronosOptions } from './framework/options.ts'
import { PipelineBooks } from './framework/pipeline-books.ts'
import { RepeatedJobs } from './framework/repeated-jobs.ts'
import { Revival } from './framework/revival.ts'
import { Rounds } from './framework/rounds.ts'
import { RunningTasks } from './framework/running-tasks.ts'
import type { Unit, Work } from './framework/work.ts'
import type { Job } from './job.ts'
import type { Outcome } from './job-book.ts'
import { launchable } from './launching.ts'
import { taskId } from './task-id.ts'
import { TaskQueue } from './task-queue.ts'

export class Chronos implements Framework, MesosFramework, MesosScheduler {
  readonly name: string
  readonly suppressed = false
  readonly reconciliation: Reconciliation
  role!: string
  measured!: MeasuredScheduler
  registered = false
  readonly #options: ChronosOptions
  #cluster!: Cluster
  #framework: FrameworkId = NONE
  #desk!: OfferDesk
  #queue!: TaskQueue
  #revival!: Revival
  #books!: PipelineBooks
  #repeated!: RepeatedJobs
  #clock!: ClockJobs
  #rounds!: Rounds
  readonly #works = new Map<JobId, Work>()
  /** Units that were named to the queue, by their ids there. */
  readonly #named = new Map<string, Unit>()
  readonly #tasks = new RunningTasks()
  #attempts!: Attempts
  #isAway = true

  constructor(name: string, options: ChronosOptions) {
    this.name = name
    this.#options = options
    const { reconciliationInterval: every } = options.flags
    this.reconciliation = { first: every, every, whenRegistered: false }
  }

  schedulerOn(seat: SchedulerSeat): MesosScheduler {
    const { cluster, framework, role } = seat
    const { engine } = cluster
    const { flags, retries, repeated, startsAt, jobClass } = this.#options
    this.#cluster = cluster
    this.#framework = framework
    this.role = role
    this.measured = cluster.recorder.scheduler(this.name)
    this.#desk = new OfferDesk(seat, flags, this.measured, offers => this.#fill(offers))
    this.#queue = new TaskQueue(flags)
    this.#revival = new Revival(seat, flags.minReviveOffersInterval, () => this.#revive())
    this.#books = new PipelineBooks(cluster, flags, retries, this.name)
    this.#clock = new ClockJobs(repeated, flags, new OwnJobs(cluster, framework, jobClass(cluster)))
    this.#rounds = new Rounds(this.measured, repeated)
    this.#repeated = new RepeatedJobs(engine, repeated, flags, startsAt, {
      due: ({ definition }, at) => this.#due(definition, at),
      skipped: times => this.#count('a task was too late and was skipped', times),
    })
    this.#attempts = new Attempts(engine, unit => {
      if (this.#isOpen(unit.work)) this.#enqueue(unit, this.#now)
    })
    cluster.probes.add({ jobEnded: job => this.#forget(job) })
    return this
  }

  get #now(): Instant {
    return this.#options.startsAt + this.#cluster.now
  }

  jobArrived(job: JobId): void {
    const work = this.#books.open(job)
    this.#works.set(job, work)
    if (work.units[0]!.definition.runs.by === 'schedule') this.#start(work, this.#now)
  }

  #due(definition: Job, at: Instant): void {
    if (!this.#clock.book.get(definition.name)!.disabled) this.#start(this.#clock.run(definition, at), at)
  }

  #start(work: Work, due: Instant): void {
    if (work.isStarted) return
    work.isStarted = true
    this.#works.set(work.job, work)
    this.#cluster.makeReady(work.job)
    for (const unit of work.units) this.#enqueue(unit, due)
  }

  #enqueue(unit: Unit, due: Instant): void {
    const id = `${taskId(unit.definition, due, unit.attempt)}${unit.work.job}`
    unit.isQueued = true
    this.#named.set(id, unit)
    if (this.#queue.enqueue(id, unit.definition.highPriority)) this.#revive()
  }

  #revive(): void {
    if (this.registered) this.#revival.ask()
  }

  receive(offers: readonly SomeOffers[]): void {
    this.#desk.receive(offers)
  }

  #fill(offers: readonly LiveOffer[]): void {
    for (const { taskId: id, offer } of launchable(this.#queue, offers, this)) {
      const unit = this.#named.get(id)!
      this.#named.delete(id)
      this.#tasks.launched(unit)
      offer.launch(unit, this.#cluster.jobs)
    }
  }

  jobOf(id: string): Job | null {
    const unit = this.#named.get(id)
    if (unit !== undefined && this.#isOpen(unit.work)) return unit.definition
    this.#named.delete(id)
    return null
  }

  isRunning(job: Job): boolean {
    return this.#tasks.countOf(job) > 0
  }

  unplaced(id: string): void {
    this.#desk.refused(this.#named.get(id)!)
  }

  /** Beside another task of its job. */
  dropped(id: string): void {
    const unit = this.#named.get(id)!
    this.#named.delete(id)
    this.#count('a task was dropped beside another of its job', 1)
    giveUp(this.#cluster, unit.work.job, 'it was dropped beside another task of its job', NONE)
  }

  #isOpen(work: Work): boolean {
    return this.#works.get(work.job) === work && this.#cluster.jobs.isOpen(work.job)
  }

  refused(claims: Claims, index: number): void {
    const unit = this.#desk.claimant(claims, index)
    this.#tasks.rests(unit)
    if (this.#isOpen(unit.work)) this.#failed(unit, NONE)
  }

  settled(claims: Claims): void {
    for (const [index, unit] of this.#desk.takeAnswer(claims).entries())
      if (unit.isLaunched && this.#isOpen(unit.work)) this.#tasks.settled(unit, claims.task[index]!)
  }

  running(task: TaskId): void {
    const unit = this.#tasks.at(task)
    if (unit !== undefined) unit.work.book.started(unit.definition.name)
  }

  taskEnded(task: TaskId, outcome: TaskOutcome): void {
    const unit = this.#tasks.at(task)!
    this.#tasks.rests(unit)
    if (outcome === TaskOutcome.Finished) this.#finished(unit)
    else if (outcome === TaskOutcome.Failed || outcome === TaskOutcome.Lost) this.#failed(unit, task)
    // A task that was killed is neither tried again nor followed by anything.
    else giveUp(this.#cluster, unit.work.job, 'a task was killed', task)
  }

  #finished({ work, definition }: Unit): void {
    const { jobs, pipelines, ending, now } = this.#cluster
    const { job, book, round } = work
    const handle = jobs.pipeline[job]!
    const children = this.#books.childrenOf(job)
    const stage = jobs.stage[job]!
    const outcome = book.finished(definition.name, now, this.#repeated.isExhausted(definition))
    this.#rounds.succeeded(book, definition.name, round)
    const isDone = ending.finishTask(job)
    if (isDone && handle !== NONE && pipelines.isOpen(handle)) {
      const pipeline = pipelines.get(handle)
      for (const child of pipeline.children[stage]!) pipeline.waitsFor[child]!--
    }
    if (book === this.#clock.book) this.#runChildren(outcome.children, round)
    else this.#startChildren(outcome, children)
  }

  #startChildren({ children }: Outcome, works: readonly Work[]): void {
    for (const work of works) {
      const child = work.units.find(({ definition }) => children.includes(definition))?.definition
      if (child === undefined || work.isStarted || !this.#isOpen(work)) continue
      this.#rounds.starts(work.book, child.name, work.round)
      this.#start(work, this.#now)
    }
  }

  /** Jobs that depend on jobs by the clock have a run whenever their parents' counts say so. */
  #runChildren(children: Outcome['children'], round: Instant): void {
    for (const child of children) {
      this.#rounds.starts(this.#clock.book, child.name, round)
      this.#start(this.#clock.run(child, round), this.#now)
    }
  }

  /** @param task NONE for one that Mesos could not launch, and that waits still */
  #failed(unit: Unit, task: TaskId): void {
    const { jobs, now } = this.#cluster
    const { work, definition, attempt } = unit
    const { retry, children } = work.book.failed(definition.name, attempt, now)
    if (retry === null) {
      const reason = attempt === 0 ? 'a task failed' : `it failed ${attempt + 1} times`
      giveUp(this.#cluster, work.job, reason, task)
      // To the children of a job with soft errors it has ended well.
      if (definition.softError) this.#rounds.succeeded(work.book, definition.name, work.round)
      this.#runChildren(children, work.round)
      return
    }
    unit.attempt = retry.attempt
    if (task !== NONE) {
      jobs.failures[work.job]!++
      this.#cluster.relaunch(work.job, retry.at - now)
    }
    this.#attempts.add(unit, retry.at)
  }

  /** What is to be launched is in the queue; Mesos is asked for offers at its time. */
  submit(_job: JobId): void {}

  /** Tasks of a job that is over are passed over when their turn comes. */
  withdraw(_job: JobId): void {}

  /** Chronos learns of ends when it is told. */
  released(_machine: MachineId, _task: TaskId): void {}

  connected(): void {
    this.registered = true
    if (this.#isAway) this.#returns()
    this.#revival.begin()
    this.#revive()
  }

  /** It has stored its jobs and what it had queued; no counts of parents, no attempts to come, and in 2.4 not what runs (issue 411). */
  #returns(): void {
    this.#isAway = false
    this.#attempts.forget()
    if (this.#options.flags.era === '2.4') this.#tasks.forgetRunning()
    this.#queue = new TaskQueue(this.#options.flags)
    this.#named.clear()
    this.#clock.forgetCounts()
    for (const { units, book } of this.#works.values())
      for (const unit of units) {
        book.started(unit.definition.name)
        if (unit.isQueued) this.#enqueue(unit, this.#now)
      }
    this.#repeated.begin()
  }

  disconnected(): void {
    this.registered = false
    this.#desk.clear()
    if (this.#isAway || this.#cluster.frameworks.connected[this.#framework]) return
    this.#isAway = true
    this.#repeated.stop()
  }

  #forget(job: JobId): void {
    const work = this.#works.get(job)
    if (work === undefined) return
    this.#works.delete(job)
    this.#books.close(job)
    for (const unit of work.units) this.#tasks.rests(unit)
  }

  #count(reason: string, times: number): void {
    if (times > 0) this.#cluster.probes.reasonGiven(this.#cluster.reasons.number(reason), times)
  }
}
