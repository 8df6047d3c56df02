import { MINUS_ONE, ZERO } from '../double.ts'
import type { Time } from '../engine/time.ts'
import { Measured } from './measured.ts'
import { MeasuredServices } from './measured-services.ts'
import { MeasuredWork } from './measured-work.ts'
import { Samples } from './samples.ts'
import { Totals } from './totals.ts'
import { Waits } from './waits.ts'

/**
 * Everything measured of the jobs of one framework and one class: levels, their time integrals, counts and samples.
 * Groups add up: a framework, a class and the whole are sums of groups.
 */
export class MeasuredGroup {
  usedCpuMilli = ZERO
  usedMemoryMiB = ZERO
  /** Revocable cores held by tasks, besides those used. */
  revocableCpuMilli = ZERO
  /** What running tasks do with the cores that they hold, where a system says so. */
  busyCpuMilli = ZERO
  pendingTasks = ZERO
  pendingJobs = ZERO
  cpuIntegral = ZERO
  memoryIntegral = ZERO
  revocableIntegral = ZERO
  busyIntegral = ZERO
  pendingTasksIntegral = ZERO
  pendingJobsIntegral = ZERO
  private last: Time = ZERO

  jobsSubmitted = 0
  jobsFinished = 0
  jobsFailed = 0
  jobsCancelled = 0
  jobsUnfinished = 0
  jobsRunning = 0
  jobsWaiting = 0
  jobsNeverStarted = 0
  jobsNeverReady = 0
  jobsAbandoned = 0
  tasksStarted = 0
  tasksFinished = 0
  tasksFailed = 0
  tasksLost = 0
  tasksKilled = 0
  tasksPreempted = 0
  tasksDrained = 0
  tasksScaled = 0
  tasksCancelled = 0
  attemptsMax = 0
  readonly work = new MeasuredWork()
  readonly services = new MeasuredServices()
  firstSubmit: Time = Number.POSITIVE_INFINITY
  /** Of a task; the end of the run where it cut off jobs that have an end. */
  lastEnd: Time = MINUS_ONE

  readonly waits: Waits
  readonly response: Measured
  readonly boundedSlowdown: Measured
  readonly queueFirst = new Samples()
  readonly queueTotal = new Totals()
  readonly attempts = new Totals()

  pipelinesSubmitted = 0
  pipelinesFinished = 0
  pipelinesFailed = 0
  tasksDoomed = 0
  workLostBefore = 0
  workLostAfter = 0
  workSaved = 0
  readonly pipelineResponse = new Samples()
  readonly cancelDelay = new Totals()
  readonly relaunch = new Samples()
  /** Unfinished jobs and pipelines that would have gone on to an end: the last end is not the last. */
  endsToCome = 0

  /** `until`: the end of the run, see `Course`; the same for all groups of a run. */
  constructor(until: Time) {
    this.waits = new Waits(until)
    this.response = new Measured(until)
    this.boundedSlowdown = new Measured(until)
  }

  /** Integrates the levels up to now; call before a level changes. */
  advance(now: Time): void {
    const elapsed = now - this.last
    if (elapsed === 0) return
    this.last = now
    this.cpuIntegral += this.usedCpuMilli * elapsed
    this.memoryIntegral += this.usedMemoryMiB * elapsed
    this.revocableIntegral += this.revocableCpuMilli * elapsed
    this.busyIntegral += this.busyCpuMilli * elapsed
    this.pendingTasksIntegral += this.pendingTasks * elapsed
    this.pendingJobsIntegral += this.pendingJobs * elapsed
  }

  /** Integrates everything up to the end of the run. */
  close(end: Time): void {
    this.advance(end)
    this.services.advance(end)
  }

  /** Starts the measured window: integrals and counts of events begin at zero, levels stay. */
  openWindow(now: Time): void {
    this.last = now
    this.services.openWindow(now)
    this.cpuIntegral = 0
    this.memoryIntegral = 0
    this.revocableIntegral = 0
    this.busyIntegral = 0
    this.pendingTasksIntegral = 0
    this.pendingJobsIntegral = 0
    this.tasksStarted = 0
    this.tasksFinished = 0
    this.tasksFailed = 0
    this.tasksLost = 0
    this.tasksKilled = 0
    this.tasksPreempted = 0
    this.tasksDrained = 0
    this.tasksScaled = 0
  }

  /** Adds another group's measurements to this one. */
  add(other: MeasuredGroup): void {
    this.cpuIntegral += other.cpuIntegral
    this.memoryIntegral += other.memoryIntegral
    this.revocableIntegral += other.revocableIntegral
    this.busyIntegral += other.busyIntegral
    this.pendingTasksIntegral += other.pendingTasksIntegral
    this.pendingJobsIntegral += other.pendingJobsIntegral
    this.jobsSubmitted += other.jobsSubmitted
    this.jobsFinished += other.jobsFinished
    this.jobsFailed += other.jobsFailed
    this.jobsCancelled += other.jobsCancelled
    this.jobsUnfinished += other.jobsUnfinished
    this.jobsRunning += other.jobsRunning
    this.jobsWaiting += other.jobsWaiting
    this.jobsNeverStarted += other.jobsNeverStarted
    this.jobsNeverReady += other.jobsNeverReady
    this.jobsAbandoned += other.jobsAbandoned
    this.tasksStarted += other.tasksStarted
    this.tasksFinished += other.tasksFinished
    this.tasksFailed += other.tasksFailed
    this.tasksLost += other.tasksLost
    this.tasksKilled += other.tasksKilled
    this.tasksPreempted += other.tasksPreempted
    this.tasksDrained += other.tasksDrained
    this.tasksScaled += other.tasksScaled
    this.tasksCancelled += other.tasksCancelled
    this.attemptsMax = Math.max(this.attemptsMax, other.attemptsMax)
    this.work.add(other.work)
    this.services.add(other.services)
    this.firstSubmit = Math.min(this.firstSubmit, other.firstSubmit)
    this.lastEnd = Math.max(this.lastEnd, other.lastEnd)
    this.waits.add(other.waits)
    this.response.add(other.response)
    this.boundedSlowdown.add(other.boundedSlowdown)
    this.queueFirst.add(other.queueFirst)
    this.queueTotal.add(other.queueTotal)
    this.attempts.add(other.attempts)
    this.pipelinesSubmitted += other.pipelinesSubmitted
    this.pipelinesFinished += other.pipelinesFinished
    this.pipelinesFailed += other.pipelinesFailed
    this.tasksDoomed += other.tasksDoomed
    this.workLostBefore += other.workLostBefore
    this.workLostAfter += other.workLostAfter
    this.workSaved += other.workSaved
    this.pipelineResponse.add(other.pipelineResponse)
    this.cancelDelay.add(other.cancelDelay)
    this.relaunch.add(other.relaunch)
    this.endsToCome += other.endsToCome
  }
}
