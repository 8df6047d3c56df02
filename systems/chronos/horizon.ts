/**
 * How Chronos 2.4 turns schedules into tasks: every now and then it queues, ahead of time, what falls due up to a horizon, and
 * skips what is too late (JobScheduler.scala and JobUtils.scala, 2.4.0).
 */
import { inSeconds, type Time } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { hasDays, plus, standardLength } from '../calendar/period.ts'
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

/** As many tasks as one look may queue of a schedule; more are a slip of the keyboard, and would fill any memory. */
const MOST_DUE = 250_000

/** @throws SwitchyardError for a schedule that never moves on. */
export function nextDue(repeat: Repeat, now: Instant, window: Window): Look {
  requireForward(repeat)
  return look(repeat, now, window)
}

function look(repeat: Repeat, now: Instant, { epsilon, horizon }: Window): Look {
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

/**
 * All looks of one moment: what is to be queued, and what is left of the schedule, null when it is done.
 *
 * @throws SwitchyardError for a schedule that never moves on, and for one that has more than 250 000 times in the window.
 */
export function iteration(
  repeat: Repeat,
  now: Instant,
  window: Window,
): { due: Instant[]; rest: Repeat | null; skipped: number } {
  requireForward(repeat)
  const due: Instant[] = []
  let skipped = 0
  let rest: Repeat | null = repeat
  while (rest !== null) {
    const found = look(rest, now, window)
    skipped += found.skipped
    rest = found.rest
    if (found.due === null) break
    if (due.length === MOST_DUE)
      throw new SwitchyardError(
        `The schedule ${formatRepeat(repeat)} has more than ${MOST_DUE} times up to the schedule horizon of ` +
          `${inSeconds(window.horizon)} s; lengthen its period, or shorten the horizon.`,
      )
    due.push(found.due)
  }
  return { due, rest: rest?.repetitions === 0 ? null : rest, skipped }
}

/** A job that is registered: times that are more than epsilon ago are passed over. Null when none is left. Errors as of nextDue. */
export function skipMissed(repeat: Repeat, now: Instant, epsilon: Time): Repeat | null {
  requireForward(repeat)
  let rest: Repeat | null = repeat
  while (rest !== null && rest.start + epsilon < now) rest = skippable(rest, now - epsilon - 1).rest
  return rest
}

function requireForward(repeat: Repeat): void {
  const fault = repeat.repetitions === 0 ? null : repeatFault(repeat, '2.4')
  if (fault !== null) throw new SwitchyardError(`The schedule ${formatRepeat(repeat)} is one ${fault}.`)
}

/** One time less, or as many at once as lie at or before a moment, where they are evenly apart. */
function skippable(repeat: Repeat, upTo: Instant): { rest: Repeat | null; times: number } {
  const { start, period, zone, repetitions } = repeat
  const length = standardLength(period)
  const isEven = length !== undefined && length > 0 && (!hasDays(period) || zone.changeAfter(start) === null)
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
