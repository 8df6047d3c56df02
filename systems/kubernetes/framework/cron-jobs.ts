/**
 * CronJobs in a run, beside the workload.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { NEVER } from '../../../sim/engine/time.ts'
import { type JobId, NONE } from '../../../sim/world/handles.ts'
import { parseInstant } from '../../calendar/instant-text.ts'
import { type Instant, UTC, zoneOf } from '../../calendar/zone.ts'
import type { CronJobSpec } from '../../metronome/spec.ts'
import { OwnJobs, ownClass } from '../../own-jobs.ts'
import { CronJobController, type CronJobRules } from '../controllers/cron-job.ts'
import { parseCronSchedule } from '../controllers/cron-schedule.ts'
import { SYNC_BATCH_PERIOD } from '../controllers/job.ts'
import type { ControllerSeat } from '../root/api-server.ts'
import type { ControllerManagerSpec } from './spec.ts'

const MISSED = 'a time of a CronJob passed without a Job'
const REPLACED = 'the next Job of its CronJob took its place'

const POLICIES = { allow: 'Allow', forbid: 'Forbid', replace: 'Replace' } as const

interface Run {
  readonly cronJob: number
  readonly job: JobId
}

export class CronJobs {
  readonly #cluster: Cluster
  readonly #controllers: readonly CronJobController<Run>[]
  /** By job that goes on. */
  readonly #runs = new Map<JobId, Run>()
  readonly #startsAt: Instant
  readonly #syncs: number
  readonly #ends: number
  /** Runs that have ended, of which their CronJob has not heard, the first first. */
  readonly #ended: Run[] = []
  /** By CronJob, for when its next sync is set. */
  readonly #next: (Instant | null)[] = []

  /** @param begin a job of a CronJob begins */
  constructor(
    { cluster, framework }: ControllerSeat,
    { schedules, startsAt, takes }: ControllerManagerSpec,
    begin: (job: JobId) => void,
  ) {
    this.#cluster = cluster
    this.#startsAt = parseInstant(startsAt, 'starts-at')
    const own = new OwnJobs(cluster, framework, ownClass(takes, cluster))
    this.#controllers = schedules.map((each, number) => {
      const control = {
        start: () => {
          const run = { cronJob: number, job: own.add(each) }
          this.#runs.set(run.job, run)
          begin(run.job)
          return run
        },
        delete: (run: Run) => this.#replace(run),
      }
      return new CronJobController(rulesOf(each), control, this.#startsAt)
    })
    this.#syncs = cluster.engine.on(number => {
      if (this.#next[number] === this.#startsAt + cluster.now) this.#sync(number)
    })
    this.#ends = cluster.engine.on(() => {
      const run = this.#ended.shift()!
      this.#controllers[run.cronJob]!.finished(run)
      this.#sync(run.cronJob)
    })
  }

  begin(): void {
    for (let number = 0; number < this.#controllers.length; number++) this.#sync(number)
  }

  /** A job is over; the controller of Jobs says so when it has looked. */
  over(job: JobId): void {
    const run = this.#runs.get(job)
    if (run === undefined) return
    this.#runs.delete(job)
    const { engine, now } = this.#cluster
    this.#ended.push(run)
    engine.at(now + SYNC_BATCH_PERIOD, this.#ends, 0, 0)
  }

  #sync(number: number): void {
    const { engine, now, probes, reasons } = this.#cluster
    const { next, missed } = this.#controllers[number]!.sync(this.#startsAt + now)
    if (missed > 0) probes.reasonGiven(reasons.number(MISSED), missed)
    if (next !== null && next !== this.#next[number]) engine.at(next - this.#startsAt, this.#syncs, number, 0)
    this.#next[number] = next
  }

  #replace(run: Run): void {
    const { jobs, ending, failures, now } = this.#cluster
    // It has ended, and its row may be another job's.
    if (this.#runs.get(run.job) !== run) return
    this.#runs.delete(run.job)
    if (jobs.isOpen(run.job)) ending.cancel(run.job, failures.add(now, jobs.id[run.job]!, NONE, REPLACED))
  }
}

function rulesOf({ cron, timezone, concurrency = 'allow', startingDeadline }: CronJobSpec): CronJobRules {
  return {
    schedule: parseCronSchedule(cron, 'cron'),
    zone: timezone === undefined ? UTC : zoneOf(timezone, 'timezone'),
    concurrencyPolicy: POLICIES[concurrency],
    startingDeadline: startingDeadline ?? NEVER,
    suspend: false,
  }
}
