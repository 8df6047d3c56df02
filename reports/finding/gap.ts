/**
 * How a difference to the baseline is put into words.
 */

import type { ExperimentResults } from '../experiment-results.ts'
import { differenceScale, type Scale } from '../quantities.ts'
import { replicateNoun } from '../replicates.ts'
import type { Comparison } from '../statistics/comparison.ts'
import { possibleDifference } from '../statistics/possible-ends.ts'
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
export function magnitude({ difference, definition }: Comparison) {
  const { mean, low, high } = possibleDifference(difference, definition)
  return mean < 0 ? { mean: -mean, low: -high, high: -low } : { mean, low, high }
}

export function direction({ difference, definition }: Comparison): string {
  const less = difference.mean < 0
  if (definition.unit === 's') return less ? 'shorter' : 'longer'
  return less ? 'lower' : 'higher'
}

/** '10 paired seeds', or '8 paired seeds of 10'; logs, where means are over them. */
export function pairs(results: ExperimentResults, { difference: { n }, excluded }: Comparison): string {
  return `${counted(n, `paired ${replicateNoun(results)}`)}${excluded > 0 ? ` of ${n + excluded}` : ''}`
}

/** 'all 10 paired seeds', 'both paired seeds'. */
export function all(results: ExperimentResults, comparison: Comparison): string {
  const words = pairs(results, comparison)
  return comparison.difference.n === 2 ? words.replace('2', 'both') : `all ${words}`
}

/** ' Compared is what happened …', where both sides of a verdict are bounds. */
export function soFar(comparisons: readonly Comparison[]): string {
  return comparisons.some(each => each.bearing === 'so far')
    ? ' Compared is what happened until the end of the run, when some jobs had not started, or not ended.'
    : ''
}
