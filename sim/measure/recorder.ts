/**
 * Longer than 300 lines: one method for each thing that happens, all of them small.
 */
import { NEVER, type Time } from '../engine/time.ts'
import type { Frameworks } from '../world/frameworks.ts'
import { type FrameworkId, type JobId, NONE, type TaskId } from '../world/handles.ts'
import type { Jobs } from '../world/jobs.ts'
import { JobEnd, TaskOutcome } from '../world/lifecycle.ts'
import type { Pipeline } from '../world/pipelines.ts'
import type { ReasonId } from '../world/reasons.ts'
import type { Tasks } from '../world/tasks.ts'
import { EndCauses } from './end-causes.ts'
import { JobTimes } from './job-times.ts'
import { MeasuredGroup } from './measured-group.ts'
import type { MeasuredProcess } from './measured-process.ts'
import { MeasuredScheduler } from './measured-scheduler.ts'
import type { MeasuredMetrics } from './metric.ts'
import type { Probe } from './probe.ts'
import { Relaunches } from './relaunches.ts'
import { Timeline } from './timeline.ts'

/**
 * Measures a run as it happens, in exact integrals and counts; what is over leaves nothing else behind.
 *
 * Jobs and pipelines are measured if they were submitted inside the window, which opens at `warmup`.
 */
export class Recorder implements Probe {
  readonly timeline: Timeline
  readonly schedulers: MeasuredScheduler[] = []
  /** The process that all messages of the root go through, where the root has one. */
  master: MeasuredProcess | null = null
  /** What the root counts under names of its own; null: nothing. */
  metrics: MeasuredMetrics | null = null
  /** Does the system say what running tasks do with the cores that they hold? */
  knowsUse = false
  /** How often a task could not be placed or a claim was refused, by the number of the reason; holes are zeros. */
  readonly reasons: number[] = []
  /** Why jobs of the window were given up or cancelled. */
  readonly causes = new EndCauses()
  readonly warmup: Time
  private readonly busyUntil: Time
  /** Does a decision under way at the end of the run count up to there? Not if the run is to be compared with the Omega simulator. */
  readonly countsThinkingAtEnd: boolean
  private readonly until: Time
  private readonly times: JobTimes
  private readonly relaunches: Relaunches
  private open: boolean
  readonly classes: readonly string[]
  private readonly jobs: Jobs
  private readonly tasks: Tasks
  private readonly frameworks: Frameworks
  /** The group that was asked for last, and whose it is: nearly always it is asked for again. */
  private lastGroup: MeasuredGroup | null = null
  private lastFramework: FrameworkId = NONE
  private lastClass = NONE
  /** By class, those of the frameworks that have jobs of it; made when first needed. Nearly always one framework takes a class. */
  private readonly groups: { readonly framework: FrameworkId; readonly group: MeasuredGroup }[][] = []

  constructor(
    jobs: Jobs,
    tasks: Tasks,
    frameworks: Frameworks,
    options: {
      classes: readonly string[]
      warmup: Time
      until: Time
      busyUntil: Time
      slices: number
      attemptedOnly?: boolean
    },
  ) {
    this.jobs = jobs
    this.tasks = tasks
    this.frameworks = frameworks
    this.classes = options.classes
    this.warmup = options.warmup
    this.busyUntil = options.busyUntil
    this.countsThinkingAtEnd = options.busyUntil === options.until
    this.until = options.until
    this.relaunches = new Relaunches(jobs)
    this.times = new JobTimes(jobs, options.attemptedOnly === true)
    this.open = options.warmup === 0
    this.timeline = new Timeline(options.slices, options.until)
    for (let i = 0; i < this.classes.length; i++) this.groups.push([])
  }

  /** The measurements of one framework and class. */
  group(framework: FrameworkId, jobClass: number): MeasuredGroup {
    if (framework === this.lastFramework && jobClass === this.lastClass) return this.lastGroup!
    const group = this.find(framework, jobClass)
    this.lastGroup = group
    this.lastFramework = framework
    this.lastClass = jobClass
    return group
  }

  private find(framework: FrameworkId, jobClass: number): MeasuredGroup {
    const ofClass = this.groups[jobClass]!
    for (let i = 0; i < ofClass.length; i++) if (ofClass[i]!.framework === framework) return ofClass[i]!.group
    const group = this.newGroup()
    ofClass.push({ framework, group })
    return group
  }

  /** An empty group, to measure or to add up in. */
  newGroup(): MeasuredGroup {
    return new MeasuredGroup(this.until)
  }

  private groupOf(job: JobId): MeasuredGroup {
    return this.group(this.jobs.framework[job]!, this.jobs.jobClass[job]!)
  }

  /** A scheduler process whose time is to be measured. */
  scheduler(name: string): MeasuredScheduler {
    const scheduler = new MeasuredScheduler(name, this.warmup, this.busyUntil)
    this.schedulers.push(scheduler)
    return scheduler
  }

