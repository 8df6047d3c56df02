/**
 * Cron expressions as Metronome knows them: minute, hour, day of the month, month, day of the week, and a year if wanted
 * (CronSpec.scala, de4174d).
 */
import { MINUTE } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { type CronField, type FieldKind, MONTHS, parseField, WEEKDAYS } from '../calendar/cron-field.ts'
import { type CronWalls, minuteAfter, nextShown, nextWall } from '../calendar/cron-walls.ts'
import { type Instant, UTC, type Zone } from '../calendar/zone.ts'
import { daysOf } from './cron-days.ts'

export const fieldKinds: readonly FieldKind[] = [
  { name: 'minute', min: 0, max: 59, names: [], counts: null },
  { name: 'hour', min: 0, max: 23, names: [], counts: null },
  { name: 'day of the month', min: 1, max: 31, names: [], counts: 'month-days' },
  { name: 'month', min: 1, max: 12, names: MONTHS, counts: null },
  // 7 is Sunday too, so that 6-7 is a weekend.
  { name: 'day of the week', min: 0, max: 7, names: WEEKDAYS, counts: 'week-days' },
  { name: 'year', min: 1970, max: 2099, names: [], counts: null },
]

const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export class Cron {
  readonly #walls: CronWalls
  readonly #monthDays: CronField
  readonly #months: CronField
  readonly #isOfAnyHour: boolean
  /** In one form: `*\/1` is `*`. */
  readonly text: string

  constructor(fields: readonly CronField[]) {
    const [minutes, hours, monthDays, months, weekDays, years = null] = fields
    this.#walls = {
      minutes: minutes!.values,
      hours: hours!.values,
      months: months!.values,
      years: years?.values ?? null,
      days: (year, month) => daysOf(year, month, monthDays!, weekDays!),
    }
    this.#monthDays = monthDays!
    this.#months = months!
    this.#isOfAnyHour = hours!.isAny
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
    if (this.#isOfAnyHour) return nextShown(this.#walls, after, zone)
    let wall = minuteAfter(zone.wallAt(after))
    // On the second pass through an hour, its times have been there already: look on until one comes later.
    for (;;) {
      const found = nextWall(this.#walls, wall)
      if (found === null) return null
      const instant = zone.instantOf(found)
      if (instant > after) return instant
      wall = found + MINUTE
    }
  }

  /** Whether there is any date that it means. */
  get everFires(): boolean {
    return this.next(0, UTC) !== null
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
