/**
 * Metronome in a simulation: jobs of the workload are started when they come or when what they depend on has succeeded, others by
 * the clock, and the Marathon inside it answers Mesos' offers.
 *
 * Every decision is made by the files beside this one and by Marathon's; here their books are kept current from what happens.
 */
import type { Cluster } from '../../sim/cluster.ts'
import type { Framework } from '../../sim/contracts.ts'
import type { MeasuredScheduler } from '../../sim/measure/measured-scheduler.ts'
import type { Claims } from '../../sim/world/claims.ts'
import { type FrameworkId, type JobId, type MachineId, NONE, type TaskId } from '../../sim/world/handles.ts'
import { JobEnd, TaskOutcome, TaskState } from '../../sim/world/lifecycle.ts'
import { giveUp } from '../give-up.ts'
import { Launcher } from '../marathon/framework/launcher.ts'
import { Overdue, RECONCILIATION } from '../marathon/framework/overdue.ts'
import type { AppInstance } from '../marathon/framework/running-app.ts'
import type { SomeOffers } from '../mesos/offer-round.ts'
import type { MesosFramework, MesosScheduler, SchedulerSeat } from '../mesos/root/mesos-scheduler.ts'
import { OwnJobs } from '../own-jobs.ts'
import { DependencyTrigger } from './dependencies.ts'
import { type CronJob, CronJobs } from './framework/cron-jobs.ts'
import { definitionOf, type MetronomeOptions, runningAppOf } from './framework/definition-of-job.ts'
import { STATE_OF } from './framework/outcome-state.ts'
import { RunBook } from './framework/run-book.ts'
import { triggeredBy } from './framework/triggered.ts'
import { Triggers } from './framework/triggers.ts'
import type { Run, RunDesk, RunEnd } from './run.ts'
import { Runs } from './runs.ts'

export class Metronome implements Framework, MesosFramework, MesosScheduler, RunDesk {
  readonly name: string
  readonly reconciliation = RECONCILIATION
  role!: string
  measured!: MeasuredScheduler
  registered = false
  readonly #options: MetronomeOptions
  readonly #books = new Map<JobId, RunBook>()
  readonly #bookOf = new Map<Run, RunBook>()
  readonly #byTask = new Map<TaskId, AppInstance>()
  /** Tasks whose start was told before the answer that launched them was settled: messages may take no time. */
  readonly #early = new Set<TaskId>()
  #cluster!: Cluster
  #framework: FrameworkId = NONE
  #launcher!: Launcher
  #overdue!: Overdue
  #cron!: CronJobs
  #own!: OwnJobs
  #runs!: Runs
  #triggers!: Triggers
  #deadlines = 0
  /** By number, runs whose start has a deadline. */
  readonly #starting: Run[] = []
  /** The task whose end is being told. */
  #ending: TaskId = NONE
  /** It is not there, or has not been there yet. */
  #isAway = true

  constructor(name: string, options: MetronomeOptions) {
    this.name = name
    this.#options = options
  }

