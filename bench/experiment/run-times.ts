/**
 * When runs of a pipeline or cron job begin, from what the experiment says.
 */

import { NEVER, SECOND, type Time } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { parseInstant } from '../../systems/calendar/instant-text.ts'
import { type Instant, UTC, type Zone, zoneOf } from '../../systems/calendar/zone.ts'
import { type Cron, parseCron } from '../../systems/metronome/cron.ts'
import type { DistributionSpec, RunTimes } from '../../workloads/spec.ts'
import { sentence } from './faults.ts'
import type { Path, Report } from './validation.ts'

/** Moments of one schedule that a run can have: one a minute for nearly two years. */
export const MOST_MOMENTS = 1_000_000

/** What the calendar shows where nobody says it: a Monday. */
const BEGINS = '2026-01-05T00:00Z'

/** What an entry says of its runs. */
interface WrittenTimes {
  readonly at?: Time | undefined
  readonly every?: Time | undefined
  readonly schedule?: string | undefined
  readonly zone?: string | undefined
  readonly interarrival?: DistributionSpec | undefined
  readonly runs?: number | undefined
}

/** What the runs go by. */
export interface Clock {
  /** End of submissions; undefined where it has a fault. */
  readonly submitUntil: Time | undefined
  /** What the calendar shows at time 0; undefined where it has a fault. */
  readonly begins: Instant | undefined
  /** Does the experiment have a load? */
  readonly isLoaded: boolean
  readonly report: Report
}

/**
 * The moment that a text names, universal time unless it says otherwise; undefined after reporting what is wrong with it. Only
 * schedules go by it.
 */
export function readBegins(
  text: string | undefined,
  hasSchedule: boolean,
  path: Path,
  report: Report,
): Instant | undefined {
  if (text !== undefined && !hasSchedule) {
    const found = 'what the calendar shows, in a workload without a schedule'
    report(path, sentence({ found, expected: 'a schedule, which goes by it' }), 'key')
  }
  return told(path, report, where => parseInstant(text ?? BEGINS, where))
}

/** Undefined after reporting what is wrong. */
export function runTimes(written: WrittenTimes, place: Path, clock: Clock): RunTimes | undefined {
  const { at, every, schedule, zone, interarrival, runs } = written
  const { report } = clock
  const byClock = [...(at === undefined ? [] : ['at']), ...(every === undefined ? [] : ['every'])]
  const others = [
    ...(schedule === undefined ? [] : ['schedule']),
    ...(interarrival === undefined ? [] : ['interarrival']),
  ]
  if (others.length > 1 || (others.length > 0 && byClock.length > 0)) {
    const found = [...byClock, ...others].join(' and ')
    const expected = 'runs by the clock (at, every), by the calendar (schedule), or at random (interarrival)'
    report(place, sentence({ found, expected, remedy: 'keep one of these ways' }), 'key')
    return undefined
  }
  if (zone !== undefined && schedule === undefined) {
    const found = 'a time zone without a schedule'
    report([...place, 'zone'], sentence({ found, expected: 'a schedule, which goes by it' }), 'key')
    return undefined
  }
  const most = runs === undefined ? {} : { most: runs }
  if (schedule !== undefined) return scheduled(schedule, zone, runs, place, clock)
  if (interarrival === undefined) return fixed(written, place, clock)
  if (runs !== undefined && clock.isLoaded) {
    const found = 'runs beside interarrival and a load'
    const expected = 'no limit: when the runs are over, the load would not be what is asked for'
    report([...place, 'runs'], sentence({ found, expected, remedy: 'delete runs, or load' }), 'key')
    return undefined
  }
  return { kind: 'drawn', interarrival, ...most }
}

function fixed(
  { at: first = 0, every, runs }: WrittenTimes,
  place: Path,
  { submitUntil = NEVER, report }: Clock,
): RunTimes | undefined {
  if (runs !== undefined && runs > 1 && every === undefined) {
    const found = `${runs} runs without every, schedule or interarrival`
    report([...place, 'runs'], sentence({ found, expected: 'how they follow each other' }))
    return undefined
  }
  if (first >= submitUntil) {
    const found = `a first run at ${first / SECOND} s`
    const expected = `one before submissions end, at ${submitUntil / SECOND} s`
    report([...place, 'at'], sentence({ found, expected, remedy: 'set it earlier, or until later' }))
    return undefined
  }
  if (every !== undefined) {
    const moments = Math.min(runs ?? NEVER, Math.ceil((submitUntil - first) / every))
    if (moments > MOST_MOMENTS && moments !== NEVER) {
      const found = `runs that are due ${moments} times until submissions end`
      const remedy = 'let them follow each other more slowly, or set until earlier, or runs'
      report([...place, 'every'], sentence({ found, expected: `at most ${MOST_MOMENTS}`, remedy }))
      return undefined
    }
  }
  return { kind: 'fixed', first, every: every ?? NEVER, ...(runs !== undefined && { most: runs }) }
}

/** Every moment of the schedule from time 0 on, until submissions end. */
function scheduled(
  text: string,
  zoneName: string | undefined,
  runs: number | undefined,
  place: Path,
  { submitUntil, begins, report }: Clock,
): RunTimes | undefined {
  const path = [...place, 'schedule']
  const cron = told(path, report, where => parseCron(text, where))
  const zone =
    zoneName === undefined ? UTC : told([...place, 'zone'], report, where => zoneOf(zoneName, where))
  if (cron === undefined || zone === undefined || begins === undefined || submitUntil === undefined)
    return undefined
  if (submitUntil === NEVER && runs === undefined) {
    const found = 'a schedule in submissions without an end'
    report(path, sentence({ found, expected: 'an end', remedy: 'set until, workload.submit-until, or runs' }))
    return undefined
  }
  const times = momentsOf(cron, zone, begins, submitUntil, runs)
  if (times.length === 0) {
    const found = `${JSON.stringify(text)}, which is never due before submissions end`
    const remedy = 'correct it, set workload.begins, or until later'
    report(path, sentence({ found, expected: 'a schedule that is due', remedy }))
    return undefined
  }
  if (times.length > MOST_MOMENTS) {
    const found = `${JSON.stringify(text)}, which is due more than ${MOST_MOMENTS} times`
    report(path, sentence({ found, expected: 'fewer', remedy: 'set until earlier, or runs' }))
    return undefined
  }
  return { kind: 'listed', times }
}

/** One more than can be had at most, so that it shows. */
export function momentsOf(
  cron: Pick<Cron, 'next'>,
  zone: Zone,
  begins: Instant,
  until: Time,
  most = MOST_MOMENTS + 1,
): Time[] {
  const times: Time[] = []
  // What is due at the start is due.
  let moment = cron.next(begins - 1, zone)
  while (moment !== null && moment - begins < until && times.length < Math.min(most, MOST_MOMENTS + 1)) {
    times.push(moment - begins)
    moment = cron.next(moment, zone)
  }
  return times
}

/** What `read` returns; undefined after reporting its faults, without the place that it names itself. */
function told<T>(path: Path, report: Report, read: (where: string) => T): T | undefined {
  try {
    return read('here')
  } catch (error) {
    if (!(error instanceof SwitchyardError)) throw error
    for (const line of error.message.split('\n')) report(path, line.replace(/^here: /, '').replace(/\.$/, ''))
    return undefined
  }
}
