/**
 * The sentence about systems in none of which anything is drawn at random.
 */
import { exactPhrase } from '../exactness.ts'
import type { ExperimentResults } from '../experiment-results.ts'
import { fixed, intervalTexts, quantity, withUnit } from '../quantities.ts'
import type { Comparison } from '../statistics/comparison.ts'
import { enumeration } from '../tables/settings.ts'
import { direction, gapScale, magnitude, soFar } from './gap.ts'
import { capital, under } from './place.ts'
import { withheldWords } from './withheld.ts'

/** 'The mean wait is 5.68 h (86 %) shorter under a than under b and the same under c. This is exact for this log; seeds add nothing.' */
export function exactSentence(
  results: ExperimentResults,
  comparisons: readonly Comparison[],
  subject: string,
): string {
  const baseline = under(results, [results.baseline.value])
  const told = comparisons
    .filter(each => each.difference.n > 0 && each.verdict !== 'withheld')
    .sort((a, b) => Math.abs(b.difference.mean) - Math.abs(a.difference.mean))
    .map((each, i) => exactDifference(each, under(results, [each.value]), i === 0 ? baseline : ''))
  const { unit, better } = comparisons[0]!.definition
  const merit =
    unit === 's' || better === 'neither' || comparisons.every(each => each.verdict === 'equal')
      ? ''
      : ` ${capital(better)} is better.`
  return `${subject} is ${enumeration(told)}.${merit} This is ${exactPhrase(results)}.${withheldWords(results, comparisons)}${soFar(comparisons)}`
}

/** '5.68 h (86 %) shorter under a than under b', or 'the same under a as under b'. */
function exactDifference(each: Comparison, here: string, baseline: string): string {
  if (each.difference.mean === 0) return `the same ${here}${baseline === '' ? '' : ` as ${baseline}`}`
  const scale = gapScale([each])
  const text = withUnit(intervalTexts(magnitude(each), scale.factor, fixed).mean, scale)
  const share =
    each.relative === null || each.definition.unit === 'share'
      ? ''
      : ` (${quantity(Math.abs(each.relative.mean), 'share')})`
  const least = each.bearing === 'at least' ? 'at least ' : ''
  return `${least}${text}${share} ${direction(each)} ${here}${baseline === '' ? '' : ` than ${baseline}`}`
}
