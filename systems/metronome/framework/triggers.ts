/**
 * Jobs of the workload as triggers: one run for every task. Those of cron jobs come when Metronome's own timers would go off.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { Concurrency } from '../../../sim/world/batch.ts'
import { type JobId, NONE } from '../../../sim/world/handles.ts'
import type { Job } from '../job.ts'
import type { Run } from '../run.ts'
import type { Runs, Trigger } from '../runs.ts'
import { STARTING_DEADLINE } from '../schedule.ts'

export class Triggers {
  readonly #cluster: Cluster
  readonly #runs: Runs

  constructor(cluster: Cluster, runs: Runs) {
    this.#cluster = cluster
    this.#runs = runs
  }

  /** Null for a cron run that does not begin: the job is over. */
  runsOf(job: JobId, definition: Job): Run[] | null {
    const { jobs, now } = this.#cluster
    const count = jobs.tasks[job]!
    const several = (length: number, trigger: Trigger | null) =>
      Array.from({ length }, () => this.#runs.trigger(definition, trigger, now)!)
    if (jobs.cron[job] === NONE) return several(count, null)
    // One that waited for Metronome to come back was missed.
    if (jobs.submit[job]! < now) return this.#drop(job, 'a trigger was missed while its scheduler was away')
    const schedule = scheduleOf(jobs.concurrency[job]! as Concurrency)
    const first = this.#runs.trigger(definition, schedule, now)
    if (first === null) return this.#drop(job, 'a run was skipped beside another of its job')
    return [first, ...several(count - 1, ALLOWED)]
  }

  #drop(job: JobId, reason: string): null {
    const { jobs, ending, failures, now, probes, reasons } = this.#cluster
    probes.reasonGiven(reasons.number(reason), 1)
    ending.cancel(job, failures.add(now, jobs.id[job]!, NONE, reason))
    return null
  }
}

const ALLOWED: Trigger = { concurrencyPolicy: 'ALLOW', startingDeadline: STARTING_DEADLINE }
const FORBIDDEN: Trigger = { ...ALLOWED, concurrencyPolicy: 'FORBID' }

const scheduleOf = (policy: Concurrency): Trigger => (policy === Concurrency.Forbid ? FORBIDDEN : ALLOWED)
