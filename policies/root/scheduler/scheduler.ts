/**
 * Longer than 300 lines: what a scheduler does with a job, from when it is told of it to when the job leaves it.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { Timers } from '../../../sim/engine/engine.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { MeasuredScheduler } from '../../../sim/measure/measured-scheduler.ts'
import type { Objections } from '../../../sim/measure/probe.ts'
import { Claims } from '../../../sim/world/claims.ts'
import { type JobId, type MachineId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import type { View } from '../../../sim/world/views.ts'
import type { PendingQueue, Planner } from '../decider.ts'
import { ExpectedEnds } from './expected-ends.ts'
import { abandon, isHopeless } from './hopeless.ts'
import type { JobLine } from './job-line.ts'
import { Line } from './line.ts'
import { Lines } from './lines.ts'
import { objectionsOf } from './objections.ts'
import { ParkedJobs } from './parked-jobs.ts'
import { PlannedLine } from './planned-line.ts'
import type { SchedulerParts } from './scheduler-parts.ts'
import { ShortGang } from './short-gang.ts'
import { SparedAttempts } from './spared-attempts.ts'
import { PLACES, Standing, type Standings } from './standings.ts'

/**
 * One scheduler process: its queue, the job it is thinking about, and what it does with a job that does not fit.
 *
 * All architectures use it; they differ in the view they hand it, in when they ask, and in who judges its claims.
 */
export class Scheduler implements PendingQueue, Planner {
  readonly measured: MeasuredScheduler
  /** The claims of the decision that is being made. Owner: this scheduler; `attempt` clears it. */
  readonly claims = new Claims()
  readonly parts: SchedulerParts
  readonly expected: ExpectedEnds | null
  readonly shortGang: ShortGang
  /** How long a launch is on its way to the machine. */
  launchTime: Time
  private readonly cluster: Cluster
  private readonly standings: Standings
  private readonly index: number
  private readonly timers: Timers
  private readonly lines: Lines
  readonly parked: ParkedJobs
  /** The job that is being decided on; NONE. */
  private inHand: JobId = NONE
  /** Since the view of this decision was taken, something happened that could have helped the job in hand. */
  private missed = false
  /** The view of this decision; a few probed machines: what did not fit there may fit elsewhere, and nobody will say so. */
  private seen: View['kind'] | null = null
  private entries = 0
  private readonly spared: SparedAttempts
  private readonly retries: number
  private readonly samplesAgain: number
  private readonly objections: Objections

  constructor(cluster: Cluster, index: number, parts: SchedulerParts, timers: Timers = cluster.engine) {
    this.cluster = cluster
    this.timers = timers
    this.index = index
    this.parts = parts
    this.standings = parts.standings
    this.objections = objectionsOf(parts.rules, cluster)
    this.shortGang = new ShortGang(cluster.jobs)
    this.launchTime = cluster.mailbox.latencyOf(Route.Machine)
    this.measured = cluster.recorder.scheduler(parts.name)
    const plans = parts.order.planDepth !== undefined
    this.expected = parts.order.backfill || plans ? new ExpectedEnds(cluster) : null
    this.lines = new Lines(cluster, parts, () =>
      plans
        ? new PlannedLine(cluster, parts, this.expected!, timers, () => this.onRetry())
        : new Line(cluster, parts.order, this.expected, parts.standings),
    )
    this.parked = new ParkedJobs(cluster, parts, this.lines.count, job => this.standAgain(job))
    this.spared = new SparedAttempts(cluster, parts, this.lines, this.parked, this.objections)
    this.retries = timers.on((job, generation) => {
      if (cluster.jobs.generation[job] !== generation) return
      if (this.standings.standing[job] !== Standing.BackingOff) return
      // What retries goes to the back of the queue.
      this.enter(job, parts.whenBlocked === 'retry' ? cluster.now : undefined)
      this.onRetry()
    })
    this.samplesAgain = timers.on(() => {
      this.lines.changed()
      this.onRetry()
    })
  }

  /** Called after a job came back from its back-off; the root sets it. */
  onRetry: () => void = () => {}

  /** Are there jobs in line or parked: would more resources be of use? */
  get hungry(): boolean {
    return this.parked.length > 0 || this.lines.wanting
  }

