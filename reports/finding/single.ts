/**
 * The sentence about one system by itself.
 */
import { exactPhrase } from '../exactness.ts'
import type { ExperimentResults } from '../experiment-results.ts'
import { fixed, intervalTexts, scaleOf, withUnit } from '../quantities.ts'
import { replicateNoun } from '../replicates.ts'
import { definitionOf, isBoundAt, type Setting } from '../samples.ts'
import { meanAt } from '../statistics/mean-at.ts'
import { possibleMean } from '../statistics/possible-ends.ts'
import { counted } from '../tables/settings.ts'
import { under } from './place.ts'

/** Where nothing is compared: the mean itself. */
export function single(results: ExperimentResults, setting: Setting, subject: string): string {
  const { number, of } = results.headline
  const { value } = results.baseline
  const mean = meanAt(setting, value, number, of)
  const here = under(results, [value])
  if (mean.n === 0) return `${subject} was not measured ${here}.`
  const definition = definitionOf(number)
  const { unit } = definition
  // A 'number of jobs' needs no unit.
  const scale = unit === 'jobs' || unit === 'tasks' ? { name: '', factor: 1 } : scaleOf(unit, [mean.mean])
  const texts = intervalTexts(possibleMean(mean, definition), scale.factor, fixed)
  const noun = replicateNoun(results)
  const seeds = counted(mean.n, noun)
  const detail = mean.exact
    ? exactPhrase(results)
    : mean.n === 1
      ? `one ${noun}, which gives no interval`
      : texts.range === null
        ? `the same in ${mean.n === 2 ? `both ${noun}s` : `all ${seeds}`}`
        : `95 % interval ${withUnit(texts.range, scale)}, ${seeds}`
  const least = isBoundAt(setting, value, number, of) ? 'at least ' : ''
  return `${subject} is ${least}${withUnit(texts.mean, scale)} ${here} (${detail}).`
}
