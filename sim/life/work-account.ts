import { NEVER, type Time } from '../engine/time.ts'
import type { MeasuredWork } from '../measure/measured-work.ts'
import type { Probe } from '../measure/probe.ts'
import type { Recorder } from '../measure/recorder.ts'
import { type JobId, NONE, type TaskId } from '../world/handles.ts'
import { JobEnd, TaskOutcome, TaskState } from '../world/lifecycle.ts'
import type { Pipeline, Suspect } from '../world/pipelines.ts'
import type { World } from '../world/world.ts'

/** A stretch that a task ran and that came to nothing; `rate` is what it held, thousandths of a core. */
interface Attempt {
  readonly from: Time
  readonly to: Time
  readonly rate: number
}

/**
 * What becomes of the work of every task: done, lost, repeated, or open when the run ends.
 *
 * Work is booked when its fate is known and never before: what a task did that ended badly is repeated when the task
 * starts again, and lost if its job is given up first; what a finished task did is done, unless its job or pipeline is
 * given up later. Tasks of a job are alike, so by convention a start is that of a task that has not run yet as long as
 * there is one; after that it is that of the task that waits longest.
 *
 * What a task did that ran in another is that task's alone: the other did so much less.
 *
 * A task without an end (a service) does its work as it runs: that is done, whatever becomes of it.
 */
export class WorkAccount implements Probe {
  private readonly world: World
  private readonly recorder: Recorder
  /** By job: what ended badly while the job went on and has not started again, oldest first. */
  private readonly bad = new Map<JobId, Attempt[]>()
  /** The bad end that a framework is deciding on, if it is that of a stage's task, and the stage's pipeline. */
  private decided: Suspect | null = null
  private decidedOf: Pipeline | null = null

  constructor(world: World, recorder: Recorder) {
    this.world = world
    this.recorder = recorder
    world.probes.add(this)
  }

  /** The task runs, and `jobs.launches` counts it. */
  taskStarted(task: TaskId): void {
    const { jobs, tasks, pipelines } = this.world
    const job = tasks.job[task]!
    const handle = jobs.pipeline[job]!
    if (jobs.launches[job]! > jobs.tasks[job]!) this.repeat(job)
    if (handle === NONE) return
    const pipeline = pipelines.get(handle)
    if (pipeline.failedAt >= 0) pipeline.doomed++
    else for (const suspect of pipeline.suspects) suspect.doomed++
  }

  /** The task is over on its machine; its framework has not heard of it. */
  taskEnded(task: TaskId, outcome: TaskOutcome, to: Time): void {
    const { jobs, tasks, pipelines } = this.world
    const job = tasks.job[task]!
    this.book(task, to)
    const handle = jobs.pipeline[job]!
    if (handle === NONE) return
    const badly = outcome === TaskOutcome.Failed || outcome === TaskOutcome.Lost
    const pipeline = pipelines.get(handle)
    pipeline.lastEnd = to
    if (badly && pipeline.failedAt < 0 && jobs.isOpen(job))
      pipeline.suspects.push({ task, at: to, work: 0, doomed: 0 })
  }

  /** The framework is about to hear of the end of a stage's task, and may fail the pipeline because of it. */
  hears(task: TaskId): void {
    const { jobs, tasks, pipelines } = this.world
    const pipeline = pipelines.get(jobs.pipeline[tasks.job[task]!]!)
    const { suspects } = pipeline
    const index = suspects.findIndex(suspect => suspect.task === task)
    if (index < 0) return
    this.decided = suspects.splice(index, 1)[0]!
    this.decidedOf = pipeline
  }

  /** The framework has decided. */
  heard(): void {
    this.decided = null
    this.decidedOf = null
  }

  /** The pipeline failed, `pipeline.failedAt` says when: what was done and started since then was in vain already. */
  failed(pipeline: Pipeline): void {
    pipeline.suspects.length = 0
    // A scheduler may give another job up meanwhile, of this pipeline or another; nothing was done since then.
    if (this.decided === null || this.decidedOf !== pipeline || this.decided.at !== pipeline.failedAt) return
    pipeline.workAfter += this.decided.work
    pipeline.doomed += this.decided.doomed
  }

  /** The job is over, and so are all of its tasks. */
  jobEnded(job: JobId): void {
    const { jobs } = this.world
    const { recorder } = this
    if (this.bad.size > 0) this.bad.delete(job)
    if (jobs.pipeline[job] !== NONE || !recorder.measures(job)) return
    const work = this.workOf(job)
    if (jobs.end[job] === JobEnd.Finished) work.done += jobs.workSpent[job]!
    else work.lost += jobs.workSpent[job]!
  }

  /** The pipeline is over, or the run is: its work up to now. */
  pipelineClosed(pipeline: Pipeline): void {
    const { recorder } = this
    const work = recorder.group(pipeline.framework, pipeline.jobClass).work
    if (pipeline.submit < recorder.warmup) return
    if (pipeline.failedAt >= 0) {
      work.lost += pipeline.work
      return
    }
    work.done += pipeline.workDone
    work.unfinished += pipeline.work - pipeline.workDone
  }

  /**
   * The run is over at `end`: what runs has run until then. Jobs that were given up and pipelines that failed have lost
   * their work; of those that go on, the work of finished tasks is done and the rest is unfinished.
   */
  close(end: Time): void {
    const { jobs, tasks, pipelines } = this.world
    const { recorder } = this
    for (let job = 0; job < jobs.rows.used; job++) {
      if (!jobs.isLive(job)) continue
      for (let task = jobs.firstTask[job]!; task !== NONE; task = tasks.nextOfJob(task)) {
        if (tasks.state[task] !== TaskState.Ended) this.book(task, end)
      }
      if (jobs.pipeline[job] !== NONE || !recorder.measures(job)) continue
      const work = this.workOf(job)
      const done = jobs.workDone[job]!
      const rest = jobs.workSpent[job]! - done
      if (jobs.isOpen(job)) {
        work.done += done
        work.unfinished += rest
      } else work.lost += done + rest
    }
    for (const pipeline of pipelines.open()) this.pipelineClosed(pipeline)
  }