  /** The job has pending tasks: it queues, or is tried again if it was found not to fit when they were not ready. */
  submit(job: JobId): void {
    this.standings.take(job, this.index)
    const standing = this.standings.standing[job]
    if (standing === Standing.Nowhere) this.enter(job)
    else if (standing === Standing.InHand) this.missed = true
    else if (standing === Standing.Queued) {
      this.lines.of(job).grown?.(job)
      this.lines.of(job).changed()
    } else if (standing === Standing.Parked) this.parked.tryAgain(job)
  }

  /** The job's pending tasks are not wanted any more. A job in hand is let go when its decision ends. */
  withdraw(job: JobId): void {
    const { jobs } = this.cluster
    const standing = this.standings.of(job)
    if (standing === Standing.Nowhere) return
    if (standing === Standing.Queued) {
      this.lines.of(job).remove(job)
      this.parked.leftLine(job)
    } else if (standing === Standing.Parked) this.parked.remove(job)
    jobs.leaveQueue(job, this.cluster.now)
    this.place(job, Standing.Nowhere)
  }

  /** Fewer of the job's tasks are to be placed: a gang may fit now, and others beside what is left. */
  shrank(job: JobId): void {
    const standing = this.standings.of(job)
    if (standing === Standing.Queued) this.lines.of(job).shrank(job)
    else if (this.cluster.jobs.gang[job] === 0) return
    else if (standing === Standing.Parked) this.parked.tryAgain(job)
    else if (standing === Standing.InHand) this.missed = true
  }

  /** A machine takes no more tasks. May others go now before one that is expected to start later? */
  lost(): boolean {
    if (this.expected === null) return false
    this.lines.lost()
    return true
  }

  /** A task ended on the machine: blocked and parked jobs may fit now. */
  released(machine: MachineId, task: TaskId): void {
    const { tasks } = this.cluster
    const job = tasks.job[task]!
    // Its job may be over already; the row still says whose it was.
    if (this.expected !== null && this.standings.scheduler[job] === this.index) {
      const start = tasks.placedAt[task]! + this.launchTime
      this.expected.remove(job, start)
      this.lines.of(job).ended?.(job, start)
    }
    this.changed(machine)
  }

  endedAsExpected(): void {
    this.lines.endedAsExpected()
  }

  /** Something became free on the machine. */
  changed(machine: MachineId): void {
    this.lines.changed()
    if (this.parked.length > 0) this.parked.changed(machine)
    if (this.inHand !== NONE && !this.missed) this.missed = this.parked.mayHelp(machine, this.inHand)
  }

  /** Everything may be different: all blocked and parked jobs are tried again. */
  changedAll(): void {
    this.lines.changed()
    this.missed = true
    this.parked.changedAll()
  }

  /** May there be a job that can go now? False: `next` would find none, and do nothing. */
  get mayGo(): boolean {
    return this.lines.mayGo || this.parked.mayComeOut
  }

  /** Takes the next job to decide on out of its line, NONE if there is none that may go now. */
  next(view: View): JobId {
    const { jobs, now } = this.cluster
    const line = this.choose(view)
    if (line === null) return NONE
    const job = line.take()
    this.parked.leftLine(job)
    this.place(job, Standing.InHand)
    this.inHand = job
    this.missed = false
    this.seen = null
    this.measured.begins(now)
    jobs.leaveQueue(job, now)
    if (jobs.firstAttempt[job]! < 0) jobs.firstAttempt[job] = jobs.queued[job]!
    return job
  }

  /** The line whose job is to be decided on; null if none has one that may go now and might find room. */
  private choose(view: View): JobLine | null {
    for (;;) {
      this.parked.present(view)
      const line = this.lines.choose(view)
      if (line === null || !this.spared.holds(line, view)) return line
    }
  }

  /** How long the scheduler thinks about the job. */
  thinkTime(job: JobId): Time {
    const { jobs } = this.cluster
    const think = this.parts.think[jobs.jobClass[job]!]!
    return think.perTask === 0 ? think.perJob : think.perJob + think.perTask * jobs.unclaimed(job)
  }

  /** Claims machines for the job's pending tasks, all or as many as fit; a gang all or none. Returns how many. */
  attempt(view: View, job: JobId): number {
    const { jobs } = this.cluster
    if (view.kind !== 'snapshot' && view.kind !== 'probed') this.missed = false
    this.seen = view.kind
    const from = this.claims.count
    const wanted = jobs.unclaimed(job)
    let placed = 0
    if (this.spared.areSpared || !this.parked.rulesOut(job, view)) {
      placed = this.parts.placement.place(view, job, wanted, this.claims, this.cluster)
      if (placed < wanted && jobs.gang[job] === 1) {
        this.claims.undo(view, from)
        if (placed > 0) this.shortGang.note(job)
        placed = 0
      }
    }
    const { probes } = this.cluster
    if (probes.hearsAttempts) probes.tried(job, view, wanted, placed, this.objections)
    return placed
  }

