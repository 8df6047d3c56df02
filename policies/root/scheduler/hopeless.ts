import type { Cluster } from '../../../sim/cluster.ts'
import type { JobId } from '../../../sim/world/handles.ts'
import type { Jobs } from '../../../sim/world/jobs.ts'
import { Standing, type Standings } from './standings.ts'

const WITHOUT_TASK = 100
const AT_ALL = 1000

/** Has the job had more than 100 attempts without a task placed, or more than 1 000 (the Omega simulator)? */
export function isHopeless(job: JobId, jobs: Jobs): boolean {
  const attempts = jobs.attempts[job]!
  const untouched = jobs.unclaimed(job) === jobs.tasks[job]!
  return (attempts > WITHOUT_TASK && untouched) || attempts > AT_ALL
}

/** The job's scheduler gives it up. */
export function abandon(job: JobId, cluster: Cluster, { standing }: Standings): void {
  const { jobs, failures, ending, recorder, now } = cluster
  recorder.jobAbandoned(job)
  standing[job] = Standing.Nowhere
  ending.giveUpWhole(job, failures.add(now, jobs.id[job]!, jobs.pipeline[job]!, 'its scheduler gave it up'))
}