  /** Starts the measured window, once: before the first job that is submitted inside it. */
  openWindow(now: Time): void {
    if (!this.open) this.beginWindow(now)
  }

  private beginWindow(now: Time): void {
    this.open = true
    this.timeline.openWindow(now)
    for (const { group } of this.groups.flat()) {
      group.advance(now)
      group.openWindow(now)
    }
    for (const scheduler of this.schedulers) scheduler.openWindow()
    this.metrics?.openWindow()
    this.reasons.length = 0
  }

  reasonGiven(reason: ReasonId, times: number): void {
    this.reasons[reason] = (this.reasons[reason] ?? 0) + times
  }

  /** Was the job submitted inside the window? */
  measures(job: JobId): boolean {
    return this.jobs.submit[job]! >= this.warmup
  }

  jobArrived(job: JobId): void {
    const group = this.groupOf(job)
    const submit = this.jobs.submit[job]!
    if (submit < this.warmup) return
    group.jobsSubmitted++
    if (submit < group.firstSubmit) group.firstSubmit = submit
  }

  pendingChanged(job: JobId, before: number, delta: number, now: Time): void {
    const group = this.groupOf(job)
    group.advance(now)
    this.timeline.advance(now)
    this.pend(group, before, delta)
  }

  tasksPlaced(job: JobId, pending: number, tasks: number, now: Time): void {
    const group = this.groupOf(job)
    group.advance(now)
    this.timeline.advance(now)
    this.pend(group, pending, -tasks)
    this.hold(job, group, tasks)
  }

  /** So many tasks more of a job are pending beside those before, or fewer. The levels are integrated up to now. */
  private pend(group: MeasuredGroup, before: number, delta: number): void {
    group.pendingTasks += delta
    this.timeline.pendingTasks += delta
    if (before === 0) group.pendingJobs++
    else if (before + delta === 0) group.pendingJobs--
  }

  /** So many tasks more of the job hold what they ask for, or fewer. The levels are integrated up to now. */
  private hold(job: JobId, group: MeasuredGroup, tasks: number): void {
    const { jobs, frameworks, timeline } = this
    const cpuMilli = tasks * jobs.cpuMilli[job]!
    const memoryMiB = tasks * jobs.memoryMiB[job]!
    if (frameworks.revocable[jobs.framework[job]!]) group.revocableCpuMilli += cpuMilli
    else {
      group.usedCpuMilli += cpuMilli
      timeline.usedCpuMilli += cpuMilli
    }
    group.usedMemoryMiB += memoryMiB
    timeline.usedMemoryMiB += memoryMiB
  }

  /** A running task of the job keeps so much more of a core busy, or less. */
  busyChanged(job: JobId, byCpuMilli: number, now: Time): void {
    const group = this.groupOf(job)
    group.advance(now)
    group.busyCpuMilli += byCpuMilli
  }

  /** What the task holds is not held by the task that it runs in. */
  roomLent(task: TaskId, now: Time): void {
    this.lend(task, 1, now)
  }

  private lend(task: TaskId, sign: 1 | -1, now: Time): void {
    const { jobs, tasks } = this
    const job = tasks.job[task]!
    const host = this.groupOf(tasks.job[tasks.within[task]!]!)
    host.advance(now)
    this.timeline.advance(now)
    const cpuMilli = sign * jobs.cpuMilli[job]!
    const memoryMiB = sign * jobs.memoryMiB[job]!
    host.usedCpuMilli -= cpuMilli
    host.usedMemoryMiB -= memoryMiB
    this.timeline.usedCpuMilli -= cpuMilli
    this.timeline.usedMemoryMiB -= memoryMiB
  }

  taskStarted(task: TaskId, now: Time): void {
    const jobs = this.jobs
    const job = this.tasks.job[task]!
    const group = this.groupOf(job)
    group.tasksStarted++
    this.relaunches.started(job, group, now)
    // The tasks of a job are alike: of those that wait, the ones that have not run yet go first.
    const isLast = jobs.launches[job]! >= jobs.tasks[job]! && jobs.lastStart[job]! < 0
    const isFirst = jobs.firstStart[job]! < 0
    if (isLast) jobs.lastStart[job] = now
    if (isFirst) jobs.firstStart[job] = now
    if ((isFirst || isLast) && this.measures(job)) this.times.started(job, group, now, isFirst, isLast)
  }

  taskEnded(task: TaskId, outcome: TaskOutcome, now: Time): void {
    const job = this.tasks.job[task]!
    const group = this.groupOf(job)
    group.advance(now)
    this.timeline.advance(now)
    this.hold(job, group, -1)
    if (this.tasks.within[task] !== NONE) this.lend(task, -1, now)
    if (now > group.lastEnd) group.lastEnd = now
    if (outcome === TaskOutcome.Finished) group.tasksFinished++
    else this.endedEarly(task, group, outcome, now)
  }

