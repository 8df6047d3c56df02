/**
 * How a difference to the baseline is put into words.
 */
import { differenceScale, type Scale } from '../quantities.ts'
import type { Comparison } from '../statistics/comparison.ts'
import { counted } from '../tables/settings.ts'

/** The scale of some differences; a 'number of jobs' needs no unit. */
export function gapScale(comparisons: readonly Comparison[]): Scale {
  const { unit } = comparisons[0]!.definition
  if (unit === 'jobs' || unit === 'tasks') return { name: '', factor: 1 }
  return differenceScale(
    unit,
    comparisons.map(each => each.difference.mean),
  )
}

/** The difference without its sign: the words say the direction. */
export function magnitude({ difference: { mean, low, high } }: Comparison) {
  return mean < 0 ? { mean: -mean, low: -high, high: -low } : { mean, low, high }
}

export function direction({ difference, definition }: Comparison): string {
  const less = difference.mean < 0
  if (definition.unit === 's') return less ? 'shorter' : 'longer'
  return less ? 'lower' : 'higher'
}

/** '10 paired seeds', or '8 paired seeds of 10'. */
export function pairs({ difference: { n }, excluded }: Comparison): string {
  return `${counted(n, 'paired seed')}${excluded > 0 ? ` of ${n + excluded}` : ''}`
}

/** 'all 10 paired seeds', 'both paired seeds'. */
export function all(comparison: Comparison): string {
  return comparison.difference.n === 2 ? pairs(comparison).replace('2', 'both') : `all ${pairs(comparison)}`
}
