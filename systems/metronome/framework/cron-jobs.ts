/**
 * Jobs by the clock in a simulation: their timers, and the jobs of the cluster that their triggers make.
 */
import type { Random } from '../../../sim/chance/random.ts'
import type { Cluster } from '../../../sim/cluster.ts'
import { NEVER, type Time } from '../../../sim/engine/time.ts'
import { JobBatch } from '../../../sim/world/batch.ts'
import type { FrameworkId, JobId } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
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
  readonly #framework: FrameworkId
  readonly #jobs: readonly Timed[]
  readonly #startsAt: Instant
  readonly #jobClass: number
  readonly #luck: Random
  readonly #batch = new JobBatch(1)
  readonly #fires: number
  #made = 0

  /**
   * @param startsAt where the clocks stand at time 0
   * @param jobClass that the jobs are counted with
   * @param fired a trigger: whoever hears it makes a run, or does not
   */
  constructor(
    cluster: Cluster,
    framework: FrameworkId,
    jobs: readonly CronJob[],
    startsAt: Instant,
    jobClass: number,
    fired: (job: CronJob) => void,
  ) {
    this.#cluster = cluster
    this.#framework = framework
    this.#jobs = jobs.map(job => ({ ...job, timer: null }))
    this.#startsAt = startsAt
    this.#jobClass = jobClass
    this.#luck = cluster.streams.stream(`metronome/${cluster.frameworks.names[framework]}/cron`)
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

  /** The job of the cluster that is the run of a trigger. */
  submit({ spec }: CronJob): JobId {
    const { jobs, probes, recorder, now } = this.#cluster
    if (now >= recorder.warmup) recorder.openWindow(now)
    const batch = this.#batch
    batch.clear()
    const row = batch.add(now, spec.duration)
    const { cpuMilli, memoryMiB, meanTimeToFailure = NEVER } = spec
    batch.id[row] = ++this.#made
    batch.jobClass[row] = this.#jobClass
    batch.cpuMilli[row] = cpuMilli
    batch.memoryMiB[row] = memoryMiB
    batch.meanTimeToFailure[row] = meanTimeToFailure
    // Each has its turn in the stream, so that others keep their luck when one is set never to fail.
    const luck = this.#luck.below(2 ** 31)
    const job = jobs.add(
      batch,
      row,
      this.#framework,
      meanTimeToFailure === NEVER ? 0 : luck,
      TaskState.Waiting,
    )
    probes.jobArrived(job, now as Time)
    return job
  }
}
