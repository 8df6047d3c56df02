/**
 * Dates of the Gregorian calendar as arithmetic, without a clock and without a zone.
 *
 * Days are counted from 1970-01-01. The formulas for both directions are those of Howard Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms" (2013), sections days_from_civil and civil_from_days: years begin in March, so that the leap
 * day is the last of its year.
 */
import { DAY, HOUR, MINUTE, type Time } from '../../sim/engine/time.ts'

/** What a calendar shows. Months are 1 to 12, days of a month 1 to 31. */
export interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** 400 years have this many days. */
const ERA = 146_097

/** Days from 1970-01-01 to a date. A day beyond its month's end is one of the next month. */
export function dayNumber({ year, month, day }: Day): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * ERA + dayOfEra - 719_468
}

export function dayOf(number: number): Day {
  const shifted = number + 719_468
  const era = Math.floor(shifted / ERA)
  const dayOfEra = shifted - era * ERA
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / (ERA - 1))
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

export function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** 0 is Sunday. */
export function weekday(number: number): number {
  // 1970-01-01 was a Thursday.
  return (((number + 4) % 7) + 7) % 7
}

/**
 * What the clock on a wall shows: microseconds from 1970-01-01T00:00 on that wall. It is no moment; a zone makes it one.
 */
export type WallTime = number

export function wallTime(day: Day, hour = 0, minute = 0, microseconds: Time = 0): WallTime {
  return dayNumber(day) * DAY + hour * HOUR + minute * MINUTE + microseconds
}

/** The day of a wall time, and the microseconds since its midnight. */
export function splitWall(wall: WallTime): { number: number; ofDay: Time } {
  const number = Math.floor(wall / DAY)
  return { number, ofDay: wall - number * DAY }
}
