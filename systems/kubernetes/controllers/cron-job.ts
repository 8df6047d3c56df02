/**
 * A CronJob: when it starts a Job, and when it does not (Kubernetes, pkg/controller/cronjob/cronjob_controllerv2.go and utils.go,
 * v1.34).
 */
import { MILLISECOND, type Time } from '../../../sim/engine/time.ts'
import type { Instant, Zone } from '../../calendar/zone.ts'
import type { CronJob } from '../objects/cron-job.ts'
import type { CronSchedule } from './cron-schedule.ts'

/** The controller looks so long after a time of the schedule, lest its clock be behind. */
export const NEXT_SCHEDULE_DELTA: Time = 100 * MILLISECOND

export interface CronJobRules extends Pick<CronJob, 'concurrencyPolicy' | 'startingDeadline' | 'suspend'> {
  readonly schedule: CronSchedule
  readonly zone: Zone
}

/** What a CronJob asks for; `J` is a Job that it started. */
export interface CronJobControl<J> {
  start(scheduledAt: Instant): J
  /** The Job and its pods are to go. */
  delete(job: J): void
}

export interface CronSync {
  /** When to call again though nothing happens; null: there is no more time in the schedule, or it is suspended. */
  readonly next: Instant | null
  /** Times of the schedule that are known since this sync to have passed for good without a Job. */
  readonly missed: number
}

export class CronJobController<J> {
  readonly #rules: CronJobRules
  readonly #control: CronJobControl<J>
  readonly #active = new Set<J>()
  /** When it was made, or the time of the schedule for which it started a Job last. */
  #lastSchedule: Instant
  /** The last time of the schedule that was counted as missed, or as started. */
  #settledUntil: Instant

  constructor(rules: CronJobRules, control: CronJobControl<J>, createdAt: Instant) {
    this.#rules = rules
    this.#control = control
    this.#lastSchedule = createdAt
    this.#settledUntil = createdAt
  }

  get active(): number {
    return this.#active.size
  }

  /** A Job of it has finished. A sync follows: one that was forbidden beside it may be started now. */
  finished(job: J): void {
    this.#active.delete(job)
  }

  /** Starts a Job for the last time of the schedule that has passed without one, if that may be. Times before it are missed. */
  sync(now: Instant): CronSync {
    const { suspend, concurrencyPolicy } = this.#rules
    if (suspend) return { next: null, missed: 0 }
    const { due, missed } = this.#settle(now)
    const next = this.#next(now)
    if (due === null || (concurrencyPolicy === 'Forbid' && this.#active.size > 0)) return { next, missed }
    if (concurrencyPolicy === 'Replace')
      for (const job of [...this.#active]) {
        this.#active.delete(job)
        this.#control.delete(job)
      }
    this.#lastSchedule = due
    this.#settledUntil = due
    this.#active.add(this.#control.start(due))
    return { next, missed }
  }

  /** The last time of the schedule that has come, if it is not too late for it; what lies before is missed. */
  #settle(now: Instant): { readonly due: Instant | null; readonly missed: number } {
    const { schedule, zone, startingDeadline } = this.#rules
    let due: Instant | null = null
    let missed = 0
    let at = schedule.next(Math.max(this.#lastSchedule, this.#settledUntil), zone)
    for (; at !== null && at <= now; at = schedule.next(at, zone)) {
      if (due !== null) {
        missed++
        this.#settledUntil = due
      }
      due = at
    }
    if (due === null) return { due, missed }
    if (due > now - startingDeadline) return { due: this.#isFound(due, now) ? due : null, missed }
    this.#settledUntil = due
    return { due: null, missed: missed + 1 }
  }

  /**
   * The controller does not go through all times that have passed: it steps ahead by the distance of the first two, and looks
   * from there. Where later ones are further apart it finds none, and starts nothing until the next comes.
   */
  #isFound(due: Instant, now: Instant): boolean {
    const { schedule, zone, startingDeadline } = this.#rules
    const first = schedule.next(Math.max(this.#lastSchedule, now - startingDeadline), zone)!
    const second = schedule.next(first, zone)
    if (second === null || second > now) return true
    const distance = second - first
    return due > first + (Math.floor((now - first) / distance) - 1) * distance
  }

  #next(now: Instant): Instant | null {
    const at = this.#rules.schedule.next(now, this.#rules.zone)
    return at === null ? null : at + NEXT_SCHEDULE_DELTA
  }
}
