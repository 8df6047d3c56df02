import { type JobId, NONE, type TaskId } from '../../sim/world/handles.ts'
import { TaskOutcome } from '../../sim/world/lifecycle.ts'
import { Batch } from './batch.ts'

/**
 * Pipelines: a stage is a job that is ready when all of its parents are finished. What a failure takes with it is the
 * framework's choice: the stages that depend on it (Metronome discontinues the chain), nothing because it is launched
 * again (Chronos), or again up to a limit (Kubernetes Job).
 */
export class PipelineRunner extends Batch {
  override jobArrived(job: JobId): void {
    const { jobs, pipelines } = this.cluster
    const handle = jobs.pipeline[job]!
    if (handle === NONE ? this.cron.admits(job) : pipelines.get(handle).waitsFor[jobs.stage[job]!] === 0)
      this.cluster.makeReady(job)
  }

  override taskEnded(task: TaskId, outcome: TaskOutcome): void {
    const { jobs, tasks, ending } = this.cluster
    if (outcome !== TaskOutcome.Finished) {
      super.taskEnded(task, outcome)
      return
    }
    const job = tasks.job[task]!
    const handle = jobs.pipeline[job]!
    const stage = jobs.stage[job]!
    if (ending.finishTask(job) && handle !== NONE) this.stageFinished(handle, stage)
  }

  private stageFinished(handle: number, stage: number): void {
    const { pipelines, jobs } = this.cluster
    if (!pipelines.isOpen(handle)) return
    const pipeline = pipelines.get(handle)
    for (const child of pipeline.children[stage]!) {
      const job = pipeline.stages[child]!
      if (--pipeline.waitsFor[child]! === 0 && job !== NONE && jobs.isOpen(job)) this.cluster.makeReady(job)
    }
  }
}