  /** Books what the task held and did; `to` is its end or that of the run. */
  private book(task: TaskId, to: Time): void {
    const { tasks } = this.world
    const isSpecial = tasks.special[task] === 1
    const stopped = isSpecial ? tasks.stoppedAt[task]! : -1
    if (isSpecial && (stopped >= 0 || tasks.preparingAt[task]! >= 0)) this.hold(task, to)
    if (tasks.startedAt[task]! >= 0) this.spend(task, stopped < 0 ? to : stopped)
  }

  /** Books what the task held while it did not work: before it ran, and after it was stopped. */
  private hold(task: TaskId, to: Time): void {
    const { jobs, tasks } = this.world
    const from = tasks.preparingAt[task]!
    const started = tasks.startedAt[task]!
    const stopped = tasks.stoppedAt[task]!
    const job = tasks.job[task]!
    if (!this.recorder.measures(job)) return
    const work = this.workOf(job)
    const rate = jobs.cpuMilli[job]!
    const until = started >= 0 ? started : stopped < 0 ? to : stopped
    if (from >= 0) work.preparing += rate * (until - from)
    if (stopped >= 0) work.stopping += rate * (to - stopped)
    if (tasks.within[task] === NONE) return
    this.lend(task, rate * ((from < 0 ? 0 : until - from) + (stopped < 0 ? 0 : to - stopped)))
  }

  /** The task that this one runs in, a service, did not do what this one did. */
  private lend(task: TaskId, work: number): void {
    const { tasks } = this.world
    const host = tasks.job[tasks.within[task]!]!
    if (!this.recorder.measures(host)) return
    const lender = this.workOf(host)
    lender.all -= work
    lender.done -= work
  }

  /** Adds what the task did until `to` to its job's or pipeline's account. */
  private spend(task: TaskId, to: Time): void {
    const { jobs, tasks, pipelines } = this.world
    const job = tasks.job[task]!
    const from = tasks.startedAt[task]!
    const rate = jobs.cpuMilli[job]!
    const spent = rate * (to - from)
    const work = this.recorder.measures(job) ? this.workOf(job) : null
    if (tasks.within[task] !== NONE) this.lend(task, spent)
    if (work !== null) work.all += spent
    if (jobs.duration[job] === NEVER) {
      if (work !== null) work.done += spent
      return
    }
    const ended = tasks.state[task] === TaskState.Ended
    const finished = ended && tasks.outcome[task] === TaskOutcome.Finished
    if (ended && !finished && jobs.isOpen(job)) {
      this.regret(job, { from, to, rate })
      if (tasks.outcome[task] === TaskOutcome.Preempted && work !== null) work.preempted += spent
    }
    if (jobs.pipeline[job] !== NONE) {
      spendOn(pipelines.get(jobs.pipeline[job]!), { from, to, rate }, finished)
      return
    }
    jobs.workSpent[job]! += spent
    if (finished) jobs.workDone[job]! += spent
  }

  /** The job goes on, and what its task did may have been for nothing. */
  private regret(job: JobId, attempt: Attempt): void {
    const bad = this.bad.get(job)
    if (bad === undefined) this.bad.set(job, [attempt])
    else bad.push(attempt)
  }

  /** A task of the job that ended badly has started again: what it had done was for nothing. */
  private repeat(job: JobId): void {
    const { jobs, pipelines } = this.world
    const { recorder } = this
    const attempt = this.bad.get(job)?.shift()
    if (attempt === undefined) return
    const { from, to, rate } = attempt
    const spent = rate * (to - from)
    if (recorder.measures(job)) this.workOf(job).repeated += spent
    const handle = jobs.pipeline[job]!
    if (handle === NONE) {
      jobs.workSpent[job]! -= spent
      return
    }
    const pipeline = pipelines.get(handle)
    pipeline.work -= spent
    if (pipeline.failedAt >= 0) pipeline.workAfter -= after(pipeline.failedAt, from, to, rate)
    else for (const suspect of pipeline.suspects) suspect.work -= after(suspect.at, from, to, rate)
  }

  /** Where the job's work is booked: a stage's with its pipeline. */
  private workOf(job: JobId): MeasuredWork {
    const { jobs, pipelines } = this.world
    const { recorder } = this
    const handle = jobs.pipeline[job]!
    if (handle === NONE) return recorder.group(jobs.framework[job]!, jobs.jobClass[job]!).work
    const { framework, jobClass } = pipelines.get(handle)
    return recorder.group(framework, jobClass).work
  }
}

/** Adds what a task of a stage did to the account of its pipeline. */
function spendOn(pipeline: Pipeline, { from, to, rate }: Attempt, finished: boolean): void {
  const spent = rate * (to - from)
  pipeline.work += spent
  if (finished) pipeline.workDone += spent
  if (pipeline.failedAt >= 0) pipeline.workAfter += after(pipeline.failedAt, from, to, rate)
  else for (const suspect of pipeline.suspects) suspect.work += after(suspect.at, from, to, rate)
}

/** Work at this rate from `from` to `to`, as far as it was done after the moment. */
function after(moment: Time, from: Time, to: Time, rate: number): number {
  return rate * Math.max(0, to - Math.max(from, moment))
}
