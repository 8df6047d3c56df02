/**
 * Cron expressions as Metronome knows them: minute, hour, day of the month, month, day of the week, and a year if wanted
 * (CronSpec.scala, de4174d).
 */
import { DAY, HOUR, MINUTE } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { dayNumber, dayOf, splitWall, type WallTime } from '../calendar/civil.ts'
import { type Instant, UTC, type Zone } from '../calendar/zone.ts'
import { daysOf } from './cron-days.ts'
import { type CronField, fieldKinds, parseField } from './cron-field.ts'

/** The last year that an expression can name. */
const LAST_YEAR = 2099
const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export class Cron {
  readonly #minutes: CronField
  readonly #hours: CronField
  readonly #monthDays: CronField
  readonly #months: CronField
  readonly #weekDays: CronField
  readonly #years: CronField | null
  /** In one form: `*\/1` is `*`. */
  readonly text: string

  constructor(fields: readonly CronField[]) {
    const [minutes, hours, monthDays, months, weekDays, years = null] = fields
    this.#minutes = minutes!
    this.#hours = hours!
    this.#monthDays = monthDays!
    this.#months = months!
    this.#weekDays = weekDays!
    this.#years = years
    this.text = fields.map(({ text }) => text).join(' ')
  }

  /**
   * The first moment after another at which the clock on the wall shows a time that the expression means; null when there is
   * none up to the end of 2099.
   *
   * Of an hour that an autumn day shows twice, an expression for every hour means both, and one for certain hours the first.
   * A time that a spring day leaves out comes as much later as clocks were put forward; one for every hour does not miss it.
   */
  next(after: Instant, zone: Zone): Instant | null {
    if (this.#hours.isAny) return this.#nextOfAnyHour(after, zone)
    let wall = startOf(zone.wallAt(after))
    // On the second pass through an hour, its times have been there already: look on until one comes later.
    for (;;) {
      const found = this.#nextWall(wall)
      if (found === null) return null
      const instant = zone.instantOf(found)
      if (instant > after) return instant
      wall = found + MINUTE
    }
  }

  /** Goes from one change of the clocks to the next; between two of them walls run evenly. */
  #nextOfAnyHour(after: Instant, zone: Zone): Instant | null {
    let offset = zone.offsetAt(after)
    let wall = startOf(after + offset)
    let change = zone.changeAfter(after)
    for (;;) {
      const found = this.#nextWall(wall)
      if (found !== null && (change === null || found - offset < change)) return found - offset
      if (found === null || change === null) return null
      // Nothing is left before the change: look on from what walls show after it, or from the day of what was found.
      const from = Math.max(change, found - DAY)
      offset = zone.offsetAt(from)
      wall = Math.ceil((from + offset) / MINUTE) * MINUTE
      change = zone.changeAfter(from)
    }
  }

  /** Whether there is any date that it means. */
  get everFires(): boolean {
    return this.next(0, UTC) !== null
  }

  /** The first wall time that fits, from a full minute on. */
  #nextWall(from: WallTime): WallTime | null {
    const { number, ofDay } = splitWall(from)
    const start = dayOf(number)
    for (let year = start.year; year <= LAST_YEAR; year++) {
      if (this.#years !== null && !this.#years.values.includes(year)) continue
      for (const month of this.#months.values) {
        if (year === start.year && month < start.month) continue
        for (const day of daysOf(year, month, this.#monthDays, this.#weekDays)) {
          const candidate = dayNumber({ year, month, day })
          if (candidate < number) continue
          const time = this.#timeFrom(candidate === number ? ofDay : 0)
          if (time !== null) return candidate * DAY + time
        }
      }
    }
    return null
  }

  #timeFrom(ofDay: number): number | null {
    for (const hour of this.#hours.values) {
      for (const minute of this.#minutes.values) {
        const time = hour * HOUR + minute * MINUTE
        if (time >= ofDay) return time
      }
    }
    return null
  }

  /**
   * Metronome's check of impossible dates: a single day or a range of days, in a single month or a range of months. Of a range
   * it does not look at the end, so that `31 2-3` is refused, though March has 31 days.
   */
  get namesImpossibleDate(): boolean {
    const days = this.#monthDays.checked
    const months = this.#months.checked
    if (days === null || months === null || days.length === 0 || months.length === 0) return false
    return !months.some(month => days.some(day => day <= LONGEST_MONTHS[month - 1]!))
  }
}

/** The first full minute after what a wall shows. */
function startOf(wall: WallTime): WallTime {
  return (Math.floor(wall / MINUTE) + 1) * MINUTE
}

/**
 * @param where begins each sentence of an error
 * @throws SwitchyardError with one sentence for every field that cannot be read, or for a date that no calendar has.
 */
export function parseCron(text: string, where: string): Cron {
  const written = text.trim().split(/\s+/)
  if (written.length < 5 || written.length > 6)
    throw new SwitchyardError(
      `${where}: found ${JSON.stringify(text)} with ${text.trim() === '' ? 0 : written.length} fields, expected 5 – minute, hour, ` +
        'day of the month, month, day of the week – and perhaps a year; correct the expression.',
    )
  const faults: string[] = []
  const cron = new Cron(written.map((field, i) => parseField(field, fieldKinds[i]!, faults)))
  if (faults.length === 0 && cron.namesImpossibleDate)
    faults.push(
      `found ${JSON.stringify(text)}, whose days are in none of its months, expected a date that a calendar has`,
    )
  if (faults.length > 0)
    throw new SwitchyardError(faults.map(fault => `${where}: ${fault}; correct the expression.`).join('\n'))
  return cron
}
