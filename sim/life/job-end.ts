import type { Probe } from '../measure/probe.ts'
import type { Recorder } from '../measure/recorder.ts'
import type { Failure } from '../world/failure-log.ts'
import { type JobId, NONE, type TaskId } from '../world/handles.ts'
import { JobEnd, TaskOutcome, TaskState } from '../world/lifecycle.ts'
import { Pipelines } from '../world/pipelines.ts'
import type { World } from '../world/world.ts'
import type { TaskLife } from './task-life.ts'

const { Waiting, Pending, Placed, Running, Ended, Finished, Failed, Cancelled } = TaskState

/**
 * How jobs and pipelines end: finished, given up after a failure of their own, or cancelled because of one elsewhere.
 */
export class JobEnds implements Probe {
  private readonly world: World
  private readonly recorder: Recorder
  private readonly running: TaskLife

  constructor(world: World, recorder: Recorder, running: TaskLife) {
    this.world = world
    this.recorder = recorder
    this.running = running
    running.onEndOfEnding = (job, outcome) => this.settle(job, outcome)
    world.probes.add(this)
  }

  taskEnded(task: TaskId, outcome: TaskOutcome): void {
    if (outcome === TaskOutcome.Killed) this.noteCancel(this.world.tasks.job[task]!)
  }

  /** One task of the job is finished, and its framework knows. Returns true when the job is. */
  finishTask(job: JobId): boolean {
    const { jobs } = this.world
    jobs.move(job, Ended, Finished, 1)
    if (jobs.count(job, Finished) < jobs.tasks[job]!) return false
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
    this.stop(job, JobEnd.Failed, failure)
  }

  /** Cancels the job because of a failure elsewhere. */
  cancel(job: JobId, failure: Failure): void {
    this.stop(job, JobEnd.Cancelled, failure)
  }

  /** Notes that the pipeline cannot finish any more, because this stage failed. */
  failPipeline(handle: number, stage: JobId, failure: Failure): void {
    const { jobs, tasks, pipelines, engine } = this.world
    const pipeline = pipelines.get(handle)
    if (pipeline.failedAt >= 0) return
    pipeline.failedAt = pipeline.suspectAt >= 0 ? pipeline.suspectAt : engine.now
    pipeline.failedStage = jobs.stage[stage]!
    pipeline.cause = failure.number
    pipeline.workBefore -= pipeline.workSince
    pipeline.workAfter += pipeline.workSince
    pipeline.doomed += pipeline.doomedSince
    for (const job of pipeline.stages) {
      if (job === NONE) continue
      for (let task = jobs.firstTask[job]!; task !== NONE; task = tasks.nextOfJob(task)) {
        if (tasks.state[task] !== Running) continue
        pipeline.workBefore += jobs.cpuMilli[job]! * Math.max(0, pipeline.failedAt - tasks.startedAt[task]!)
      }
    }
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
    const never = pending + jobs.count(job, Waiting)
    jobs.end[job] = end
    jobs.cause[job] = failure.number
    if (pending > 0) {
      probes.pendingChanged(job, pending, -pending, engine.now)
      jobs.move(job, Pending, rest, pending)
      probes.withdraw(job)
    }
    jobs.move(job, Waiting, rest, jobs.count(job, Waiting))
    if (never > 0) {
      this.recorder.tasksCancelled(job, never)
      this.noteCancel(job)
    }
    this.countSaved(job, never)
    const generation = jobs.generation[job]!
    this.running.killAll(job)
    // Kills that take no time have closed the job already.
    if (jobs.generation[job] === generation) this.closeIfOver(job)
  }

  /** Tasks of the job were cancelled just now, or one was killed on its machine: counts for the failure that caused it. */
  private noteCancel(job: JobId): void {
    const { jobs, pipelines } = this.world
    const handle = jobs.pipeline[job]!
    if (handle === NONE || pipelines.get(handle).cause !== jobs.cause[job]) return
    pipelines.get(handle).lastCancel = Math.max(pipelines.get(handle).lastCancel, this.world.now)
  }

  /** Work that will not be done: all of the tasks that never start, and the rest of those that are killed. */
  private countSaved(job: JobId, never: number): void {
    const { jobs, tasks, pipelines, engine } = this.world
    const handle = jobs.pipeline[job]!
    if (handle === NONE) return
    const duration = jobs.duration[job]!
    const cpuMilli = jobs.cpuMilli[job]!
    let saved = never * duration * cpuMilli
    for (let task = jobs.firstTask[job]!; task !== NONE; task = tasks.nextOfJob(task)) {
      if (tasks.state[task] === Ended) continue
      const done = tasks.state[task] === Running ? engine.now - tasks.startedAt[task]! : 0
      saved += cpuMilli * (duration - done)
    }
    pipelines.get(handle).saved += saved
  }

  private closeIfOver(job: JobId): void {
    const { jobs } = this.world
    const alive = jobs.count(job, Placed) + jobs.count(job, Running) + jobs.count(job, Ended)
    if (alive === 0) this.close(job)
  }

  /** The job is over: it is measured and its row freed; with its last stage a pipeline is over too. */
  private close(job: JobId): void {
    const { jobs, probes, pipelines, now } = this.world
    probes.jobEnded(job, now)
    const handle = jobs.pipeline[job]!
    const stage = jobs.stage[job]!
    const framework = jobs.framework[job]!
    const jobClass = jobs.jobClass[job]!
    jobs.remove(job)
    if (handle === NONE) return
    const pipeline = pipelines.get(handle)
    pipeline.stages[stage] = NONE
    pipeline.open--
    if (pipeline.open > 0) return
    this.recorder.pipelineEnded(pipeline, framework, jobClass)
    pipelines.remove(handle)
  }
}
