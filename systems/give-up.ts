/**
 * A framework gives a job up: nothing more comes of it, nor of the stages that depend on it.
 */
import type { Cluster } from '../sim/cluster.ts'
import { type JobId, NONE, type TaskId } from '../sim/world/handles.ts'

/** @param task whose end, which is being told, is the reason; NONE: nothing ended */
export function giveUp(cluster: Cluster, job: JobId, reason: string, task: TaskId): void {
  const { jobs, tasks, ending, failures, now } = cluster
  const hasEnded = task !== NONE
  const handle = jobs.pipeline[job]!
  if (hasEnded) jobs.failures[job]!++
  const failure = failures.add(hasEnded ? tasks.endedAt[task]! : now, jobs.id[job]!, handle, reason)
  if (handle !== NONE) {
    ending.failPipeline(handle, failure)
    ending.cancelRest(handle, jobs.stage[job]!, false, failure)
  }
  if (hasEnded) ending.failTask(job, failure)
  else ending.giveUp(job, failure)
}
