/**
 * The sentence where the numbers bear no verdict.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import { fewestDecimals, fixed, scaleOf, withUnit } from '../quantities.ts'
import { comparedValues, definitionOf, isBoundAt, type Setting, sampleOf } from '../samples.ts'
import { meanInterval } from '../statistics/mean-interval.ts'
import { enumeration } from '../tables/settings.ts'
import { under } from './place.ts'

/** Systems that are named one by one. */
const TOLD = 4

/** 'The mean wait is at least 1.2 h under a and 3 h under b. No verdict: …' */
export function withheld(results: ExperimentResults, setting: Setting, subject: string): string {
  const { number, of } = results.headline
  const told = comparedValues(results).flatMap(value => {
    const { mean, n } = meanInterval(sampleOf(setting, value, number, of, results.seeds))
    if (n === 0) return []
    const scale = scaleOf(definitionOf(number).unit, [mean])
    const text = withUnit(fixed(mean * scale.factor, fewestDecimals(mean * scale.factor)), scale)
    return [`${isBoundAt(setting, value, number, of) ? 'at least ' : ''}${text} ${under(results, [value])}`]
  })
  const more = told.length - TOLD
  const words = more > 0 ? [...told.slice(0, TOLD), `so on for ${more} more`] : told
  return `${subject} is ${enumeration(words)}. No verdict: whoever is lower may be so only because more of its jobs had not started, or not ended, when the run did.`
}
