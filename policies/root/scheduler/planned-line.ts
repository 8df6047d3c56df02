import type { Cluster } from '../../../sim/cluster.ts'
import type { Timers } from '../../../sim/engine/engine.ts'
import { NEVER, type Time } from '../../../sim/engine/time.ts'
import { type JobId, NONE } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import type { View } from '../../../sim/world/views.ts'
import type { ExpectedEnds } from './expected-ends.ts'
import type { JobLine } from './job-line.ts'
import { JobQueue } from './job-queue.ts'
import { type Need, Plan } from './plan.ts'
import { PlannedStarts } from './planned-starts.ts'
import type { SchedulerParts } from './scheduler-parts.ts'

/** The shortest time that there is. */
const MOMENT: Time = 1

/**
 * A line in which every job has a planned start: the earliest time, when it came, at which so much is free for as long as
 * its user said, beside all that was planned before. A job whose time has come is decided on.
 *
 * Only what becomes free before it was expected moves planned starts, and only forward: one job after the other, in order,
 * is planned anew beside all others. What a job leaves that moves up, those before it find the next time. Where capacity is
 * lost, all are planned anew.
 */
export class PlannedLine implements JobLine {
  private readonly cluster: Cluster
  private readonly expected: ExpectedEnds
  /** How many jobs, from the first, are planned anew when something becomes free before it was expected. */
  private readonly depth: number
  private readonly dynamic: boolean
  private readonly queue: JobQueue
  private readonly starts: PlannedStarts
  private readonly plan = new Plan()
  /** What the plan is made for: the cores and memory of machines that run. */
  private cpuMilli = 0
  private memoryMiB = 0
  /** What running tasks of the jobs of this line hold. */
  private heldCpuMilli = 0
  private heldMemoryMiB = 0
  /** Something became free before it was expected. */
  private freed = false
  /** Jobs whose time has come, but that do not fit until something changes: by the sums, and on the machines. */
  private readonly late: JobId[] = []
  private readonly refused: JobId[] = []
  private chosen: JobId = NONE
  /** The job that was taken last: it keeps its place in the plan until it is launched or stands in line again. */
  private inHand: JobId = NONE
  /** Earliest alarm that is set. */
  private alarm: Time = NEVER
  private readonly alarms: number
  private readonly timers: Timers

  /** `wake` is called when the time of a job may have come. */
  constructor(
    cluster: Cluster,
    { order, standings, startsAsPlanned }: SchedulerParts,
    expected: ExpectedEnds,
    timers: Timers,
    wake: () => void,
  ) {
    this.cluster = cluster
    this.expected = expected
    this.depth = order.planDepth!
    this.dynamic = order.dynamic === true
    this.queue = new JobQueue(order, cluster, standings)
    this.starts = new PlannedStarts(startsAsPlanned === true ? null : (a, b) => this.queue.before(a, b))
    this.timers = timers
    this.alarms = timers.on(() => {
      this.alarm = NEVER
      wake()
    })
  }

  get length(): number {
    return this.queue.length
  }

  insert(job: JobId): void {
    const { now } = this.cluster
    this.plan.advance(now)
    this.plan.release(job, now)
    this.queue.insert(job)
    this.starts.set(job, this.plan.plan(job, now, now, this.need(job)))
  }

  remove(job: JobId): void {
    this.queue.removeAt(this.queue.placeOf(job))
    if (this.starts.has(job)) this.starts.remove(job)
    forget(this.late, job)
    forget(this.refused, job)
    this.plan.advance(this.cluster.now)
    this.plan.release(job, this.cluster.now)
    this.freed = true
  }

  /** What is planned for the job becomes less; others may have the rest. */
  shrank(job: JobId): void {
    const { now } = this.cluster
    if (this.refused.includes(job) && this.cluster.jobs.gang[job] === 0) return
    this.plan.advance(now)
    this.plan.release(job, now)
    forget(this.late, job)
    forget(this.refused, job)
    this.starts.set(job, this.plan.plan(job, now, now, this.need(job)))
    this.freed = true
  }

  /** The sums promised more than the machines have: the job is planned for when something is expected to change. */
  block(job: JobId): void {
    const { now } = this.cluster
    const change = this.plan.nextChange(now)
    this.plan.release(job, now)
    this.refused.push(job)
    this.starts.set(job, change === NEVER ? NEVER : this.plan.plan(job, now, change, this.need(job)))
    this.freed = true
  }

  changed(): void {
    for (const job of this.late) this.starts.set(job, this.plan.startOf(job))
    this.late.length = 0
    if (this.refused.length > 0) this.freed = true
    this.refused.length = 0
  }

  /** Time alone can change it. */
  get mayGo(): boolean {
    return true
  }

  ready(view: View): boolean {
    const { now } = this.cluster
    this.plan.advance(now)
    this.letGo()
    this.fit(view)
    if (this.freed) this.moveUp()
    while (this.starts.next <= now) {
      this.chosen = this.starts.first
      if (this.fits(this.chosen, view)) return true
      this.starts.remove(this.chosen)
      this.late.push(this.chosen)
    }
    this.setAlarm()
    return false
  }

  take(): JobId {
    const job = this.chosen
    this.starts.remove(job)
    this.queue.removeAt(this.queue.placeOf(job))
    this.inHand = job
    return job
  }