  /** The task did not finish. */
  private endedEarly(task: TaskId, group: MeasuredGroup, outcome: TaskOutcome, now: Time): void {
    if (outcome === TaskOutcome.Failed) group.tasksFailed++
    else if (outcome === TaskOutcome.Lost) group.tasksLost++
    else if (outcome === TaskOutcome.Killed) group.tasksKilled++
    else if (outcome === TaskOutcome.Preempted) group.tasksPreempted++
    else if (outcome === TaskOutcome.Drained) group.tasksDrained++
    else group.tasksScaled++
    // What never ran is missed since the one before it ended.
    if (this.open && this.tasks.startedAt[task]! >= 0)
      this.relaunches.ended(this.tasks.job[task]!, outcome, now)
  }

  /** The job has fewer tasks now: those that it has may all have started. */
  tasksDropped(job: JobId, now: Time): void {
    const { jobs } = this
    this.relaunches.dropped(job)
    const started = jobs.firstStart[job]! >= 0 && jobs.launches[job]! >= jobs.tasks[job]!
    if (!started || jobs.lastStart[job]! >= 0) return
    jobs.lastStart[job] = now
    if (this.measures(job)) this.times.started(job, this.groupOf(job), now, false, true)
  }

  /** Tasks of the job that never started are not wanted any more. */
  tasksCancelled(job: JobId, count: number): void {
    if (this.measures(job)) this.groupOf(job).tasksCancelled += count
  }

  /** A scheduler gave the job up. */
  jobAbandoned(job: JobId): void {
    if (this.measures(job)) this.groupOf(job).jobsAbandoned++
  }

  /** The first attempt of a scheduler at this job is over. */
  attempted(job: JobId): void {
    if (this.jobs.attempts[job] === 1 && this.measures(job)) {
      this.times.attempted(job, this.groupOf(job))
    }
  }

  /** The job is over at `now`. */
  jobEnded(job: JobId, now: Time): void {
    const jobs = this.jobs
    this.relaunches.over(job, null, now)
    if (this.measures(job)) {
      const group = this.groupOf(job)
      this.times.ended(job, group, now)
      if (jobs.end[job] === JobEnd.Finished) group.jobsFinished++
      else this.countGivenUp(job, group)
    }
  }

  /** The run is over at `end` and the job is not: it goes on, or its tasks are still being killed. */
  jobUnfinished(job: JobId, end: Time): void {
    const { jobs } = this
    const group = this.groupOf(job)
    this.relaunches.over(job, jobs.isOpen(job) ? group : null, end)
    if (!this.measures(job)) return
    this.times.unfinished(job, group, end)
    if (jobs.duration[job]! !== NEVER) group.lastEnd = end
    if (!jobs.isOpen(job)) {
      this.countGivenUp(job, group)
      return
    }
    group.jobsUnfinished++
    if (jobs.firstStart[job]! < 0) group.jobsNeverStarted++
    else if (jobs.firstTask[job] === NONE) group.jobsWaiting++
    else group.jobsRunning++
  }

  pipelineArrived(stage: JobId): void {
    if (this.measures(stage)) this.groupOf(stage).pipelinesSubmitted++
  }

  /** The pipeline is over, or the run is; its work has been settled. */
  pipelineEnded(pipeline: Pipeline, now: Time): void {
    if (pipeline.submit < this.warmup) return
    const group = this.group(pipeline.framework, pipeline.jobClass)
    if (pipeline.failedAt >= 0) {
      group.pipelinesFailed++
      group.workLostBefore += pipeline.work - pipeline.workAfter
      group.workLostAfter += pipeline.workAfter
      group.workSaved += pipeline.saved
      group.tasksDoomed += pipeline.doomed
      if (pipeline.lastCancel >= 0) {
        const delay = pipeline.lastCancel - pipeline.failedAt
        // Cancelling that is under way when the run ends has taken until then; stages that go on may have no part in it.
        if (pipeline.open === 0 || pipeline.lastCancel < now) group.cancelDelay.push(delay)
        else group.cancelDelay.pushAtLeast(delay)
      }
    } else if (pipeline.open === 0) {
      group.pipelinesFinished++
      group.pipelineResponse.push(pipeline.lastEnd - pipeline.submit)
    } else group.pipelineResponse.pushAtLeast(now - pipeline.submit)
  }

  /** All groups that have measured something, each with its framework and class: framework by framework, then by class. */
  measured(): { group: MeasuredGroup; framework: FrameworkId; jobClass: number }[] {
    return this.groups
      .flatMap((ofClass, jobClass) => ofClass.map(each => ({ ...each, jobClass })))
      .sort((a, b) => a.framework - b.framework || a.jobClass - b.jobClass)
  }

  get frameworkNames(): readonly string[] {
    return this.frameworks.names
  }

  private countGivenUp(job: JobId, group: MeasuredGroup): void {
    if (this.jobs.end[job] === JobEnd.Failed) group.jobsFailed++
    else group.jobsCancelled++
  }
}
