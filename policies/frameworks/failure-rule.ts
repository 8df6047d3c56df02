import type { Cluster } from '../../sim/cluster.ts'
import type { Time } from '../../sim/engine/time.ts'
import { type JobId, NONE, type TaskId } from '../../sim/world/handles.ts'
import { TaskOutcome, wasTaken } from '../../sim/world/lifecycle.ts'

/** What follows when a task of a framework fails or is lost. Each option is documented in systems/generic/spec.ts. */
export interface FailureOptions {
  readonly onFailure: 'relaunch' | 'retry' | 'cancel'
  readonly retries: number
  readonly backoff: Time
  /** The pause grows by this factor with each failure of the job, up to `maxBackoff`; 1: it stays. */
  readonly backoffFactor: number
  readonly maxBackoff: Time
  readonly cancels: 'dependents' | 'pipeline' | 'nothing'
}

/**
 * Draws the consequence of a task that did not finish: launched again, or its job given up and what depends on it
 * cancelled. A lost task is launched again under every option but `cancel`, and counts as no failure of its own. One that was
 * taken from its machine for the sake of others is launched again under every option, without a pause.
 */
export function drawConsequence(
  task: TaskId,
  outcome: TaskOutcome,
  options: FailureOptions,
  cluster: Cluster,
): void {
  const { jobs, tasks, ending, failures } = cluster
  const job: JobId = tasks.job[task]!
  if (wasTaken(outcome)) {
    cluster.relaunch(job, 0)
    return
  }
  const lost = outcome === TaskOutcome.Lost
  if (!lost) jobs.failures[job]!++
  const failed = jobs.failures[job]!
  const again =
    options.onFailure === 'relaunch' || (options.onFailure === 'retry' && failed <= options.retries)
  if (again) {
    cluster.relaunch(job, pauseAfter(failed, options))
    return
  }
  const reason = failed === 1 ? 'a task failed' : `its tasks failed ${failed} times`
  const pipeline = jobs.pipeline[job]!
  const stage = jobs.stage[job]!
  const failure = failures.add(
    tasks.endedAt[task]!,
    jobs.id[job]!,
    pipeline,
    lost ? 'a task was lost' : reason,
  )
  if (pipeline !== NONE) ending.failPipeline(pipeline, failure)
  if (pipeline !== NONE && options.cancels !== 'nothing') {
    ending.cancelRest(pipeline, stage, options.cancels === 'pipeline', failure)
  }
  ending.failTask(job, failure)
}

/** The pause after so many failures. Multiplied step by step, since a power may differ between machines in its last bit. */
function pauseAfter(failed: number, { backoff, backoffFactor, maxBackoff }: FailureOptions): Time {
  let pause = backoff
  for (let i = 1; i < failed && pause < maxBackoff && backoffFactor !== 1; i++) pause *= backoffFactor
  return Math.min(maxBackoff, Math.round(pause))
}
