/**
 * Schedules of jobs by the clock in a simulation, as each era keeps them.
 */
import type { Engine } from '../../../sim/engine/engine.ts'
import { MICROSECOND, type Time } from '../../../sim/engine/time.ts'
import type { Instant } from '../../calendar/zone.ts'
import type { OwnRun } from '../../own-jobs.ts'
import { byTime, isDue, skipForward, timeUntilNext } from '../due-jobs.ts'
import type { Flags } from '../era.ts'
import { iteration, skipMissed } from '../horizon.ts'
import type { Job } from '../job.ts'
import { ENDLESS, type Repeat } from '../repeat.ts'

export interface RepeatedJob {
  readonly definition: Job
  readonly spec: OwnRun
}

/** Hears what falls due, and what is too late. */
export interface RepeatListener {
  due(job: RepeatedJob, at: Instant): void
  skipped(times: number): void
}

interface Kept extends RepeatedJob {
  /** What is left of its schedule, as it is stored; null when nothing is. */
  repeat: Repeat | null
}

interface Planned {
  readonly job: Kept
  readonly at: Instant
}

export class RepeatedJobs {
  readonly #engine: Engine
  readonly #flags: Flags
  readonly #startsAt: Instant
  readonly #listener: RepeatListener
  readonly #jobs: readonly Kept[]
  readonly #looks: number
  readonly #dues: number
  /** 2.4: tasks that are queued when their time comes, as they are stored, by number. */
  readonly #planned = new Map<number, Planned>()
  #plans = 0
  /** Grows when Chronos comes or goes, so that timers that were set before are known. */
  #life = 0

  /**
   * @param jobs those that depend on others are left out: these have no schedule
   * @param startsAt where the clocks stand at time 0
   */
  constructor(
    engine: Engine,
    jobs: readonly RepeatedJob[],
    flags: Flags,
    startsAt: Instant,
    listener: RepeatListener,
  ) {
    this.#engine = engine
    this.#flags = flags
    this.#startsAt = startsAt
    this.#listener = listener
    const clocked = jobs.filter(({ definition }) => definition.runs.by === 'schedule')
    this.#jobs = clocked.map(job => ({ ...job, repeat: repeatOf(job.definition) }))
    this.#looks = engine.on(life => {
      if (life === this.#life) this.#look()
    })
    this.#dues = engine.on((number, life) => {
      if (life !== this.#life) return
      const { job, at } = this.#planned.get(number)!
      this.#planned.delete(number)
      this.#listener.due(job, at)
    })
  }

  /** Whether no time is left in the schedule of a job. */
  isExhausted(definition: Job): boolean {
    const kept = this.#jobs.find(job => job.definition === definition)
    return kept !== undefined && (kept.repeat === null || kept.repeat.repetitions === 0)
  }

  /** Chronos is there, with the schedules and the planned tasks that it had stored. */
  begin(): void {
    this.#life++
    if (this.#flags.era === '2.4') {
      this.#loadPlanned()
      for (const job of this.#jobs) {
        const before = job.repeat
        job.repeat = before && skipMissed(before, this.#now, job.definition.epsilon)
        this.#listener.skipped(timesBetween(before, job.repeat))
      }
    }
    this.#look()
  }

  /** What is planned keeps its time; what has become due runs at once, and what is too late does not (TaskUtils.loadTasks). */
  #loadPlanned(): void {
    for (const [number, { job, at }] of this.#planned) {
      const isTooLate = at + job.definition.epsilon <= this.#now
      if (!isTooLate)
        this.#engine.at(Math.max(this.#engine.now, at - this.#startsAt), this.#dues, number, this.#life)
      else {
        this.#planned.delete(number)
        this.#listener.skipped(1)
      }
    }
  }

  /** Chronos is gone, and with it what it had planned. */
  stop(): void {
    this.#life++
  }

  get #now(): Instant {
    return this.#startsAt + this.#engine.now
  }

  #look(): void {
    if (this.#flags.era === '2.4') this.#lookAhead()
    else this.#runDue()
  }

  /** 2.4 plans what falls due up to the horizon, and looks again after it. */
  #lookAhead(): void {
    const { scheduleHorizon: horizon } = this.#flags
    let isAnyLeft = false
    for (const job of this.#jobs) {
      if (job.repeat === null) continue
      const { due, rest, skipped } = iteration(job.repeat, this.#now, {
        epsilon: job.definition.epsilon,
        horizon,
      })
      this.#listener.skipped(skipped)
      job.repeat = rest
      isAnyLeft ||= rest !== null
      for (const at of due) {
        const time = Math.max(this.#engine.now, at - this.#startsAt)
        this.#planned.set(this.#plans, { job, at })
        this.#engine.at(time, this.#dues, this.#plans++, this.#life)
      }
    }
    if (isAnyLeft) this.#engine.at(this.#engine.now + horizon, this.#looks, this.#life, 0)
  }

  /** 3.x runs what is due, moves its schedule past the present, and sleeps until the next time is over. */
  #runDue(): void {
    for (const { job, repeat } of byTime(this.#scheduled).filter(job => isDue(job, this.#now))) {
      this.#listener.due(job, repeat.start)
      job.repeat = skipForward(repeat, this.#now)
    }
    const wait: Time | null = timeUntilNext(this.#scheduled, this.#now)
    // A job is due when its time is over, not when it comes.
    if (wait !== null) this.#engine.at(this.#engine.now + wait + MICROSECOND, this.#looks, this.#life, 0)
  }

  get #scheduled() {
    return this.#jobs.flatMap(job =>
      job.repeat === null ? [] : [{ job, repeat: job.repeat, disabled: job.definition.disabled }],
    )
  }
}

function repeatOf({ runs }: Job): Repeat | null {
  return runs.by === 'schedule' ? runs.repeat : null
}

/** How many times were passed over; of an endless schedule that is not kept, and counts as none. */
function timesBetween(before: Repeat | null, after: Repeat | null): number {
  if (before === null || before.repetitions === ENDLESS) return 0
  return before.repetitions - (after?.repetitions ?? 0)
}
