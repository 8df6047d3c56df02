/**
 * Which days of a month a cron expression means. A day must fit both the field of the month's days and that of the week's,
 * where UNIX cron is content with either (matchDayOfWeekAndDayOfMonth in CronSpec.scala, de4174d).
 */
import { dayNumber, daysIn, weekday } from '../calendar/civil.ts'
import type { CountedDay, CronField } from '../calendar/cron-field.ts'

/** Ascending days of the month. */
export function daysOf(year: number, month: number, ofMonth: CronField, ofWeek: CronField): number[] {
  const length = daysIn(year, month)
  const first = weekday(dayNumber({ year, month, day: 1 }))
  const weekdayOf = (day: number) => (first + day - 1) % 7
  const fits = (field: CronField, day: number, value: number) =>
    field.isAny ||
    field.values.includes(value) ||
    field.counted.some(counted => isCounted(counted, day, length, weekdayOf))
  const days = []
  for (let day = 1; day <= length; day++)
    if (fits(ofMonth, day, day) && fits(ofWeek, day, weekdayOf(day))) days.push(day)
  return days
}

function isCounted(
  counted: CountedDay,
  day: number,
  length: number,
  weekdayOf: (day: number) => number,
): boolean {
  switch (counted.kind) {
    case 'last':
      return day === length
    case 'last-weekday':
      return day === nearestWeekday(length, length, weekdayOf)
    case 'nearest-weekday':
      return counted.day <= length && day === nearestWeekday(counted.day, length, weekdayOf)
    case 'last-of':
      return weekdayOf(day) === counted.weekday && day + 7 > length
    case 'nth-of':
      return weekdayOf(day) === counted.weekday && Math.ceil(day / 7) === counted.nth
  }
}

/** Saturday is moved to Friday and Sunday to Monday, but not into another month. */
function nearestWeekday(day: number, length: number, weekdayOf: (day: number) => number): number {
  const on = weekdayOf(day)
  if (on === 6) return day > 1 ? day - 1 : day + 2
  if (on === 0) return day < length ? day + 1 : day - 2
  return day
}
