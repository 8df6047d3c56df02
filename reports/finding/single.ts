/**
 * The sentence about one system by itself.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import { fixed, intervalTexts, scaleOf, withUnit } from '../quantities.ts'
import { definitionOf, type Setting, sampleOf } from '../samples.ts'
import { meanInterval } from '../statistics/mean-interval.ts'
import { counted } from '../tables/settings.ts'
import { under } from './place.ts'

/** Where nothing is compared: the mean itself. */
export function single(results: ExperimentResults, setting: Setting, subject: string): string {
  const { number, of } = results.headline
  const { value } = results.baseline
  const mean = meanInterval(sampleOf(setting, value, number, of, results.seeds))
  const here = under(results, [value])
  if (mean.n === 0) return `${subject} was not measured ${here}.`
  const scale = scaleOf(definitionOf(number).unit, [mean.mean])
  const texts = intervalTexts(mean, scale.factor, fixed)
  const seeds = counted(mean.n, 'seed')
  const detail =
    mean.n === 1
      ? 'one seed, which gives no interval'
      : texts.range === null
        ? `the same in ${mean.n === 2 ? 'both seeds' : `all ${seeds}`}`
        : `95 % interval ${withUnit(texts.range, scale)}, ${seeds}`
  return `${subject} is ${withUnit(texts.mean, scale)} ${here} (${detail}).`
}
