/**
 * Moments as text: dates and times of ISO 8601.
 */
import { HOUR, MILLISECOND, MINUTE, SECOND, type Time } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { dayOf, daysIn, splitWall, type WallTime, wallTime } from './civil.ts'
import { fixedZone, type Instant, UTC, type Zone } from './zone.ts'

const TEXT =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T(?:(\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/

/** A written date: what it shows, and the distance from universal time that it names, if any. */
export interface WrittenTime {
  readonly wall: WallTime
  readonly offset: Time | null
}

/**
 * Reads `2016-09-01T02:00:00.000Z` and what is left of it when its end is cut off: a date is its midnight, a month its first
 * day.
 *
 * @param where begins the sentence of an error
 * @throws SwitchyardError for a text that is no such date, and for a date that no calendar has.
 */
export function parseWrittenTime(text: string, where: string): WrittenTime {
  const found = TEXT.exec(text)
  if (found === null) fail(text, where, 'a date such as 2016-09-01T02:00:00Z')
  const part = (index: number, otherwise: number) =>
    found[index] === undefined ? otherwise : Number(found[index])
  const [year, month, day] = [part(1, 0), part(2, 1), part(3, 1)]
  const [hour, minute, second] = [part(4, 0), part(5, 0), part(6, 0)]
  if (month < 1 || month > 12) fail(text, where, 'a month from 01 to 12')
  if (day < 1 || day > daysIn(year, month))
    fail(text, where, `a day of that month, which has ${daysIn(year, month)}`)
  if (hour > 23 || minute > 59 || second > 59) fail(text, where, 'a time from 00:00:00 to 23:59:59')
  // Milliseconds are what real schedulers keep of a moment.
  const millis = Number((found[7] ?? '').padEnd(3, '0').slice(0, 3))
  const wall = wallTime({ year, month, day }, hour, minute, second * SECOND + millis * MILLISECOND)
  return { wall, offset: found[8] === undefined ? null : offsetOf(found[8]) }
}

function offsetOf(text: string): Time {
  if (text === 'Z') return 0
  const amount = Number(text.slice(1, 3)) * HOUR + Number(text.slice(3).replace(':', '')) * MINUTE
  return text.startsWith('-') ? -amount : amount
}

/** A moment as text names it; universal time where the text names no distance from it. Errors as above. */
export function parseInstant(text: string, where: string): Instant {
  const { wall, offset } = parseWrittenTime(text, where)
  return wall - (offset ?? 0)
}

/** The zone that a written time names by its distance; `otherwise` where it names none. */
export function zoneOfOffset(offset: Time | null, otherwise: Zone): Zone {
  return offset === null ? otherwise : fixedZone(offsetText(offset), offset)
}

/** `2016-09-01T02:00:00.000Z`, or with the distance of the zone: `2016-09-01T04:00:00.000+02:00`. */
export function formatInstant(instant: Instant, zone: Zone = UTC): string {
  const offset = zone.offsetAt(instant)
  return `${formatWall(instant + offset)}${offsetText(offset)}`
}

/** `2016-09-01T02:00:00.000`. Microseconds are cut off. */
export function formatWall(wall: WallTime): string {
  const { number, ofDay } = splitWall(wall)
  const { year, month, day } = dayOf(number)
  const date = `${pad(year, 4)}-${pad(month)}-${pad(day)}`
  const [hour, minute] = [Math.floor(ofDay / HOUR), Math.floor(ofDay / MINUTE) % 60]
  const millis = Math.floor(ofDay / MILLISECOND) % 60_000
  return `${date}T${pad(hour)}:${pad(minute)}:${pad(Math.floor(millis / 1000))}.${pad(millis % 1000, 3)}`
}

function offsetText(offset: Time): string {
  if (offset === 0) return 'Z'
  const minutes = Math.floor(Math.abs(offset) / MINUTE)
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}

const pad = (value: number, width = 2) => String(value).padStart(width, '0')

function fail(text: string, where: string, expected: string): never {
  throw new SwitchyardError(
    `${where}: found ${JSON.stringify(text)}, expected ${expected}; correct the date.`,
  )
}
