/**
 * How far paired differences of a number are spread.
 */
import type { NumberDefinition } from '../../sim/measure/result.ts'
import { variance } from './mean-interval.ts'

const COUNTS: ReadonlySet<NumberDefinition['unit']> = new Set(['jobs', 'tasks', 'count'])

/**
 * The variance of the differences ours − theirs, in the square of their unit.
 *
 * Times and shares that differ by the same in every pair do not do so by chance. Whole numbers do: two seeds in each of which one
 * more job failed say little. So a count whose difference is the same in every pair, and not 0, has the spread of `countSpread`.
 */
export function differenceSpread(
  unit: NumberDefinition['unit'],
  ours: readonly number[],
  differences: readonly number[],
): number {
  const isZero = differences.every(each => each === 0)
  return isZero || !ours.every(Number.isInteger) ? variance(differences) : countSpread(unit, differences)
}

/**
 * The variance of values of which counts are never without a spread: n that are the same have that of n of which one differs from the
 * others by one, 1/n, the least that whole numbers can have without being all the same.
 */
export function countSpread(unit: NumberDefinition['unit'], values: readonly number[]): number {
  const spread = variance(values)
  const whole = COUNTS.has(unit) && values.every(Number.isInteger)
  return whole && spread === 0 ? 1 / values.length : spread
}
