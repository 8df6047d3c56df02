/**
 * How Chronos 2.4 turns schedules into tasks: every now and then it queues, ahead of time, what falls due up to a horizon, and
 * skips what is too late (JobScheduler.scala and JobUtils.scala, 2.4.0).
 */
import type { Time } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { plus, standardLength } from '../calendar/period.ts'
import type { Instant } from '../calendar/zone.ts'
import { ENDLESS, formatRepeat, type Repeat, repeatFault, tailOf } from './repeat.ts'

export interface Window {
  /** A task that is as late as this, or later, is skipped. */
  readonly epsilon: Time
  /** A task that is as far ahead as this, or farther, waits. */
  readonly horizon: Time
}

/** One look at a schedule. */
export interface Look {
  /** The task that is to be queued now, for its own time. */
  readonly due: Instant | null
  /** What is left; null when the schedule is done. */
  readonly rest: Repeat | null
  readonly skipped: number
}

export function nextDue(repeat: Repeat, now: Instant, { epsilon, horizon }: Window): Look {
  let rest: Repeat | null = repeat
  let skipped = 0
  while (rest !== null && rest.repetitions !== 0) {
    if (rest.start > now - epsilon && rest.start < now + horizon)
      return { due: rest.start, rest: tailOf(rest), skipped }
    // At `now` exactly, and outside a window of no width, it waits.
    if (rest.start >= now) return { due: null, rest, skipped }
    const jump = skippable(rest, now - epsilon)
    skipped += jump.times
    rest = jump.rest
  }
  return { due: null, rest: null, skipped }
}

/** All looks of one moment: what is to be queued, and what is left of the schedule, null when it is done. */
export function iteration(
  repeat: Repeat,
  now: Instant,
  window: Window,
): { due: Instant[]; rest: Repeat | null; skipped: number } {
  const due: Instant[] = []
  let skipped = 0
  let rest: Repeat | null = repeat
  while (rest !== null) {
    const look = nextDue(rest, now, window)
    skipped += look.skipped
    rest = look.rest
    if (look.due === null) break
    due.push(look.due)
  }
  return { due, rest: rest?.repetitions === 0 ? null : rest, skipped }
}

/** A job that is registered: times that are more than epsilon ago are passed over. Null when none is left. */
export function skipMissed(repeat: Repeat, now: Instant, epsilon: Time): Repeat | null {
  let rest: Repeat | null = repeat
  while (rest !== null && rest.start + epsilon < now) rest = skippable(rest, now - epsilon - 1).rest
  return rest
}

/**
 * One time less, or as many at once as lie at or before a moment, where they are evenly apart.
 *
 * @throws SwitchyardError for a schedule that never moves on.
 */
function skippable(repeat: Repeat, upTo: Instant): { rest: Repeat | null; times: number } {
  if (repeatFault(repeat) !== null && repeat.repetitions === ENDLESS)
    throw new SwitchyardError(`The schedule ${formatRepeat(repeat)} is one ${repeatFault(repeat)}.`)
  const { start, period, zone, repetitions } = repeat
  const length = standardLength(period)
  const isEven = length !== undefined && length > 0 && zone.changeAfter(start) === null
  const wanted = isEven ? Math.floor((upTo - start) / length) + 1 : 1
  const times = repetitions === ENDLESS ? wanted : Math.min(wanted, repetitions)
  if (times <= 1) return { rest: tailOf(repeat), times: 1 }
  return {
    rest: {
      ...repeat,
      repetitions: repetitions === ENDLESS ? ENDLESS : repetitions - times,
      start: plus(start, period, zone, times),
    },
    times,
  }
}
