/**
 * The sentence where the numbers bear no verdict.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import { axisWords } from '../labels.ts'
import { fewestDecimals, fixed, scaleOf, withUnit } from '../quantities.ts'
import { comparedValues, definitionOf, isBoundAt, type Setting } from '../samples.ts'
import type { Comparison } from '../statistics/comparison.ts'
import { meanAt } from '../statistics/mean-at.ts'
import { enumeration } from '../tables/settings.ts'
import { under } from './place.ts'

/** Systems that are named one by one. */
const TOLD = 4

/** 'The mean wait is at least 1.2 h under a and 3 h under b. No verdict: …' */
export function withheld(results: ExperimentResults, setting: Setting, subject: string): string {
  const { number, of } = results.headline
  const told = comparedValues(results).flatMap(value => {
    const { mean, n } = meanAt(setting, value, number, of)
    if (n === 0) return []
    const scale = scaleOf(definitionOf(number).unit, [mean])
    const text = withUnit(fixed(mean * scale.factor, fewestDecimals(mean * scale.factor)), scale)
    return [`${isBoundAt(setting, value, number, of) ? 'at least ' : ''}${text} ${under(results, [value])}`]
  })
  const more = told.length - TOLD
  const words = more > 0 ? [...told.slice(0, TOLD), `so on for ${more} more`] : told
  return `${subject} is ${enumeration(words)}. No verdict: whoever is lower may be so only because more of its jobs had not started, or not ended, when the run did.`
}

/** ' c is left without a verdict.' */
export function withheldWords(results: ExperimentResults, comparisons: readonly Comparison[]): string {
  const names = comparisons
    .filter(each => each.verdict === 'withheld')
    .map(each => axisWords(results.baseline.axis, each.value))
  if (names.length === 0) return ''
  return ` ${enumeration(names)} ${names.length === 1 ? 'is' : 'are'} left without a verdict.`
}
