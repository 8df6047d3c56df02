/**
 * What a hypothesis expects, as people write it: "at most 1 s", "25 s to 40 s", "above 0", "lower or not distinguishable".
 */
import type { Expectation } from '../../reports/experiment-results.ts'
import { inSeconds } from '../../sim/engine/time.ts'
import type { NumberDefinition } from '../../sim/measure/result.ts'
import { type Complaint, describe } from './faults.ts'
import { perCent } from './ratios.ts'
import { readDuration } from './units.ts'

type Unit = NumberDefinition['unit']

const verdicts = ['lower', 'higher', 'not distinguishable'] as const

/** Words before a value: which side of it is expected, and whether the value itself belongs to it. */
const sides = {
  'at most': { end: 'high', open: false },
  'at least': { end: 'low', open: false },
  below: { end: 'high', open: true },
  above: { end: 'low', open: true },
} as const

interface Value {
  readonly value: number
  /** Half of the last digit that is written; 0 of a whole number. */
  readonly tolerance: number
}

/**
 * Reads an expectation about a number in this unit. A value by itself is expected to the digits that it is written with: 30.0 s
 * is anything that rounds to it, and a whole number is exact.
 *
 * @param isDifference verdicts are about differences alone
 */
export function readExpectation(input: unknown, unit: Unit, isDifference: boolean): Expectation | Complaint {
  const written = typeof input === 'number' ? String(input) : typeof input === 'string' ? input.trim() : ''
  const complaint = {
    found: describe(input),
    expected: `${examples(unit)}${isDifference ? ', or lower, higher or not distinguishable' : ''}`,
  }
  const words = written.split(/\s+or\s+/)
  const known = words.flatMap(word => verdicts.find(verdict => verdict === word) ?? [])
  if (known.length === words.length && written !== '') {
    if (isDifference) return { written, verdicts: known }
    return { ...complaint, remedy: 'add minus:, which says what it is compared with' }
  }
  const [, side, rest = ''] = /^(at most|at least|below|above)?\s*(.*)$/.exec(written)!
  if (side !== undefined) {
    const bound = readValue(rest, unit)
    if (bound === undefined) return complaint
    const { end, open } = sides[side as keyof typeof sides]
    return { written, [end]: { value: bound.value, open } }
  }
  const [from = '', to, more] = rest.split(/\s+to\s+/)
  const low = readValue(from, unit)
  const high = to === undefined ? low : readValue(to, unit)
  if (low === undefined || high === undefined || more !== undefined) return complaint
  if (low.value > high.value) return { ...complaint, remedy: 'write the smaller end first' }
  const slack = to === undefined ? low.tolerance : 0
  return {
    written,
    low: { value: low.value - slack, open: false },
    high: { value: high.value + slack, open: false },
  }
}

/** A value in the unit of the number: seconds for durations, shares for per cent; undefined where it is none. */
function readValue(text: string, unit: Unit): Value | undefined {
  const [, sign, size = ''] = /^([+−-])?\s*(.*)$/.exec(text.trim())!
  const value = sizeOf(size, unit)
  const digits = /^[\d,]*\.(\d+)/.exec(size)?.[1]?.length ?? 0
  const last = digits === 0 ? undefined : sizeOf(size.replace(/^[\d.]+/, `${10 ** -digits}`), unit)
  if (value === undefined) return undefined
  return { value: sign === '-' || sign === '−' ? -value : value, tolerance: (last ?? 0) / 2 }
}

/** A size without a sign in the unit of a number: seconds for durations, shares for per cent; undefined where it is none. */
export function sizeOf(text: string, unit: Unit): number | undefined {
  if (unit === 's') {
    const time = readDuration(text, { zero: true })
    return typeof time === 'number' ? inSeconds(time) : undefined
  }
  if (unit === 'share') {
    const share = perCent(text)
    if (share !== undefined) return share
  }
  const [, digits = ''] = /^(\d+(?:\.\d+)?|\.\d+)(?:\s*(?:core-hours|jobs|tasks))?$/.exec(text) ?? []
  return digits === '' ? undefined : Number(digits)
}

function examples(unit: Unit): string {
  if (unit === 's') return 'a duration such as "30 s", "25 s to 40 s", "at most 1 s" or "above 0 s"'
  if (unit === 'share') return 'a share such as "50%", "10% to 20%", "at most 1%" or "above 0"'
  return 'a number such as "12", "10 to 20", "at most 1" or "above 0"'
}
