/**
 * The sentence about systems that ran once each.
 */
import { exactWords } from '../exactness.ts'
import type { ExperimentResults } from '../experiment-results.ts'
import { axisWords } from '../labels.ts'
import { fixed, intervalTexts, withUnit } from '../quantities.ts'
import { replicateNoun } from '../replicates.ts'
import type { Comparison } from '../statistics/comparison.ts'
import { enumeration } from '../tables/settings.ts'
import { direction, gapScale, magnitude, soFar } from './gap.ts'
import { under } from './place.ts'

/** 'The mean wait is 1.8 s shorter under a than under b and 1 s longer under c. One seed gives no interval: this may be chance.' */
export function oneSeed(
  results: ExperimentResults,
  comparisons: readonly Comparison[],
  subject: string,
): string {
  const baseline = under(results, [results.baseline.value])
  const told = comparisons
    .filter(each => each.difference.n === 1 && each.verdict !== 'withheld')
    .sort((a, b) => Math.abs(b.difference.mean) - Math.abs(a.difference.mean))
    .map((each, i) => {
      const scale = gapScale([each])
      const least = each.bearing === 'at least' ? 'at least ' : ''
      const text = least + withUnit(intervalTexts(magnitude(each), scale.factor, fixed).mean, scale)
      const here = under(results, [each.value])
      if (each.difference.mean === 0) return `the same ${here}${i === 0 ? ` as ${baseline}` : ''}`
      return `${text} ${direction(each)} ${here}${i === 0 ? ` than ${baseline}` : ''}`
    })
  const rest = comparisons
    .filter(each => each.verdict === 'withheld')
    .map(each => axisWords(results.baseline.axis, each.value))
  const without =
    rest.length === 0
      ? ''
      : `; ${enumeration(rest)} ${rest.length === 1 ? 'is' : 'are'} left without a verdict`
  const exact = comparisons.filter(each => each.exact && each.difference.n > 0)
  const but =
    exact.length === 0
      ? ''
      : `, except ${under(
          results,
          exact.map(each => each.value),
        )}, which is ${exactWords(results)}`
  return `${subject} is ${enumeration(told)}${without}. One ${replicateNoun(results)} gives no interval: this may be chance${but}.${soFar(comparisons)}`
}
