/**
 * When the clock on a wall shows a time that a cron expression means.
 */
import { DAY, HOUR, MINUTE, type Time } from '../../sim/engine/time.ts'
import { dayNumber, dayOf, splitWall, type WallTime } from './civil.ts'
import type { Instant, Zone } from './zone.ts'

/** The last year that is looked at. */
const LAST_YEAR = 2099

/** The wall times that an expression means, all ascending. */
export interface CronWalls {
  readonly minutes: readonly number[]
  readonly hours: readonly number[]
  readonly months: readonly number[]
  /** Null: every year. */
  readonly years: readonly number[] | null
  /** Days of a month. */
  days(year: number, month: number): readonly number[]
}

/** The first full minute after what a wall shows. */
export function minuteAfter(wall: WallTime): WallTime {
  return (Math.floor(wall / MINUTE) + 1) * MINUTE
}

/** The first wall time that fits, from a full minute on; null when there is none up to the end of 2099. */
export function nextWall(walls: CronWalls, from: WallTime): WallTime | null {
  const { number, ofDay } = splitWall(from)
  const start = dayOf(number)
  for (let year = start.year; year <= LAST_YEAR; year++) {
    if (walls.years !== null && !walls.years.includes(year)) continue
    for (const month of walls.months) {
      if (year === start.year && month < start.month) continue
      for (const day of walls.days(year, month)) {
        const candidate = dayNumber({ year, month, day })
        if (candidate < number) continue
        const time = timeFrom(walls, candidate === number ? ofDay : 0)
        if (time !== null) return candidate * DAY + time
      }
    }
  }
  return null
}

function timeFrom({ hours, minutes }: CronWalls, ofDay: Time): Time | null {
  for (const hour of hours) {
    for (const minute of minutes) {
      const time = hour * HOUR + minute * MINUTE
      if (time >= ofDay) return time
    }
  }
  return null
}

/**
 * The first moment after another at which walls show a time that fits: twice in an hour that an autumn day has twice, and never at
 * a time that a spring day leaves out.
 *
 * Goes from one change of the clocks to the next; between two of them walls run evenly.
 */
export function nextShown(walls: CronWalls, after: Instant, zone: Zone): Instant | null {
  let offset = zone.offsetAt(after)
  let wall = minuteAfter(after + offset)
  let change = zone.changeAfter(after)
  for (;;) {
    const found = nextWall(walls, wall)
    if (found !== null && (change === null || found - offset < change)) return found - offset
    if (found === null || change === null) return null
    // Nothing is left before the change: look on from what walls show after it, which may be what they showed before.
    offset = zone.offsetAt(change)
    wall = Math.ceil((change + offset) / MINUTE) * MINUTE
    change = zone.changeAfter(change)
  }
}
