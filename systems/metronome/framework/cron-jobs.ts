/**
 * Timers of jobs by the clock in a simulation.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { Instant } from '../../calendar/zone.ts'
import type { Job } from '../job.ts'
import { ScheduleTimer } from '../schedule.ts'
import type { CronJobSpec } from '../spec.ts'

/** A job by the clock, as Metronome defines it and as its tasks are. */
export interface CronJob {
  readonly definition: Job
  readonly spec: CronJobSpec
}

interface Timed extends CronJob {
  timer: ScheduleTimer | null
}

export class CronJobs {
  readonly #cluster: Cluster
  readonly #jobs: readonly Timed[]
  readonly #startsAt: Instant
  readonly #fires: number

  /**
   * @param startsAt where the clocks stand at time 0
   * @param fired a trigger: whoever hears it makes a run, or does not
   */
  constructor(cluster: Cluster, jobs: readonly CronJob[], startsAt: Instant, fired: (job: CronJob) => void) {
    this.#cluster = cluster
    this.#jobs = jobs.map(job => ({ ...job, timer: null }))
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

  /** Metronome is there, with nothing planned: what was missed is missed. */
  begin(): void {
    this.#begun++
    for (const [index, job] of this.#jobs.entries()) {
      job.timer = new ScheduleTimer(job.definition.schedule, this.#now)
      this.#set(index)
    }
  }

  /** Metronome is gone, and its timers with it. */
  stop(): void {
    for (const job of this.#jobs) job.timer = null
  }

  #set(index: number): void {
    const at = this.#jobs[index]!.timer!.firesAt
    if (at !== null) this.#cluster.engine.at(at - this.#startsAt, this.#fires, index, this.#begun)
  }
}
