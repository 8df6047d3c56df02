/**
 * When a job of Metronome runs by itself (ScheduleSpec.scala and JobSpecSchedulerActor.scala, de4174d).
 */
import { SECOND, type Time } from '../../sim/engine/time.ts'
import type { Instant, Zone } from '../calendar/zone.ts'
import type { Cron } from './cron.ts'

/** ALLOW starts a run at every trigger, FORBID none while another is active. 0.1 accepts them, and REPLACE, without obeying. */
export const concurrencyPolicies = ['ALLOW', 'FORBID', 'REPLACE'] as const
export type ConcurrencyPolicy = (typeof concurrencyPolicies)[number]

export interface Schedule {
  readonly id: string
  readonly cron: Cron
  readonly zone: Zone
  /** A scheduled run that has not begun so long after its creation is given up. */
  readonly startingDeadline: Time
  readonly concurrencyPolicy: ConcurrencyPolicy
  readonly enabled: boolean
}

/** `startingDeadlineSeconds` of a definition that does not say. */
export const STARTING_DEADLINE: Time = 900 * SECOND

/** The shortest wait of the timer. */
const SHORTEST_WAIT: Time = 60 * SECOND

/**
 * The timer of one job. Each time is the next after the last one that was planned, not after the moment at which the timer
 * went off; and no wait is shorter than a minute, so that a late start stays late.
 */
export class ScheduleTimer {
  #schedule: Schedule | null
  #scheduledAt: Instant | null = null
  #firesAt: Instant | null = null

  constructor(schedule: Schedule | null, now: Instant) {
    this.#schedule = schedule
    this.#plan(now, now)
  }

  /** The time that is planned next. */
  get scheduledAt(): Instant | null {
    return this.#scheduledAt
  }

  /** When the timer goes off; null while nothing is planned. */
  get firesAt(): Instant | null {
    return this.#firesAt
  }

  /** The timer went off, or the job was started by hand in its place. */
  fired(now: Instant): void {
    this.#plan(this.#scheduledAt ?? now, now)
  }

  /** The job was changed: what was planned is forgotten. */
  update(schedule: Schedule | null, now: Instant): void {
    this.#schedule = schedule
    this.#plan(now, now)
  }

  #plan(after: Instant, now: Instant): void {
    const schedule = this.#schedule
    this.#scheduledAt = schedule?.enabled ? schedule.cron.next(after, schedule.zone) : null
    if (this.#scheduledAt === null) {
      this.#firesAt = null
      return
    }
    // Whole seconds are waited, at least a minute.
    const wait = Math.floor((this.#scheduledAt - now) / SECOND) * SECOND
    this.#firesAt = now + Math.max(SHORTEST_WAIT, wait)
  }
}