  launched(job: JobId, tasks: number, start: Time): void {
    const { jobs } = this.cluster
    const lasts = this.lasts(job)
    const cpuMilli = tasks * jobs.cpuMilli[job]!
    const memoryMiB = tasks * jobs.memoryMiB[job]!
    const isInHand = this.inHand === job && !this.starts.has(job)
    if (!isInHand || !this.plan.begins(job, start, { lasts, cpuMilli, memoryMiB })) {
      if (this.inHand === job) this.letGo()
      this.plan.hold(start, start + lasts, cpuMilli, memoryMiB)
    }
    this.heldCpuMilli += cpuMilli
    this.heldMemoryMiB += memoryMiB
  }

  ended(job: JobId, start: Time): void {
    const { jobs, now } = this.cluster
    const cpuMilli = jobs.cpuMilli[job]!
    const memoryMiB = jobs.memoryMiB[job]!
    this.heldCpuMilli -= cpuMilli
    this.heldMemoryMiB -= memoryMiB
    const end = start + this.lasts(job)
    if (end <= now) return
    this.plan.advance(now)
    this.plan.giveBack(Math.max(now, start), end, cpuMilli, memoryMiB)
    this.freed = true
  }

  endedAsExpected(): void {
    this.freed = true
  }

  /** The decision on the job in hand is over: what it had in the plan is given back, if it still has it. */
  private letGo(): void {
    if (this.inHand === NONE) return
    if (!this.starts.has(this.inHand)) this.plan.release(this.inHand, this.cluster.now)
    this.inHand = NONE
  }

  /** Plans everything anew if there is more or less than the plan was made for: machines went down or came back. */
  private fit({ freeCpu, freeMemory }: View): void {
    const { jobs, now } = this.cluster
    const cpuMilli = freeCpu + this.heldCpuMilli
    const memoryMiB = freeMemory + this.heldMemoryMiB
    if (cpuMilli === this.cpuMilli && memoryMiB === this.memoryMiB) return
    this.cpuMilli = cpuMilli
    this.memoryMiB = memoryMiB
    this.plan.reset(now, cpuMilli, memoryMiB)
    this.expected.each((job, tasks, end) =>
      this.plan.hold(now, end, tasks * jobs.cpuMilli[job]!, tasks * jobs.memoryMiB[job]!),
    )
    this.late.length = 0
    this.refused.length = 0
    for (let place = 0; place < this.queue.length; place++) {
      const job = this.queue.at(place)
      this.starts.set(job, this.plan.plan(job, now, now, this.need(job)))
    }
  }

  /** Plans jobs anew, one after the other, where they can start sooner than was planned. */
  private moveUp(): void {
    const { now } = this.cluster
    this.freed = false
    if (this.dynamic) this.queue.sort()
    while (this.moveUpInOrder(now));
  }

  /** Moves each job up, once. Did any move by a moment? Then what it stood behind had no length, and those before it may follow. */
  private moveUpInOrder(now: Time): boolean {
    const last = Math.min(this.depth, this.queue.length)
    let byMoment = false
    this.plan.passBegins()
    for (let place = 0; place < last; place++) {
      const job = this.queue.at(place)
      const planned = this.plan.startOf(job)
      if (planned <= now || this.refused.includes(job)) continue
      if (!this.plan.moveUp(job, now)) continue
      this.starts.set(job, this.plan.startOf(job))
      if (planned - this.plan.startOf(job) === MOMENT) byMoment = true
    }
    return byMoment
  }

  /** For how long the job is planned: one of no length needs its room all the same, and keeps others out of it. */
  private lasts(job: JobId): Time {
    return Math.max(MOMENT, this.cluster.jobs.estimate[job]!)
  }

  /** What is planned for the job. */
  private need(job: JobId): Need {
    const { jobs } = this.cluster
    const tasks = this.together(job)
    return {
      lasts: this.lasts(job),
      cpuMilli: tasks * jobs.cpuMilli[job]!,
      memoryMiB: tasks * jobs.memoryMiB[job]!,
    }
  }

  /** How many of the job's tasks are planned for one time: all, or what the cluster can hold where they need not start together. */
  private together(job: JobId): number {
    const { jobs } = this.cluster
    const tasks = jobs.count(job, TaskState.Pending)
    if (jobs.gang[job] === 1) return tasks
    const byCpu = jobs.cpuMilli[job]! > 0 ? Math.floor(this.cpuMilli / jobs.cpuMilli[job]!) : tasks
    const byMemory = jobs.memoryMiB[job]! > 0 ? Math.floor(this.memoryMiB / jobs.memoryMiB[job]!) : tasks
    return Math.max(1, Math.min(tasks, byCpu, byMemory))
  }

  /** Could the job fit, by the sums of what is free? One task is enough unless it is a gang. */
  private fits(job: JobId, { freeCpu, freeMemory }: View): boolean {
    const { jobs } = this.cluster
    const tasks = jobs.gang[job] === 1 ? jobs.count(job, TaskState.Pending) : 1
    return freeCpu >= tasks * jobs.cpuMilli[job]! && freeMemory >= tasks * jobs.memoryMiB[job]!
  }

  /** Ends come with events of their own, but a start may be planned for another time. */
  private setAlarm(): void {
    const { next } = this.starts
    if (next >= this.alarm) return
    this.alarm = next
    this.timers.at(next, this.alarms, 0, 0)
  }
}

function forget(jobs: JobId[], job: JobId): void {
  const index = jobs.indexOf(job)
  if (index >= 0) jobs.splice(index, 1)
}
