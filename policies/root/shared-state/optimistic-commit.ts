import type { Cluster } from '../../../sim/cluster.ts'
import type { JobId } from '../../../sim/world/handles.ts'
import type { SchedulerPool, SchedulerProcess } from '../scheduler/scheduler-pool.ts'
import { type Judgement, judge } from './judge.ts'

/**
 * Ends a decision that was made on an old view: the claims are judged, what is accepted is launched, and the process
 * turns to its next job. A conflict spoils the whole decision's think time (Omega: wasted); time that messages take is no
 * think time.
 */
export function commit(
  pool: SchedulerPool,
  process: SchedulerProcess,
  job: JobId,
  options: Judgement & {
    readonly freeFailedAttempts: boolean
    /** The machines themselves judge, so that what they accept starts there and then. */
    readonly onSite: boolean
  },
  cluster: Cluster,
): void {
  const { scheduler } = process
  const { claims, measured } = scheduler
  const refused = judge(claims, options, cluster)
  const conflict = refused > 0
  cluster.probes.judged(claims)
  if (claims.count > 0 || !options.freeFailedAttempts)
    measured.decided(process.since, process.thoughtOut, conflict)
  if (claims.count === 0) measured.attemptsWithoutRoom++
  else if (conflict) measured.transactionsFailed++
  else measured.transactionsOk++
  const { accepted } = claims
  measured.claimsRefused += refused
  measured.claimsAccepted += accepted
  if (pool.isCurrent(process, job)) scheduler.launched(job, accepted)
  cluster.running.launch(claims, options.onSite)
  pool.settle(process, job, conflict)
}
