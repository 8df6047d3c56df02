/**
 * Schedules of CronJobs (github.com/robfig/cron v3.0.1, ParseStandard and SpecSchedule.Next, which the controller uses).
 *
 * They differ from those of Metronome: a day fits when either the day of the month or that of the week does, where both are
 * given; a time that a spring day leaves out is left out, and one that an autumn day has twice comes twice.
 */
import { HOUR, MILLISECOND, MINUTE, SECOND, type Time } from '../../../sim/engine/time.ts'
import { SwitchyardError } from '../../../sim/errors.ts'
import { dayNumber, daysIn, weekday } from '../../calendar/civil.ts'
import { type CronField, type FieldKind, MONTHS, parseField, WEEKDAYS } from '../../calendar/cron-field.ts'
import { type CronWalls, nextShown } from '../../calendar/cron-walls.ts'
import type { Instant, Zone } from '../../calendar/zone.ts'

const fieldKinds: readonly FieldKind[] = [
  { name: 'minute', min: 0, max: 59, names: [], counts: null },
  { name: 'hour', min: 0, max: 23, names: [], counts: null },
  { name: 'day of the month', min: 1, max: 31, names: [], counts: null },
  { name: 'month', min: 1, max: 12, names: MONTHS, counts: null },
  // 7 is no Sunday here.
  { name: 'day of the week', min: 0, max: 6, names: WEEKDAYS, counts: null },
]

const descriptors: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
])

export interface CronSchedule {
  /** The first moment after another at which it fires; null when there is none up to the end of 2099. */
  next(after: Instant, zone: Zone): Instant | null
}

/**
 * @param where begins each sentence of an error
 * @throws SwitchyardError with a sentence for everything that cannot be read, and for a date that no calendar has.
 */
export function parseCronSchedule(text: string, where: string): CronSchedule {
  const trimmed = text.trim()
  if (/^(TZ|CRON_TZ)=/.test(trimmed))
    throw new SwitchyardError(
      `${where}: found ${JSON.stringify(text)}, expected a schedule without a time zone; write it as timeZone.`,
    )
  if (trimmed.startsWith('@every ')) return every(trimmed.slice('@every '.length).trim(), text, where)
  const fields = (descriptors.get(trimmed) ?? trimmed).split(/\s+/)
  if (fields.length !== fieldKinds.length || trimmed.startsWith('@') !== descriptors.has(trimmed))
    throw new SwitchyardError(
      `${where}: found ${JSON.stringify(text)}, expected 5 fields – minute, hour, day of the month, month, day of the week – or ` +
        `one of ${[...descriptors.keys()].join(', ')}, @every 1h30m; correct the schedule.`,
    )
  const faults: string[] = []
  const walls = wallsOf(fields.map((field, i) => parseField(plain(field), fieldKinds[i]!, faults)))
  const schedule: CronSchedule = { next: (after, zone) => nextShown(walls, after, zone) }
  if (faults.length === 0 && ![2000, 2001].some(year => fires(walls, year)))
    faults.push(
      `found ${JSON.stringify(text)}, whose days are in none of its months, expected a date that comes`,
    )
  if (faults.length > 0)
    throw new SwitchyardError(faults.map(fault => `${where}: ${fault}; correct the schedule.`).join('\n'))
  return schedule
}

/** `?` says the same as `*`. */
const plain = (field: string) => field.replaceAll('?', '*')

function fires({ months, days }: CronWalls, year: number): boolean {
  return months.some(month => days(year, month).length > 0)
}

function wallsOf([minutes, hours, monthDays, months, weekDays]: readonly CronField[]): CronWalls {
  return {
    minutes: minutes!.values,
    hours: hours!.values,
    months: months!.values,
    years: null,
    days: (year, month) => {
      const first = weekday(dayNumber({ year, month, day: 1 }))
      const found: number[] = []
      const isAny = hasStar(monthDays!) || hasStar(weekDays!)
      for (let day = 1; day <= daysIn(year, month); day++) {
        const ofMonth = monthDays!.values.includes(day)
        const ofWeek = weekDays!.values.includes((first + day - 1) % 7)
        if (isAny ? ofMonth && ofWeek : ofMonth || ofWeek) found.push(day)
      }
      return found
    },
  }
}

/** A step takes the star's meaning away: every second day is some days. */
const hasStar = ({ text }: CronField) => text.split(',').includes('*')

/** As Go's `time.ParseDuration` reads it: 1h30m, 1.5h, 500ms. */
const DURATION = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|[uµμ]s|ms|s|m|h))+)$/
const PART = /(\d+\.?\d*|\.\d+)(ns|[uµμ]s|ms|s|m|h)/g

const UNITS: Readonly<Record<string, Time>> = { h: HOUR, m: MINUTE, s: SECOND, ms: MILLISECOND }

/** Whole seconds, at least one, counted from the full second in which it fired last. */
function every(duration: string, text: string, where: string): CronSchedule {
  if (!DURATION.test(duration))
    throw new SwitchyardError(
      `${where}: found ${JSON.stringify(text)}, expected @every with hours, minutes and seconds such as 1h30m; correct the schedule.`,
    )
  let sum = 0
  // What is shorter than a millisecond cannot make a second more.
  for (const [, amount, unit] of duration.matchAll(PART)) sum += Number(amount) * (UNITS[unit!] ?? 0)
  const period = duration.startsWith('-') ? SECOND : Math.max(SECOND, Math.floor(sum / SECOND) * SECOND)
  return { next: after => Math.floor((after + period) / SECOND) * SECOND }
}
