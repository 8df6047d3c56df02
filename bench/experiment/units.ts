/**
 * Quantities with their units, as people write them: "10 ms", "2 h", "64 GiB", "exponential 10 s".
 *
 * Each reader returns the number, or a complaint.
 */
import { DAY, HOUR, MICROSECOND, MILLISECOND, MINUTE, NEVER, SECOND } from '../../sim/engine/time.ts'
import { durationRemedy } from './duration-remedy.ts'
import { type Complaint, describe } from './faults.ts'
import { MOST, MOST_CORES, MOST_MEMORY_MIB, MOST_OF_A_RESOURCE } from './limits.ts'
import { nearest } from './nearest.ts'

export type Reading = number | Complaint

/** What a quantity may be, beyond having the right unit. */
export interface Bounds {
  /** Is 0 allowed? */
  readonly zero?: boolean
  /** Is "never" allowed? */
  readonly never?: boolean
}

const durationUnits: Readonly<Record<string, number>> = {
  us: MICROSECOND,
  ms: MILLISECOND,
  s: SECOND,
  min: MINUTE,
  h: HOUR,
  d: DAY,
}

const memoryUnits: Readonly<Record<string, number>> = { KiB: 1 / 1024, MiB: 1, GiB: 1024, TiB: 1024 * 1024 }

/** Spellings that are no unit here, with the one that is. */
const otherSpellings: Readonly<Record<string, string>> = {
  µs: 'us',
  usec: 'us',
  usecs: 'us',
  microsecond: 'us',
  microseconds: 'us',
  msec: 'ms',
  msecs: 'ms',
  millis: 'ms',
  millisecond: 'ms',
  milliseconds: 'ms',
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  m: 'min',
  mins: 'min',
  minute: 'min',
  minutes: 'min',
  hr: 'h',
  hrs: 'h',
  hour: 'h',
  hours: 'h',
  day: 'd',
  days: 'd',
  k: 'KiB',
  kb: 'KiB',
  ki: 'KiB',
  mb: 'MiB',
  mi: 'MiB',
  g: 'GiB',
  gb: 'GiB',
  gi: 'GiB',
  t: 'TiB',
  tb: 'TiB',
  ti: 'TiB',
}

/** A duration in µs. Rounded to whole microseconds, the resolution of simulated time. */
export function readDuration(input: unknown, bounds: Bounds = {}): Reading {
  const never = bounds.never ? ' or "never"' : ''
  const expected = `a duration ${bounds.zero ? '' : 'longer than 0 '}such as "10 s" or "2 h"${never}`
  if (input === 'never' && bounds.never) return NEVER
  const reading = readQuantity(input, durationUnits, expected, 's', bounds)
  if (typeof reading !== 'number') {
    const remedy = durationRemedy(input, unit => durationUnits[otherSpellings[unit] ?? unit])
    return remedy === undefined ? reading : { ...reading, remedy }
  }
  const time = Math.round(reading)
  if (time > Number.MAX_SAFE_INTEGER)
    return { found: describe(input), expected: 'a duration below 285 years' }
  return checked(time, input, expected, bounds)
}

/** Memory in MiB. */
export function readMemory(input: unknown, bounds: Bounds = {}): Reading {
  const expected = `an amount of memory ${bounds.zero ? '' : 'above 0 '}such as "512 MiB" or "64 GiB"`
  // A machine of thousands of GiB is rarer than one whose MiB somebody counts.
  const usual = Number(input) >= 1024 ? 'MiB' : 'GiB'
  const reading = readQuantity(input, memoryUnits, expected, usual, bounds)
  if (typeof reading !== 'number') return reading
  if (reading > MOST_MEMORY_MIB)
    return { found: describe(input), expected: `at most ${MOST_MEMORY_MIB / 2 ** 20} TiB` }
  return checked(reading, input, expected, bounds)
}

/** Cores, in thousandths; exact to a thousandth of a thousandth. */
export function readCpu(input: unknown): Reading {
  return readThousandths(input, 'a number of cores above 0 such as 16 or 0.5', MOST_CORES, ' cores')
}

