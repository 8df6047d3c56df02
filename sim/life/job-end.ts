import { NEVER, type Time } from '../engine/time.ts'
import type { Recorder } from '../measure/recorder.ts'
import type { Failure } from '../world/failure-log.ts'
import { type JobId, NONE, type TaskId } from '../world/handles.ts'
import { JobEnd, TaskOutcome, TaskState } from '../world/lifecycle.ts'
import { Pipelines } from '../world/pipelines.ts'
import type { World } from '../world/world.ts'
import type { TaskLife } from './task-life.ts'
import type { WorkAccount } from './work-account.ts'

const { Waiting, Pending, Placed, Preparing, Ended, Finished, Failed, Cancelled } = TaskState

/**
 * How jobs and pipelines end: finished, given up after a failure of their own, or cancelled because of one elsewhere.
 */
export class JobEnds {
  private readonly world: World
  private readonly recorder: Recorder
  private readonly account: WorkAccount
  private readonly running: TaskLife

  constructor(world: World, recorder: Recorder, account: WorkAccount, running: TaskLife) {
    this.world = world
    this.recorder = recorder
    this.account = account
    this.running = running
    running.onEndOfEnding = (job, outcome) => this.settle(job, outcome)
    running.onKilled = task => this.killed(task)
  }

  /** The rest of the work of a killed task is saved at this moment, not when the kill was sent. */
  private killed(task: TaskId): void {
    const { tasks, now } = this.world
    const job = tasks.job[task]!
    const started = tasks.startedAt[task]!
    const stopped = tasks.stoppedAt[task]!
    this.noteCancel(job, now)
    this.save(job, 1, started < 0 ? 0 : (stopped < 0 ? now : stopped) - started)
  }

  /** One task of the job is finished, and its framework knows. Returns true when the job is. */
  finishTask(job: JobId): boolean {
    this.world.jobs.move(job, Ended, Finished, 1)
    return this.closeIfDone(job)
  }

  /** The task that has just ended is not wanted any more, since the job needs fewer. */
  dropTask(job: JobId): void {
    const { jobs } = this.world
    jobs.resize(job, jobs.tasks[job]! - 1, Ended)
    this.recorder.tasksDropped(job, this.world.now)
    this.closeIfDone(job)
  }

  /**
   * Ends the job if all tasks that it has now are finished, and says whether they are. One that has none for now, and is to have some,
   * goes on.
   */
  closeIfDone(job: JobId): boolean {
    const { jobs } = this.world
    if (jobs.count(job, Finished) < jobs.tasks[job]!) return false
    if (jobs.tasks[job] === 0 && jobs.wanted[job]! > 0) return false
    jobs.end[job] = JobEnd.Finished
    this.close(job)
    return true
  }

  /** The task that has just ended is not launched again, and its job is given up with it. */
  failTask(job: JobId, failure: Failure): void {
    this.world.jobs.move(job, Ended, Failed, 1)
    this.giveUp(job, failure)
  }

  /** Gives the job up because of a failure of its own. */
  giveUp(job: JobId, failure: Failure): void {
    const handle = this.world.jobs.pipeline[job]!
    if (handle !== NONE) this.failPipeline(handle, failure)
    this.stop(job, JobEnd.Failed, failure)
  }

  /** Gives the job up, and with it the whole pipeline that it is a stage of: nobody would tell those that wait for it. */
  giveUpWhole(job: JobId, failure: Failure): void {
    const { jobs } = this.world
    const handle = jobs.pipeline[job]!
    if (handle !== NONE) {
      this.failPipeline(handle, failure)
      this.cancelRest(handle, jobs.stage[job]!, true, failure)
    }
    this.giveUp(job, failure)
  }

  /** Cancels the job because of a failure elsewhere. */
  cancel(job: JobId, failure: Failure): void {
    this.stop(job, JobEnd.Cancelled, failure)
  }

  /** Notes that the pipeline cannot finish any more; of several failures, the first counts. */
  failPipeline(handle: number, failure: Failure): void {
    const pipeline = this.world.pipelines.get(handle)
    if (pipeline.failedAt >= 0) return
    pipeline.failedAt = failure.at
    pipeline.cause = failure.number
    this.account.failed(pipeline)
    this.world.probes.pipelineFailed(handle, failure)
  }

