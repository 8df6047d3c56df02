/**
 * How Chronos 3 turns schedules into tasks: a job whose time has come runs once, and its schedule is moved past the present,
 * whatever that leaves out (JobScheduler.scala and JobUtils.scala, c1348dd).
 */
import { SECOND, type Time } from '../../sim/engine/time.ts'
import { hasMonths, plus, standardLength } from '../calendar/period.ts'
import type { Instant } from '../calendar/zone.ts'
import { ENDLESS, type Repeat } from './repeat.ts'

export interface Scheduled {
  readonly repeat: Repeat
  readonly disabled: boolean
}

function canRun({ repeat, disabled }: Scheduled): boolean {
  return !disabled && repeat.repetitions !== 0
}

export function isDue(job: Scheduled, now: Instant): boolean {
  return canRun(job) && job.repeat.start < now
}

/** Jobs in the order in which they run when several are due: whose time came first, then as they are written. */
export function byTime<J extends Scheduled>(jobs: readonly J[]): J[] {
  return [...jobs].sort((one, other) => one.repeat.start - other.repeat.start)
}

/** 0 when one is due, null when none will ever be. */
export function timeUntilNext(jobs: Iterable<Scheduled>, now: Instant): Time | null {
  let least: Time | null = null
  for (const job of jobs) {
    if (!canRun(job)) continue
    const wait = Math.max(0, job.repeat.start - now)
    if (least === null || wait < least) least = wait
  }
  return least
}

/**
 * The schedule of a job that has run: its next time is after now, and one repetition is gone, however many times were left
 * out. How many those are is counted in whole seconds; of months and years, in the length of the period from now on.
 *
 * R0 less one is what Chronos stores for a schedule without end; so it becomes one.
 */
export function skipForward(repeat: Repeat, now: Instant): Repeat {
  const { start, period, zone, repetitions } = repeat
  const length = hasMonths(period) ? plus(now, period, zone) - now : standardLength(period)!
  const perSkip = Math.floor(length / SECOND)
  const isBehind = start < now && perSkip > 0
  const skips = isBehind ? Math.floor(Math.floor((now - start) / SECOND) / perSkip) + 1 : 0
  return {
    ...repeat,
    start: plus(start, period, zone, skips),
    repetitions: repetitions === ENDLESS ? ENDLESS : repetitions - 1,
  }
}
