/**
 * The sentence about systems that cannot be told apart.
 */

import type { ExperimentResults } from '../experiment-results.ts'
import { intervalTexts, withUnit } from '../quantities.ts'
import type { Comparison } from '../statistics/comparison.ts'
import { possibleDifference } from '../statistics/possible-ends.ts'
import { all, gapScale, pairs, soFar } from './gap.ts'
import { under } from './place.ts'
import { withheldWords } from './withheld.ts'

/** 'The mean wait under a is not distinguishable from that under b (difference …)'; of several, no difference is told. */
export function undecided(
  results: ExperimentResults,
  comparisons: readonly Comparison[],
  subject: string,
): string {
  const baseline = under(results, [results.baseline.value])
  const tested = comparisons.filter(each => each.verdict === 'not distinguishable')
  const where = under(
    results,
    tested.map(each => each.value),
  )
  if (tested.every(each => each.difference.low === 0 && each.difference.high === 0))
    return `${subject} is the same ${where} as ${baseline}, in ${all(results, tested[0]!)}.${withheldWords(results, comparisons)}${soFar(tested)}`
  const same = comparisons.filter(each => each.verdict === 'equal').map(each => each.value)
  const equal = same.length === 0 ? '' : `; ${under(results, same)} it is exactly the same`
  const scale = gapScale(tested)
  const texts = intervalTexts(possibleDifference(tested[0]!.difference, tested[0]!.definition), scale.factor)
  const gap =
    tested.length > 1
      ? ''
      : `difference ${withUnit(texts.mean, scale)}, 95 % interval ${withUnit(texts.range!, scale)}, `
  const allowed = tested.some(each => each.alone)
    ? `, once ${tested[0]!.comparedAtOnce} comparisons made at once are allowed for`
    : ''
  return `${subject} ${where} is not distinguishable from that ${baseline}${allowed} (${gap}${pairs(results, tested[0]!)})${equal}.${withheldWords(results, comparisons)}${soFar(tested)}`
}
