import type { Cluster } from '../../sim/cluster.ts'
import type { Framework } from '../../sim/contracts.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { type FrameworkId, type JobId, NONE, type TaskId } from '../../sim/world/handles.ts'
import { TaskOutcome } from '../../sim/world/lifecycle.ts'
import { CronRuns } from './cron-runs.ts'
import { drawConsequence, type FailureOptions } from './failure-rule.ts'

/** Jobs that run to their end: ready when they arrive; cron runs, if their cron job lets them. */
export class Batch implements Framework {
  readonly name: string
  private readonly failure: FailureOptions
  protected cluster!: Cluster
  protected cron!: CronRuns

  constructor(name: string, failure: FailureOptions) {
    this.name = name
    this.failure = failure
  }

  start(cluster: Cluster, _self: FrameworkId): void {
    this.cluster = cluster
    this.cron = new CronRuns(cluster)
  }

  jobArrived(job: JobId): void {
    const { jobs } = this.cluster
    if (jobs.pipeline[job] !== NONE) {
      throw new SwitchyardError(
        `Job ${jobs.id[job]} is a stage of a pipeline, but framework '${this.name}' runs plain jobs; let a framework of kind pipelines take its class.`,
      )
    }
    if (this.cron.admits(job)) this.cluster.makeReady(job)
  }

  taskEnded(task: TaskId, outcome: TaskOutcome): void {
    const { tasks, ending } = this.cluster
    if (outcome === TaskOutcome.Finished) ending.finishTask(tasks.job[task]!)
    else drawConsequence(task, outcome, this.failure, this.cluster)
  }
}
