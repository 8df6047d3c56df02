/**
 * Chronos' cases about schedules: ISO 8601, the horizon of 2.4, the due jobs of 3.x.
 */
import { inSeconds, SECOND } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { dayOf, splitWall } from '../../systems/calendar/civil.ts'
import { formatInstant, parseInstant } from '../../systems/calendar/instant-text.ts'
import { formatPeriod } from '../../systems/calendar/period.ts'
import type { Instant } from '../../systems/calendar/zone.ts'
import { byTime, isDue, type Scheduled, skipForward, timeUntilNext } from '../../systems/chronos/due-jobs.ts'
import { iteration, nextDue, type Window } from '../../systems/chronos/horizon.ts'
import { ENDLESS, formatRepeat, parseRepeat, type Repeat, tailOf } from '../../systems/chronos/repeat.ts'
import { type Json, requireKnown, timeOf } from '../marathon/case-reader.ts'

/** Stands for the present where a case names none. */
const PRESENT = '2018-01-01T00:00:00Z'

const nowOf = (input: Json): Instant => parseInstant((input['now'] ?? PRESENT) as string, 'now')

function repeatOf(input: Json): Repeat {
  const zone = (input['scheduleTimeZone'] ?? '') as string
  return parseRepeat(input['schedule'] as string, zone, nowOf(input), 'schedule')
}

/** `{schedule, scheduleTimeZone}`: its three parts. The start may be said against the present: `now-1s`. */
export function scheduleParsed(input: Json): unknown {
  requireKnown(input, ['op', 'schedule', 'scheduleTimeZone', 'now'], 'input')
  try {
    const { repetitions, start, period } = repeatOf(input)
    const relative = (input['schedule'] as string).split('/')[1] === ''
    const shown = relative ? `now-${inSeconds(nowOf(input) - start)}s` : formatInstant(start)
    return { valid: true, repetitions, start: shown, period: formatPeriod(period) }
  } catch (error) {
    if (error instanceof SwitchyardError) return { valid: false }
    throw error
  }
}

/** As many are written down one by one. */
const MOST_TAILS = 100_000

/** `{schedule}`: what is left after each time; of an endless one as many as are asked for. */
export function tailsOf(input: Json, expected: Json): unknown {
  requireKnown(input, ['op', 'schedule', 'scheduleTimeZone'], 'input')
  const asked = Array.isArray(expected['tails']) ? expected['tails'].length : 1
  const tails: string[] = []
  let rest: Repeat | null = repeatOf(input)
  if (rest.repetitions > MOST_TAILS)
    throw new SwitchyardError(
      `The case has ${rest.repetitions} repetitions, expected ${MOST_TAILS} at most; correct it.`,
    )
  const limit = rest.repetitions === ENDLESS ? asked : Number.POSITIVE_INFINITY
  while (tails.length < limit) {
    rest = tailOf(rest)
    if (rest === null) break
    tails.push(formatRepeat(rest))
  }
  return { tails, end: rest === null }
}

const windowFields = ['op', 'now', 'schedule', 'scheduleTimeZone', 'epsilonSeconds', 'horizonSeconds']

const windowOf = (input: Json): Window => ({
  epsilon: timeOf(input['epsilonSeconds']),
  horizon: timeOf(input['horizonSeconds']),
})

/** One look of 2.4 at a schedule. */
export function lookAt(input: Json): unknown {
  requireKnown(input, windowFields, 'input')
  const { due, rest, skipped } = nextDue(repeatOf(input), nowOf(input), windowOf(input))
  return { due: shown(due), rest: rest === null ? null : formatRepeat(rest), skippedCount: skipped }
}

/** All looks of one moment. */
export function iterationAt(input: Json): unknown {
  requireKnown(input, windowFields, 'input')
  const { due, rest, skipped } = iteration(repeatOf(input), nowOf(input), windowOf(input))
  return {
    scheduledCount: due.length,
    remainingSchedule: rest === null ? null : formatRepeat(rest),
    skippedCount: skipped,
    due: due.map(shown),
  }
}

function scheduledJobs(input: Json): (Scheduled & { readonly name: string })[] {
  return (input['jobs'] as Json[]).map(job => {
    requireKnown(job, ['name', 'schedule', 'scheduleTimeZone', 'disabled'], 'job')
    const repeat = repeatOf({ ...job, now: input['now'] ?? PRESENT })
    return { name: job['name'] as string, repeat, disabled: job['disabled'] === true }
  })
}

/** `{now, jobs}`: who runs at once in 3.x. */
export function jobsSplit(input: Json): unknown {
  requireKnown(input, ['op', 'now', 'jobs'], 'input')
  const jobs = byTime(scheduledJobs(input))
  const names = (due: boolean) => jobs.filter(job => isDue(job, nowOf(input)) === due).map(({ name }) => name)
  return { run: names(true), wait: names(false) }
}

export function waitForNext(input: Json): unknown {
  requireKnown(input, ['op', 'now', 'jobs'], 'input')
  const wait = timeUntilNext(scheduledJobs(input), nowOf(input))
  return { seconds: wait === null ? null : wait / SECOND }
}

/** `{now, schedule}`: the schedule of 3.x after a run. */
export function scheduleSkipped(input: Json): unknown {
  requireKnown(input, ['op', 'now', 'schedule', 'scheduleTimeZone'], 'input')
  const moved = skipForward(repeatOf(input), nowOf(input))
  const { number } = splitWall(moved.zone.wallAt(moved.start))
  return {
    schedule: formatRepeat(moved),
    dayOfMonth: dayOf(number).day,
    afterNow: moved.start > nowOf(input),
  }
}

function shown(instant: Instant | null): string | null {
  return instant === null ? null : formatInstant(instant)
}