/** How much of a named resource, in thousandths. It has no unit: `100 GiB` is not 100. */
export function readAmount(input: unknown): Reading {
  const expected = 'a number above 0 without a unit such as 2 or 0.5'
  const [, size, unit] =
    (typeof input === 'string' && /^\s*(\d[\d.]*)\s*([kmgt])(?:i?b|i)\s*$/i.exec(input)) || []
  const mebibytes = Number(size) * memoryUnits[`${unit?.toUpperCase()}iB`]!
  if (!(mebibytes > 0)) return readThousandths(input, expected, MOST_OF_A_RESOURCE, '')
  return { found: describe(input), expected, remedy: `in MiB, as disk is, write ${mebibytes}` }
}

function readThousandths(input: unknown, expected: string, most: number, unit: string): Reading {
  const thousandths = typeof input === 'string' ? /^(\d+)m$/.exec(input) : null
  if (thousandths !== null)
    return { found: describe(input), expected, remedy: `write ${Number(thousandths[1]) / 1000}` }
  if (typeof input !== 'number' || !Number.isFinite(input)) return readNumber(input, expected)
  if (input > most) return { found: describe(input), expected: `at most ${most}${unit}` }
  // Less than that would be nothing.
  if (input > 0 && input < 1 / MOST)
    return { found: describe(input), expected: `a number from ${decimal(1 / MOST)} to ${most}` }
  return checked(Math.round(input * 1e6) / 1e3, input, expected, {})
}

/** A number without a unit, above 0 (or from 0). */
export function readNumber(input: unknown, expected = 'a number above 0', bounds: Bounds = {}): Reading {
  if (typeof input === 'number') {
    if (!Number.isFinite(input)) return { found: describe(input), expected }
    if (input > MOST || (input > 0 && input < 1 / MOST))
      return { found: describe(input), expected: `a number from ${decimal(1 / MOST)} to ${MOST}` }
    return checked(input, input, expected, bounds)
  }
  // "80%" is not 80: where per cent mean nothing, no number is guessed from them.
  const number = typeof input === 'string' && !input.includes('%') ? Number.parseFloat(input) : Number.NaN
  return {
    found: describe(input),
    expected,
    remedy: Number.isFinite(number) && number > 0 ? `write ${number}` : undefined,
  }
}

/** Without an exponent. */
function decimal(value: number): string {
  return value.toFixed(20).replace(/0+$/, '')
}

function checked(value: number, input: unknown, expected: string, { zero = false }: Bounds): Reading {
  return value > 0 || (zero && value === 0) ? value : { found: describe(input), expected }
}

/** `<number> <unit>`; the space may be left out. */
function readQuantity(
  input: unknown,
  units: Readonly<Record<string, number>>,
  expected: string,
  usual: string,
  { zero = false }: Bounds,
): Reading {
  const names = Object.keys(units)
  const bare = typeof input === 'string' && input.trim() !== '' ? Number(input) : input
  if (typeof bare === 'number' && Number.isFinite(bare)) {
    const would = bare > 0 || (zero && bare === 0)
    const remedy = would ? `write "${bare} ${usual}" if that is the unit` : undefined
    return { found: `${bare} without a unit`, expected, remedy }
  }
  const parts =
    typeof input === 'string' ? /^\s*([+-]?[\d.]+(?:e[+-]?\d+)?)\s*([a-zµ]+)\s*$/i.exec(input) : null
  const value = Number(parts?.[1])
  if (parts === null || Number.isNaN(value)) {
    return {
      found: describe(input),
      expected,
      remedy: `write a number and one of the units ${names.join(', ')}`,
    }
  }
  const unit = parts[2]!
  if (Object.hasOwn(units, unit)) return value * units[unit]!
  const meant = otherSpellings[unit.toLowerCase()] ?? nearest(unit, names)
  const remedy = meant !== undefined && names.includes(meant) ? `write "${parts[1]} ${meant}"` : undefined
  return { found: describe(input), expected, remedy: remedy ?? `the units are ${names.join(', ')}` }
}
