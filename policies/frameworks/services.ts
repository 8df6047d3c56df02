import type { Cluster } from '../../sim/cluster.ts'
import { SECOND, type Time } from '../../sim/engine/time.ts'
import { type FrameworkId, type JobId, NONE, type TaskId } from '../../sim/world/handles.ts'
import { TaskOutcome } from '../../sim/world/lifecycle.ts'
import { Batch } from './batch.ts'
import type { FailureOptions } from './failure-rule.ts'

/** Marathon's defaults: each failure lengthens the pause before the next launch by 15 %, up to 5 minutes. */
const BACKOFF_FACTOR = 1.15
const MAX_BACKOFF = 300_000_000

/** What `wake` is told when there is no change, and services that have too many instances are to be looked at again. */
const AGAIN = -1

/** From this moment on, every service has so many instances. */
export interface ScaleChange {
  readonly at: Time
  readonly to: number
}

/**
 * Services: instances that must stay up. An instance that ends badly is launched again, after a pause that grows with
 * the job's failures (Marathon: backoffFactor 1.15, maxLaunchDelaySeconds 300; models/dcos.md §3.2).
 *
 * Services that are scaled have numbered instances, and lose those with the highest numbers (SwarmKit, and a StatefulSet of
 * Kubernetes). Of an instance that is claimed but not launched yet nobody can say that it is not wanted; it is looked at again
 * a second later.
 */
export class Services extends Batch {
  private readonly scale: readonly ScaleChange[]
  private readonly readyAfter: Time
  private self: FrameworkId = NONE

  constructor(
    name: string,
    failure: Omit<FailureOptions, 'backoffFactor' | 'maxBackoff'>,
    scale: readonly ScaleChange[] = [],
    readyAfter: Time = 0,
  ) {
    super(name, { ...failure, backoffFactor: BACKOFF_FACTOR, maxBackoff: MAX_BACKOFF })
    this.scale = scale
    this.readyAfter = readyAfter
  }

  override start(cluster: Cluster, self: FrameworkId): void {
    super.start(cluster, self)
    this.self = self
    cluster.frameworks.readyAfter[self] = this.readyAfter
    for (const [change, { at }] of this.scale.entries()) cluster.wake(self, at, change)
  }

  override jobArrived(job: JobId): void {
    const { jobs } = this.cluster
    if (this.isScaled(job)) jobs.makeNumbered(job)
    super.jobArrived(job)
  }

  /** The time of a change has come, or that of a second look. A framework that is away makes it when it is back. */
  wake(change: number): void {
    const { jobs, frameworks, now } = this.cluster
    if (!frameworks.connected[this.self]!) {
      this.cluster.wake(this.self, now + SECOND, change)
      return
    }
    let again = false
    for (let job = 0; job < jobs.rows.used; job++) {
      if (!jobs.isOpen(job) || jobs.framework[job] !== this.self || jobs.numbered[job] === 0) continue
      const wanted = change === AGAIN ? jobs.wanted[job]! : this.scale[change]!.to
      if (!this.cluster.scale(job, wanted)) again = true
    }
    if (again) this.cluster.wake(this.self, now + SECOND, AGAIN)
  }

  override taskEnded(task: TaskId, outcome: TaskOutcome): void {
    const { jobs, tasks, ending } = this.cluster
    const job = tasks.job[task]!
    if (outcome === TaskOutcome.Finished) super.taskEnded(task, outcome)
    else if (jobs.tasks[job]! > jobs.wanted[job]!) ending.dropTask(job)
    // More are wanted again since it was told to go.
    else if (outcome === TaskOutcome.Scaled) this.cluster.relaunch(job, 0)
    else super.taskEnded(task, outcome)
  }

  /** A gang, which starts together or not at all, stays as it is; and so does the scheduler of a framework. */
  private isScaled(job: JobId): boolean {
    const { jobs } = this.cluster
    return this.scale.length > 0 && jobs.gang[job] === 0 && jobs.hosts[job] === NONE
  }
}
