/**
 * The sentence about systems that differ.
 */
import { exactWords } from '../exactness.ts'
import type { ExperimentResults } from '../experiment-results.ts'
import { axisWords } from '../labels.ts'
import { fixed, intervalTexts, quantity, withUnit } from '../quantities.ts'
import type { Comparison } from '../statistics/comparison.ts'
import { enumeration } from '../tables/settings.ts'
import { all, direction, gapScale, magnitude, pairs, soFar } from './gap.ts'
import { capital, under } from './place.ts'

/** Differences that are told one by one; of the rest it is said how many there are. */
const TOLD = 3

/** 'The mean wait is 1.8 s (23 %) shorter under a than under b (95 % interval …, 10 paired seeds); c is not distinguishable from b.' */
export function verdicts(
  results: ExperimentResults,
  comparisons: readonly Comparison[],
  decided: readonly Comparison[],
  subject: string,
): string {
  const { definition } = decided[0]!
  const told = decided.slice(0, TOLD).map((each, i) => {
    const scale = gapScale([each])
    const texts = intervalTexts(magnitude(each), scale.factor, fixed)
    const share =
      each.relative === null || definition.unit === 'share'
        ? ''
        : ` (${quantity(Math.abs(each.relative.mean), 'share')})`
    const than = i === 0 ? ` than ${under(results, [results.baseline.value])}` : ''
    const range = texts.range === null ? null : withUnit(texts.range, scale)
    const least = each.bearing === 'at least' ? 'at least ' : ''
    const detail = each.exact
      ? exactWords(results)
      : i > 0
        ? (range ?? 'the same in all')
        : range === null
          ? `the same in ${all(results, each)}`
          : `95 % interval ${range}, ${pairs(results, each)}`
    return `${least}${withUnit(texts.mean, scale)}${share} ${direction(each)} ${under(results, [each.value])}${than} (${detail})`
  })
  const more = decided.length - told.length
  const others = more > 0 ? `; ${more} more differ${more === 1 ? 's' : ''} by less` : ''
  const merit =
    definition.unit === 's' || definition.better === 'neither'
      ? ''
      : ` ${capital(definition.better)} is better.`
  return `${subject} is ${enumeration(told)}${others}${restWords(results, comparisons)}.${merit}${soFar(comparisons)}`
}

/** '; c and d are not distinguishable from b', for those without a difference. */
function restWords(results: ExperimentResults, comparisons: readonly Comparison[]): string {
  const { axis, value } = results.baseline
  const group = (verdict: Comparison['verdict'], one: string, several: string) => {
    const names = comparisons
      .filter(each => each.verdict === verdict)
      .map(each => axisWords(axis, each.value))
    return names.length === 0 ? '' : `; ${enumeration(names)} ${names.length === 1 ? one : several}`
  }
  const like = `not distinguishable from ${axisWords(axis, value)}`
  return (
    group(
      'equal',
      `is exactly like ${axisWords(axis, value)}`,
      `are exactly like ${axisWords(axis, value)}`,
    ) +
    group('not distinguishable', `is ${like}`, `are ${like}`) +
    group('withheld', 'is left without a verdict', 'are left without a verdict') +
    group('no interval', 'has too few pairs to tell', 'have too few pairs to tell')
  )
}
