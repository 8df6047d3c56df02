import type { Cluster } from '../../sim/cluster.ts'
import { Concurrency } from '../../sim/world/batch.ts'
import { type JobId, NONE } from '../../sim/world/handles.ts'

const SKIPPED = 'the cron run before it was still going on'
const REPLACED = 'the next cron run took its place'

/**
 * Lets cron runs begin, or not, as the concurrency policy of their cron job says (Kubernetes: Allow, Forbid, Replace; Metronome:
 * ALLOW, FORBID). A run goes on until the last of its tasks is over, also while it is being killed.
 */
export class CronRuns {
  private readonly cluster: Cluster
  /** The latest run of each cron job that began, with the generation of its row. */
  private readonly latest = new Map<number, { readonly job: JobId; readonly generation: number }>()

  constructor(cluster: Cluster) {
    this.cluster = cluster
  }

  /** The job has arrived: may it begin? A run that may not is cancelled. Any job that is no cron run may. */
  admits(job: JobId): boolean {
    const { jobs, ending, failures, now } = this.cluster
    const cron = jobs.cron[job]!
    const concurrency = jobs.concurrency[job]!
    if (cron === NONE || concurrency === Concurrency.Allow) return true
    const before = this.latest.get(cron)
    if (
      before !== undefined &&
      jobs.isLive(before.job) &&
      jobs.generation[before.job] === before.generation
    ) {
      if (concurrency === Concurrency.Forbid) {
        ending.cancel(job, failures.add(now, jobs.id[before.job]!, NONE, SKIPPED))
        return false
      }
      if (jobs.isOpen(before.job)) ending.cancel(before.job, failures.add(now, jobs.id[job]!, NONE, REPLACED))
    }
    this.latest.set(cron, { job, generation: jobs.generation[job]! })
    return true
  }
}
