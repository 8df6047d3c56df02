/**
 * How to write a duration that has one unit too long, or several in turn: "1 week", "1h30m".
 */
import { DAY, HOUR, MICROSECOND, MILLISECOND, MINUTE, SECOND } from '../../sim/engine/time.ts'

/** Days of each; the first is as long as it says, the others are not. */
const week = /^(w|wks?|weeks?)$/
const month = /^months?$/
const year = /^(y|yrs?|years?)$/

/** From the longest; what is written is whole in one of them. */
const units = Object.entries({ d: DAY, h: HOUR, min: MINUTE, s: SECOND, ms: MILLISECOND, us: MICROSECOND })

/** A remedy where the length is plain; undefined where it is not. `unitOf` tells the µs of a unit, spelt in any way. */
export function durationRemedy(
  input: unknown,
  unitOf: (unit: string) => number | undefined,
): string | undefined {
  if (typeof input !== 'string') return undefined
  const words = input.trim().toLowerCase()
  const parts = [...words.matchAll(/(\d+(?:\.\d+)?)\s*([a-zµ]+)/g)].map(([, count, unit]) => ({
    count: Number(count),
    unit: unit!,
  }))
  const rest = words.replaceAll(/\d+(?:\.\d+)?\s*[a-zµ]+|[\s,]/g, '')
  if (parts.length === 0 || rest !== '') return undefined
  const own = parts.length === 1 && daysOf(parts[0]!.unit) === undefined
  const lengths = parts.map(({ count, unit }) => count * (unitOf(unit) ?? (daysOf(unit) ?? Number.NaN) * DAY))
  const length = lengths.reduce((sum, each) => sum + each, 0)
  if (own || Number.isNaN(length)) return undefined
  const [name, size] = units.find(([, size]) => Number.isInteger(length / size)) ?? units.at(-1)!
  const vague = parts.some(({ unit }) => month.test(unit) || year.test(unit))
  return `write "${length / size} ${name}"${vague ? ', or as many days as are meant' : ''}`
}

function daysOf(unit: string): number | undefined {
  return week.test(unit) ? 7 : month.test(unit) ? 30 : year.test(unit) ? 365 : undefined
}