  /** So many tasks of the job were launched just now. */
  launched(job: JobId, tasks: number): void {
    if (tasks === 0) return
    const start = this.cluster.now + this.launchTime
    this.expected?.add(job, tasks, start)
    this.lines.of(job).launched(job, tasks, start)
  }

  /**
   * The decision on the job is over: it leaves if nothing is pending, else it waits, is parked or backs off. After a
   * conflict it only did not fit by bad luck, and stands where it stood; so it does if the view was too old to see what
   * became free meanwhile, for nobody would wake it. What did not fit on a sample of machines is tried on another sample
   * after a back-off.
   */
  settle(job: JobId, generation: number, conflict: boolean): void {
    const { jobs, engine, recorder } = this.cluster
    if (!this.letGo(job, generation)) return
    jobs.attempts[job]!++
    recorder.attempted(job)
    if (jobs.unclaimed(job) === 0) this.place(job, Standing.Nowhere)
    else if (this.parts.abandons && isHopeless(job, jobs)) abandon(job, this.cluster, this.standings)
    else if (this.parts.whenBlocked === 'retry') this.backOff(job)
    else if (conflict || this.missed) this.stand(job)
    else if (this.parts.whenBlocked === 'wait') {
      this.stand(job)
      this.block(job)
      if (this.seen === 'probed') this.timers.at(engine.now + this.parts.retryAfter, this.samplesAgain, 0, 0)
    } else if (this.seen === 'probed') this.backOff(job)
    else this.park(job)
  }

  /** The job in hand was only glanced at: it is blocked or parked, without an attempt. */
  putBack(job: JobId, generation: number): void {
    const { jobs } = this.cluster
    if (!this.letGo(job, generation)) return
    if (jobs.attempts[job] === 0) jobs.firstAttempt[job] = -1
    if (this.parts.whenBlocked === 'wait') {
      this.stand(job)
      this.block(job)
    } else this.park(job)
  }

  private place(job: JobId, standing: Standing): void {
    this.standings.standing[job] = standing
    const { probes } = this.cluster
    if (probes.hearsPlaces) probes.stands(job, PLACES[standing]!, this.parts.name, this.lines.numberOf(job))
  }

  private block(job: JobId): void {
    this.lines.of(job).block(job)
    this.cluster.probes.blocks(job, this.parts.name, this.lines.numberOf(job))
  }

  /** Nothing is in hand any more. False when the job that was has left meanwhile. */
  private letGo(job: JobId, generation: number): boolean {
    const { jobs } = this.cluster
    this.inHand = NONE
    this.measured.rests()
    return jobs.generation[job] === generation && this.standings.standing[job] === Standing.InHand
  }

  private backOff(job: JobId): void {
    const { jobs, now } = this.cluster
    this.place(job, Standing.BackingOff)
    this.timers.at(now + this.parts.retryAfter, this.retries, job, jobs.generation[job]!)
  }

  private park(job: JobId): void {
    const { jobs, now } = this.cluster
    this.place(job, Standing.Parked)
    jobs.queuedAt[job] = now
    this.parked.add(job, this.lines.numberOf(job), this.seen)
  }

  /** The job stands in line by the time at which it was submitted (a stage: at which it became ready), also when it comes back. */
  private enter(job: JobId, turn = this.cluster.jobs.readyAt[job]!): void {
    const { jobs } = this.cluster
    const { entered } = this.standings
    if (entered[job]! < 0 || turn > jobs.readyAt[job]!) entered[job] = this.entries++
    this.standings.turn[job] = turn
    this.stand(job)
  }

  /** Puts the job where its order and its turn say. */
  private stand(job: JobId): void {
    const { jobs, now } = this.cluster
    this.place(job, Standing.Queued)
    jobs.queuedAt[job] = now
    this.lines.of(job).insert(job)
  }

  /** A parked job goes back into line; it has been in the queue all the time. */
  private standAgain(job: JobId): void {
    const { jobs, now } = this.cluster
    jobs.queued[job]! += now - jobs.queuedAt[job]!
    this.stand(job)
  }
}
