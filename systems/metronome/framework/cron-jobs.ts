/**
 * Jobs that Metronome starts itself in a simulation: by the clock, after others of them, or once.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { Instant } from '../../calendar/zone.ts'
import type { OwnRun } from '../../own-jobs.ts'
import { DependencyTrigger } from '../dependencies.ts'
import type { Job } from '../job.ts'
import type { RunStatus } from '../run.ts'
import { ScheduleTimer } from '../schedule.ts'

/** A job as Metronome defines it and as its tasks are. */
export interface CronJob {
  readonly definition: Job
  readonly spec: OwnRun
}

interface Timed extends CronJob {
  timer: ScheduleTimer | null
  /** Of one that runs after others. */
  trigger: DependencyTrigger | null
}

export class CronJobs {
  readonly #cluster: Cluster
  readonly #jobs: readonly Timed[]
  readonly #startsAt: Instant
  readonly #fires: number
  readonly #fired: (job: CronJob) => void

  /**
   * @param startsAt where the clocks stand at time 0
   * @param fired a trigger: whoever hears it makes a run, or does not
   */
  constructor(cluster: Cluster, jobs: readonly CronJob[], startsAt: Instant, fired: (job: CronJob) => void) {
    this.#cluster = cluster
    this.#jobs = jobs.map(job => ({ ...job, timer: null, trigger: null }))
    this.#fired = fired
    this.#startsAt = startsAt
    this.#fires = cluster.engine.on((index, generation) => {
      const job = this.#jobs[index]!
      if (job.timer === null || generation !== this.#begun) return
      job.timer.fired(this.#now)
      this.#set(index)
      fired(job)
    })
  }

  get #now(): Instant {
    return this.#startsAt + this.#cluster.now
  }

  /** Grows when timers begin anew, so that those that were set before are known. */
  #begun = 0

  /** Metronome is there, with nothing planned: what was missed is missed. The first time it is told to start what runs once. */
  begin(): void {
    this.#begun++
    for (const [index, job] of this.#jobs.entries()) {
      const { schedule, dependencies } = job.definition
      job.timer = new ScheduleTimer(schedule, this.#now)
      this.#set(index)
      // What parents have done is remembered nowhere.
      if (dependencies.length > 0) job.trigger = new DependencyTrigger(job.definition)
      else if (schedule === null && this.#begun === 1) this.#setAt(this.#cluster.now, index)
    }
  }

  /** Metronome is gone, and its timers with it. */
  stop(): void {
    for (const job of this.#jobs) {
      job.timer = null
      job.trigger = null
    }
  }

  #set(index: number): void {
    const at = this.#jobs[index]!.timer!.firesAt
    if (at !== null) this.#setAt(at - this.#startsAt, index)
  }

  #setAt(time: Time, index: number): void {
    this.#cluster.engine.at(time, this.#fires, index, this.#begun)
  }

  /** How a run of a job is: of one of these, others that depend on it are started when it lets them. */
  runChanged(definition: Job, status: RunStatus): void {
    if (!this.#jobs.some(job => job.definition === definition)) return
    const { now } = this.#cluster
    for (const job of this.#jobs) {
      if (job.trigger === null || !job.trigger.runChanged(definition.id, status, now)) continue
      job.trigger.started(now)
      this.#fired(job)
    }
  }
}
