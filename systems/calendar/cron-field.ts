/**
 * One field of a cron expression: lists, ranges and steps in every field, and `L`, `W` and `#` for days where the system that reads
 * it has them.
 */

/** A day that is found by counting within a month. */
export type CountedDay =
  | { readonly kind: 'last' }
  | { readonly kind: 'last-weekday' }
  /** The day from Monday to Friday that is nearest to a day of the month, and in its month. */
  | { readonly kind: 'nearest-weekday'; readonly day: number }
  | { readonly kind: 'last-of'; readonly weekday: number }
  | { readonly kind: 'nth-of'; readonly weekday: number; readonly nth: number }

export interface CronField {
  /** In one form: names as numbers, a step of 1 left out. */
  readonly text: string
  /** Ascending; empty where only counted days are named. */
  readonly values: readonly number[]
  readonly counted: readonly CountedDay[]
  /** Every value: `*`. */
  readonly isAny: boolean
  /** The values that the check of impossible dates looks at; null where it looks at none. */
  readonly checked: readonly number[] | null
}

export interface FieldKind {
  readonly name: string
  readonly min: number
  readonly max: number
  /** Names of the values from `min` on. */
  readonly names: readonly string[]
  /** Days that are found by counting, and weeks that begin where they end. */
  readonly counts: 'month-days' | 'week-days' | null
}

export const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
export const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/** Reads one field; what it cannot read becomes sentences in `faults`. */
export function parseField(text: string, kind: FieldKind, faults: string[]): CronField {
  const reader = new FieldReader(kind, faults)
  const items = text.split(',').map(item => reader.item(item))
  const values = [...new Set(items.flatMap(({ values = [] }) => values))].sort((a, b) => a - b)
  return {
    text: items.map(item => item.text).join(','),
    values,
    counted: items.flatMap(({ counted }) => (counted === undefined ? [] : [counted])),
    isAny: items.length === 1 && items[0]!.text === '*',
    checked: items.length === 1 ? (items[0]!.checked ?? null) : null,
  }
}

interface Item {
  readonly text: string
  readonly values?: readonly number[]
  readonly counted?: CountedDay
  readonly checked?: readonly number[]
}

const STEPPED = /^(\*|[A-Z\d]+(?:-[A-Z\d]+)?)(?:\/(\d+))?$/
const LAST_OF = /^([A-Z]{3}|\d)L$/
const NTH_OF = /^([A-Z]{3}|\d)#(\d)$/

class FieldReader {
  readonly #kind: FieldKind
  readonly #faults: string[]

  constructor(kind: FieldKind, faults: string[]) {
    this.#kind = kind
    this.#faults = faults
  }

  item(written: string): Item {
    const text = written.toUpperCase()
    const counted = this.#counted(text)
    if (counted !== null) return counted
    const found = STEPPED.exec(text)
    if (found === null) return this.#fail(written)
    const [, what = '', stepText] = found
    const step = stepText === undefined ? 1 : Number(stepText)
    if (step < 1) return this.#fail(written, 'a step of at least 1')
    const { min, max, counts } = this.#kind
    const last = counts === 'week-days' ? 6 : max
    if (what === '*') return { text: step === 1 ? '*' : `*/${step}`, values: stepped(min, last, step) }
    const dash = what.indexOf('-')
    const from = this.#value(dash < 0 ? what : what.slice(0, dash), written)
    if (from === null) return { text }
    if (dash < 0) {
      const shown = this.#wrap(from)
      if (stepText === undefined) return { text: `${shown}`, values: [shown], checked: [shown] }
      return { text: `${shown}/${step}`, values: this.#wrapAll(stepped(from, last, step)) }
    }
    const to = this.#value(what.slice(dash + 1), written)
    if (to === null) return { text }
    const end = to < from && counts === 'week-days' ? to + 7 : to
    if (end < from) return this.#fail(written, 'a range that does not run backwards')
    const suffix = stepText === undefined ? '' : `/${step}`
    return {
      text: `${this.#wrap(from)}-${this.#wrap(to)}${suffix}`,
      values: this.#wrapAll(stepped(from, end, step)),
      // The original leaves out the end of a range, and a range with a step altogether.
      ...(stepText === undefined ? { checked: stepped(from, end - 1, 1) } : {}),
    }
  }

  /** `L`, `LW`, `15W`; `5L`, `5#2`. Null for an item that counts nothing. */
  #counted(text: string): Item | null {
    if (this.#kind.counts === 'month-days') {
      if (text === 'L') return { text, counted: { kind: 'last' } }
      if (text === 'LW') return { text, counted: { kind: 'last-weekday' } }
      const near = /^(\d+)W$/.exec(text)
      if (near === null) return null
      const day = this.#value(near[1]!, text)
      return day === null ? { text } : { text, counted: { kind: 'nearest-weekday', day } }
    }
    if (this.#kind.counts === null) return null
    const last = LAST_OF.exec(text)
    const nth = NTH_OF.exec(text)
    const weekday = this.#value((last ?? nth)?.[1] ?? '0', text)
    if (weekday === null) return { text }
    const day = this.#wrap(weekday)
    if (last !== null) return { text: `${day}L`, counted: { kind: 'last-of', weekday: day } }
    if (nth === null) return null
    const number = Number(nth[2])
    if (number < 1 || number > 5) return this.#fail(text, 'a count from 1 to 5 after #')
    return { text: `${day}#${number}`, counted: { kind: 'nth-of', weekday: day, nth: number } }
  }

  #value(text: string, item: string): number | null {
    const { min, max, names } = this.#kind
    const named = names.indexOf(text)
    const value = named >= 0 ? named + min : /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (value >= min && value <= max) return value
    this.#fail(
      item,
      `numbers from ${min} to ${max}${names.length > 0 ? ` or names such as ${names[1]}` : ''}`,
    )
    return null
  }

  /** Sunday is 0. */
  #wrap(value: number): number {
    return this.#kind.counts === 'week-days' ? value % 7 : value
  }

  #wrapAll(values: readonly number[]): number[] {
    return values.map(value => this.#wrap(value))
  }

  #fail(item: string, expected = 'a number, a range such as 1-5, a step such as */5, or *'): Item {
    this.#faults.push(`found ${JSON.stringify(item)} as ${this.#kind.name}, expected ${expected}`)
    return { text: item }
  }
}

function stepped(from: number, to: number, step: number): number[] {
  const values = []
  for (let value = from; value <= to; value += step) values.push(value)
  return values
}