  /** Cancels the stages that can no longer run because `stage` failed: those that depend on it, or all that are open. */
  cancelRest(handle: number, stage: number, whole: boolean, failure: Failure): void {
    const pipeline = this.world.pipelines.get(handle)
    const doomed = whole ? pipeline.stages.map((_, i) => i) : Pipelines.dependents(pipeline, stage)
    for (const each of doomed) {
      const job = pipeline.stages[each]!
      if (each !== stage && job !== NONE && this.world.jobs.end[job] === JobEnd.Open)
        this.cancel(job, failure)
    }
  }

  /** A task of a job that is ending is over: counts it where it belongs, and closes the job after the last. */
  private settle(job: JobId, outcome: TaskOutcome): void {
    const { jobs } = this.world
    const rest = jobs.end[job] === JobEnd.Failed ? Failed : Cancelled
    jobs.move(job, Ended, outcome === TaskOutcome.Finished ? Finished : rest, 1)
    this.closeIfOver(job)
  }

  private stop(job: JobId, end: JobEnd, failure: Failure): void {
    const { jobs, probes, engine } = this.world
    const rest = end === JobEnd.Failed ? Failed : Cancelled
    const pending = jobs.count(job, Pending)
    const unlaunched = pending + jobs.count(job, Waiting)
    // Some of them may have run before; the tasks on machines that do not run yet are those that have not.
    const unstarted = jobs.count(job, Placed) + jobs.count(job, Preparing)
    const fresh = Math.max(0, jobs.tasks[job]! - jobs.launches[job]! - unstarted)
    jobs.giveUp(job, end, failure.number)
    if (this.recorder.measures(job)) this.recorder.causes.count(end, failure.reason)
    probes.jobStopped(job, end, unlaunched)
    if (pending > 0) {
      probes.pendingChanged(job, pending, -pending, engine.now)
      jobs.move(job, Pending, rest, pending)
      probes.withdraw(job)
    }
    jobs.move(job, Waiting, rest, jobs.count(job, Waiting))
    if (unlaunched > 0) this.noteCancel(job, engine.now)
    this.recorder.tasksCancelled(job, fresh)
    this.save(job, fresh, 0)
    const generation = jobs.generation[job]!
    this.running.killAll(job)
    // Kills that take no time have closed the job already.
    if (jobs.generation[job] === generation) this.closeIfOver(job)
  }

  /** Tasks of the job were cancelled just now, or one was killed on its machine: counts for the failure that caused it. */
  private noteCancel(job: JobId, at: Time): void {
    const { jobs, pipelines } = this.world
    const handle = jobs.pipeline[job]!
    if (handle === NONE || pipelines.get(handle).cause !== jobs.cause[job]) return
    pipelines.get(handle).lastCancel = Math.max(pipelines.get(handle).lastCancel, at)
  }

  /** The run is over at `end`: cancelling what is still to be killed has taken at least until then. */
  closeRun(end: Time): void {
    const { jobs, tasks } = this.world
    for (let job = 0; job < jobs.rows.used; job++) {
      if (!jobs.isLive(job) || jobs.isOpen(job)) continue
      for (let task = jobs.firstTask[job]!; task !== NONE; task = tasks.nextOfJob(task)) {
        if (tasks.state[task] !== Ended) this.noteCancel(job, end)
      }
    }
  }

  /** So many tasks of the job, each of which has run for `done`, will not run on. What has no end saves nothing one could say. */
  private save(job: JobId, count: number, done: Time): void {
    const { jobs, pipelines } = this.world
    const handle = jobs.pipeline[job]!
    if (handle === NONE || jobs.duration[job] === NEVER) return
    const saved = count * jobs.cpuMilli[job]! * (jobs.duration[job]! - done)
    pipelines.get(handle).saved += saved
    if (count > 0) this.world.probes.workSaved(job, count, saved)
  }

  private closeIfOver(job: JobId): void {
    if (this.world.jobs.onRow(job) === 0) this.close(job)
  }

  /** The job is over: it is measured and its row freed; with its last stage a pipeline is over too. */
  private close(job: JobId): void {
    const { jobs, probes, pipelines, now } = this.world
    probes.jobEnded(job, now)
    const handle = jobs.pipeline[job]!
    const stage = jobs.stage[job]!
    jobs.remove(job)
    if (handle === NONE) return
    const pipeline = pipelines.get(handle)
    pipeline.stages[stage] = NONE
    pipeline.open--
    if (pipeline.open > 0) return
    this.account.pipelineClosed(pipeline)
    this.recorder.pipelineEnded(pipeline, now)
    pipelines.remove(handle)
  }
}
