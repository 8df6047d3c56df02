/**
 * All runs that have not ended, and what a trigger does while some are there (JobRunServiceActor.scala, b6d5102 to de4174d).
 */
import type { Time } from '../../sim/engine/time.ts'
import type { Flags } from './era.ts'
import type { Job } from './job.ts'
import { Run, type RunDesk, type RunEnd, type RunStatus } from './run.ts'
import type { Schedule } from './schedule.ts'

/** What counts of a schedule when its time has come. */
export type Trigger = Pick<Schedule, 'concurrencyPolicy' | 'startingDeadline'>

export class Runs {
  readonly #flags: Flags
  readonly #desk: RunDesk
  readonly #active = new Map<string, Run>()
  readonly #counts = new Map<string, number>()
  #made = 0
  #skipped = 0

  /** @param desk hears of every run; a run that has ended is out of the registry when the desk hears it */
  constructor(flags: Flags, desk: RunDesk) {
    this.#flags = flags
    this.#desk = {
      queue: run => desk.queue(run),
      purge: run => desk.purge(run),
      kill: (run, task) => desk.kill(run, task),
      updated: run => desk.updated(run),
      ended: (run, end) => this.#ended(run, end, desk),
    }
  }

  get active(): Iterable<Run> {
    return this.#active.values()
  }

  /** How many runs of a job have not ended. */
  activeOf(jobId: string): number {
    return this.#counts.get(jobId) ?? 0
  }

  /** Triggers that a concurrency policy forbade. */
  get skipped(): number {
    return this.#skipped
  }

  /**
   * A run, which waits for `created` before it does anything; null where the policy of its schedule forbids it.
   *
   * @param schedule what triggers it; null for a start by hand or by a dependency, which no policy forbids
   */
  trigger(job: Job, schedule: Trigger | null, now: Time): Run | null {
    const forbids = schedule?.concurrencyPolicy === 'FORBID' && this.#flags.obeysSchedules
    if (forbids && this.activeOf(job.id) > 0) {
      this.#skipped += 1
      return null
    }
    this.#made += 1
    const deadline = this.#flags.obeysSchedules ? (schedule?.startingDeadline ?? null) : null
    return this.#register(new Run(`${job.id}.${this.#made}`, job, now, deadline, this.#desk))
  }

  /** A run that the store remembers, with the deadline of its start if it has one. */
  restore(id: string, job: Job, createdAt: Time, startingDeadline: Time | null, status: RunStatus): Run {
    return this.#register(new Run(id, job, createdAt, startingDeadline, this.#desk, status))
  }

  #register(run: Run): Run {
    this.#active.set(run.id, run)
    this.#counts.set(run.job.id, this.activeOf(run.job.id) + 1)
    return run
  }

  #ended(run: Run, end: RunEnd, desk: RunDesk): void {
    this.#active.delete(run.id)
    this.#counts.set(run.job.id, this.activeOf(run.job.id) - 1)
    desk.ended(run, end)
  }
}
