/**
 * Periods of ISO 8601: `P1D` is a day of the calendar, which is 23 hours long when clocks are put forward, and `PT24H` is 24
 * hours.
 *
 * Added as Joda-Time adds (BasicChronology, `Period` 2.3): first years and months on the wall, a day that its month does not
 * have becomes its last; then weeks and days on the wall; then hours, minutes and seconds as they pass.
 */
import { HOUR, MILLISECOND, MINUTE, type Time } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { dayNumber, dayOf, daysIn, splitWall } from './civil.ts'
import type { Instant, Zone } from './zone.ts'

export interface Period {
  readonly years: number
  readonly months: number
  readonly weeks: number
  readonly days: number
  readonly hours: number
  readonly minutes: number
  /** With milliseconds as their fraction. */
  readonly seconds: number
}

const NUMBER = '(-?\\d+)'
const TEXT = new RegExp(
  `^P(?:${NUMBER}Y)?(?:${NUMBER}M)?(?:${NUMBER}W)?(?:${NUMBER}D)?` +
    `(?:T(?:${NUMBER}H)?(?:${NUMBER}M)?(?:(-?\\d+(?:[.,]\\d{1,3})?)S)?)?$`,
)

/**
 * Reads `P1DT2H`. `P` alone is no time at all, as Joda-Time reads it.
 *
 * @param where begins the sentence of an error
 * @throws SwitchyardError for a text that is no period.
 */
export function parsePeriod(text: string, where: string): Period {
  const found = TEXT.exec(text)
  if (found === null)
    throw new SwitchyardError(
      `${where}: found the period ${JSON.stringify(text)}, expected one such as P1D or PT30M; correct it.`,
    )
  const part = (index: number) => Number((found[index] ?? '0').replace(',', '.'))
  return {
    years: part(1),
    months: part(2),
    weeks: part(3),
    days: part(4),
    hours: part(5),
    minutes: part(6),
    seconds: part(7),
  }
}

/** As Joda-Time writes it: nothing that is 0, `PT0S` when all is, and milliseconds in three digits. */
export function formatPeriod(period: Period): string {
  const { years, months, weeks, days, hours, minutes, seconds } = period
  const field = (value: number, letter: string) => (value === 0 ? '' : `${value}${letter}`)
  const date = field(years, 'Y') + field(months, 'M') + field(weeks, 'W') + field(days, 'D')
  const whole = Number.isInteger(seconds)
  const time =
    field(hours, 'H') + field(minutes, 'M') + (whole ? field(seconds, 'S') : `${seconds.toFixed(3)}S`)
  if (date === '' && time === '') return 'PT0S'
  return `P${date}${time === '' ? '' : `T${time}`}`
}

/** The moment that is `times` periods after another. */
export function plus(instant: Instant, period: Period, zone: Zone, times = 1): Instant {
  const { years, months, weeks, days } = period
  const byMonths = (years * 12 + months) * times
  const byDays = (weeks * 7 + days) * times
  let moved = instant
  if (byMonths !== 0) moved = plusMonths(moved, byMonths, zone)
  if (byDays !== 0) {
    const { number, ofDay } = splitWall(zone.wallAt(moved))
    moved = instantAt(number + byDays, ofDay, zone)
  }
  return moved + elapsed(period) * times
}

function plusMonths(instant: Instant, months: number, zone: Zone): Instant {
  const { number, ofDay } = splitWall(zone.wallAt(instant))
  const { year, month, day } = dayOf(number)
  const index = year * 12 + (month - 1) + months
  const moved = { year: Math.floor(index / 12), month: (index % 12) + 1 }
  const lastDay = daysIn(moved.year, moved.month)
  return instantAt(dayNumber({ ...moved, day: Math.min(day, lastDay) }), ofDay, zone)
}

function instantAt(number: number, ofDay: Time, zone: Zone): Instant {
  return zone.instantOf(number * 24 * HOUR + ofDay)
}

/** The part of a period that is the same wherever it is added. */
function elapsed({ hours, minutes, seconds }: Period): Time {
  return hours * HOUR + minutes * MINUTE + Math.round(seconds * 1000) * MILLISECOND
}

/** Whether a period has years or months, which are of no fixed length on any wall. */
export function hasMonths({ years, months }: Period): boolean {
  return years !== 0 || months !== 0
}

/** Whether a period has weeks or days, whose hours a change of clocks alters. */
export function hasDays({ weeks, days }: Period): boolean {
  return weeks !== 0 || days !== 0
}

/** The length of a period of weeks, days and less where no clock is changed; undefined for one of years or months. */
export function standardLength(period: Period): Time | undefined {
  if (hasMonths(period)) return undefined
  return (period.weeks * 7 + period.days) * 24 * HOUR + elapsed(period)
}

/**
 * Whether adding the period leads to a later moment, whatever the date: `P1M-30D` does so from most dates, but not from the 30th
 * of January. Where signs are mixed, a month counts as its shortest or longest, and a wall may show a whole day more or less,
 * which no change of clocks exceeds (Pacific/Apia left out 2011-12-30).
 */
export function isForward(period: Period): boolean {
  const fixed = standardLength({ ...period, years: 0, months: 0 })!
  if (Object.values(period).every(part => part >= 0)) return fixed > 0 || hasMonths(period)
  const months = period.years * 12 + period.months
  const isOfWalls = months !== 0 || hasDays(period)
  const shortest = months * (months > 0 ? 28 : 31) * 24 * HOUR + fixed
  return shortest - (isOfWalls ? 24 * HOUR : 0) > 0
}