  schedulerOn(seat: SchedulerSeat): MesosScheduler {
    const { cluster, framework, role } = seat
    const { engine } = cluster
    const { marathon, flags, cronJobs, startsAt, jobClass } = this.#options
    this.#cluster = cluster
    this.#framework = framework
    this.role = role
    this.measured = cluster.recorder.scheduler(this.name)
    this.#runs = new Runs(flags, this)
    this.#triggers = new Triggers(cluster, this.#runs)
    this.#launcher = new Launcher(seat, marathon, 0, this.measured, this)
    this.#overdue = new Overdue(engine, marathon, instance => this.#killInstance(instance))
    this.#cron = new CronJobs(cluster, cronJobs, startsAt, job => this.#fired(job))
    this.#own = new OwnJobs(cluster, framework, jobClass(cluster))
    this.#deadlines = engine.on(number => this.#starting[number]!.startTimedOut(cluster.now))
    cluster.probes.add({ jobEnded: job => this.#forget(job) })
    return this
  }

  get suppressed(): boolean {
    return this.#launcher.talk.suppressed
  }

  jobArrived(job: JobId): void {
    const { jobs, pipelines } = this.#cluster
    const handle = jobs.pipeline[job]!
    const definition = definitionOf(job, this.#options, this.name, this.#cluster)
    const waits = handle !== NONE && pipelines.get(handle).waitsFor[jobs.stage[job]!]! > 0
    const book = this.#open(job, definition, waits ? new DependencyTrigger(definition) : null)
    if (!waits) this.#start(book)
  }

  #open(job: JobId, definition: RunBook['definition'], trigger: DependencyTrigger | null): RunBook {
    const app = runningAppOf(job, definition, this.#options, this.role, this.#cluster)
    const book = new RunBook(job, definition, app, trigger)
    this.#books.set(job, book)
    return book
  }

  #start(book: RunBook): void {
    const runs = this.#triggers.runsOf(book.job, book.definition)
    if (runs !== null) this.#create(book, runs)
  }

  #create(book: RunBook, runs: readonly Run[]): void {
    const { now, engine } = this.#cluster
    for (const run of runs) {
      book.runs.add(run)
      this.#bookOf.set(run, book)
    }
    this.#cluster.makeReady(book.job)
    for (const run of runs) {
      run.created(now)
      if (run.startsBy === null) continue
      engine.at(run.startsBy, this.#deadlines, this.#starting.push(run) - 1, 0)
    }
    this.#launcher.sync(book.app)
    this.#statusChanged(book, 'STARTING')
  }

  #fired(cron: CronJob): void {
    const { reasons, probes, now } = this.#cluster
    const { definition } = cron
    const run = this.#runs.trigger(definition, definition.schedule, now)
    if (run === null) probes.reasonGiven(reasons.number('a run was skipped beside another of its job'), 1)
    else this.#create(this.#open(this.#own.add(cron.spec), definition, null), [run])
  }

  queue(run: Run): void {
    const book = this.#bookOf.get(run)!
    book.queued.push(run)
    if (this.#ending === NONE) return
    this.#cluster.relaunch(book.job, 0)
    this.#ending = NONE
  }

  purge(run: Run): void {
    const { queued } = this.#bookOf.get(run)!
    if (queued.includes(run)) queued.splice(queued.indexOf(run), 1)
  }

  kill(run: Run, task: string): void {
    const { placed, job } = this.#bookOf.get(run)!
    // The tasks of a job that is given up are killed with it.
    if (!this.#cluster.jobs.isOpen(job)) return
    for (const [instance, of] of placed)
      if (of === run && instance.id === task && instance.task !== NONE)
        this.#cluster.running.kill(instance.task, TaskOutcome.Killed)
  }

  /** An outcome is taken out of the store at once. */
  updated(run: Run): void {
    if (run.status === 'SUCCESS' || run.status === 'FAILED') run.deleted()
  }

  ended(run: Run, end: RunEnd): void {
    const book = this.#bookOf.get(run)!
    const task = this.#ending
    this.#ending = NONE
    this.#bookOf.delete(run)
    book.runs.delete(run)
    if (end !== 'finished') this.#cron.runChanged(run.job, 'FAILED')
    if (!this.#cluster.jobs.isOpen(book.job)) return
    // What depends on a job whose run has failed for good is never triggered.
    if (end === 'failed') giveUp(this.#cluster, book.job, 'a run failed', task)
    else if (end === 'aborted') giveUp(this.#cluster, book.job, 'a run did not start in time', task)
    else if (this.#cluster.ending.finishTask(book.job)) this.#statusChanged(book, 'SUCCESS')
  }

  #statusChanged({ job, definition }: RunBook, status: 'STARTING' | 'SUCCESS'): void {
    this.#cron.runChanged(definition, status)
    for (const book of triggeredBy(job, status, this.#books, this.#cluster)) this.#start(book)
  }

  taskEnded(task: TaskId, outcome: TaskOutcome): void {
    const instance = this.#byTask.get(task)!
    const book = this.#books.get(instance.app.job)!
    const run = book.placed.get(instance)!
    this.#byTask.delete(task)
    this.#leaves(book, instance)
    this.#ending = task
    run.taskUpdate(instance.id, STATE_OF[outcome], this.#cluster.now)
    this.#ending = NONE
    this.#launcher.sync(book.app)
  }

  submit(job: JobId): void {
    const book = this.#books.get(job)
    if (book !== undefined) this.#launcher.sync(book.app)
  }

  withdraw(job: JobId): void {
    this.submit(job)
  }

  /** Metronome learns of ends when it is told. */
  released(_machine: MachineId, _task: TaskId): void {}

  receive(offers: readonly SomeOffers[]): void {
    this.#launcher.receive(offers)
  }

  connected(suppressed: boolean): void {
    this.registered = true
    if (this.#isAway) {
      this.#isAway = false
      this.#launcher.restart()
      for (const book of this.#books.values()) {
        // What parents have done is remembered nowhere.
        if (book.trigger !== null && book.runs.size === 0)
          book.trigger = new DependencyTrigger(book.definition)
        this.#launcher.sync(book.app)
      }
      this.#cron.begin()
    }
    this.#launcher.talk.connected(suppressed)
    const { tasks } = this.#cluster
    for (const task of this.#byTask.keys()) if (tasks.state[task] === TaskState.Running) this.running(task)
  }

  disconnected(): void {
    this.registered = false
    if (!this.#cluster.frameworks.connected[this.#framework]) {
      this.#isAway = true
      this.#cron.stop()
    }
    this.#launcher.disconnected()
  }

  decided(instance: AppInstance): void {
    const book = this.#books.get(instance.app.job)!
    book.placed.set(instance, book.queued.shift()!)
    this.#overdue.watch(instance)
  }

  /** Mesos could not launch it: to Metronome a task that failed. */
  refused(claims: Claims, index: number): void {
    const instance = this.#launcher.claimant(claims, index)
    const book = this.#books.get(instance.app.job)
    if (book?.app !== instance.app) return
    const run = book.placed.get(instance)!
    this.#leaves(book, instance)
    run.taskUpdate(instance.id, 'FAILED', this.#cluster.now)
    this.#launcher.sync(book.app)
  }

  settled(claims: Claims): void {
    for (const [index, instance] of this.#launcher.takeAnswer(claims).entries()) {
      const book = this.#books.get(instance.app.job)
      if (book?.app !== instance.app || !book.placed.has(instance)) continue
      instance.task = claims.task[index]!
      this.#byTask.set(instance.task, instance)
      if (this.#early.delete(instance.task)) this.running(instance.task)
    }
  }

  running(task: TaskId): void {
    const instance = this.#byTask.get(task)
    if (instance === undefined) this.#early.add(task)
    if (instance === undefined || instance.condition === 'Running') return
    const { now } = this.#cluster
    instance.becomes('Running', now)
    this.#overdue.forget(instance)
    this.#launcher.confirmed()
    const book = this.#books.get(instance.app.job)!
    book.placed.get(instance)!.taskUpdate(instance.id, 'RUNNING', now)
    this.#launcher.sync(book.app)
  }

  /** Launched long ago, and nobody knows of it. */
  #killInstance(instance: AppInstance): void {
    if (instance.task !== NONE) this.#cluster.running.kill(instance.task, TaskOutcome.Killed)
  }

  #leaves(book: RunBook, instance: AppInstance): void {
    this.#overdue.forget(instance)
    book.placed.delete(instance)
    instance.app.ended(instance)
    instance.app.remove(instance)
  }

  /** The job is over: runs of it that go on are given up with it. */
  #forget(job: JobId): void {
    const book = this.#books.get(job)
    if (book === undefined) return
    this.#books.delete(job)
    if (this.#cluster.jobs.end[job] !== JobEnd.Finished)
      for (const run of [...book.runs]) run.kill(this.#cluster.now)
    for (const instance of [...book.placed.keys()]) {
      // The number of a task that is over may be that of another by now.
      if (this.#byTask.get(instance.task) === instance) this.#byTask.delete(instance.task)
      this.#leaves(book, instance)
    }
    this.#launcher.sync(book.app)
  }
}
