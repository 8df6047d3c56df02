/**
 * What one long run says of its own uncertainty.
 */

import type { ExperimentResults } from '../experiment-results.ts'
import { gapScale } from '../finding/gap.ts'
import { under } from '../finding/place.ts'
import { isOverloaded, runsOf } from '../overload/overloaded.ts'
import { fixed, intervalTexts, scaleOf, signed, withUnit } from '../quantities.ts'
import { comparedValues, definitionOf, type Setting } from '../samples.ts'
import { type BatchMeans, batchMeans } from '../statistics/batch-means.ts'
import { compareAt } from '../statistics/comparison.ts'
import { possibleDifference, possibleMean } from '../statistics/possible-ends.ts'
import { headlineSteadiness } from './headline-steadiness.ts'

/** Differences that are told. */
const TOLD = 3

/**
 * 'Batch means of this one run …', where there is one seed and the headline is a mean of jobs; '' for several seeds, which
 * say it better, where nothing is drawn at random, where verdicts are withheld, and where the queue grows and there is no
 * mean to be near. Differences are taken batch by batch, of the same jobs.
 */
export function batchMeansSentence(results: ExperimentResults, setting: Setting): string {
  const { number, of } = results.headline
  if (setting.replicates.length !== 1 || setting.exact.size > 0 || results.meanOver !== undefined) return ''
  if (!/_mean(_s)?$/.test(number)) return ''
  const steadiness = (value: (typeof values)[number]) =>
    headlineSteadiness(results, runsOf(setting, value)[0])
  const values = comparedValues(results)
  const baseline = steadiness(results.baseline.value)
  if (baseline === null) return ''
  const few = 'Too few jobs for an interval by batch means: ten batches of 25 jobs or more are needed.'
  if (values.length === 1) {
    if (isOverloaded(setting, results.baseline.value)) return ''
    const found = batchMeans(baseline.batchJobs, baseline.batchMeans)
    if (found === null) return few
    const scale = scaleOf(definitionOf(number).unit, [found.mean])
    const { range } = intervalTexts(possibleMean(found, definitionOf(number)), scale.factor, fixed)
    if (range === null) return ''
    return `By batch means of this one run (${batchWords([found])}), the 95 % interval is ${withUnit(range, scale)}.${warning([found])}`
  }
  const compared = compareAt(results, setting, number, of).filter(
    each => each.verdict !== 'withheld' && each.difference.n > 0,
  )
  const told = compared.slice(0, TOLD).flatMap(each => {
    const ours = steadiness(each.value)
    if (ours === null || ours.batchJobs.some((jobs, i) => jobs !== baseline.batchJobs[i])) return []
    const differences = ours.batchMeans.map((mean, i) => mean - baseline.batchMeans[i]!)
    const found = batchMeans(ours.batchJobs, differences)
    return found === null ? [] : [{ each, found }]
  })
  // Where a stage became ready under one system alone, the batches do not hold the same jobs, and nothing can be paired.
  const enough = batchMeans(baseline.batchJobs, baseline.batchMeans) !== null
  if (told.length === 0) return compared.length === 0 || enough ? '' : few
  const ranges = told.flatMap(({ each, found }) => {
    const scale = gapScale([each])
    const { range } = intervalTexts(possibleDifference(found, definitionOf(number)), scale.factor, signed)
    return range === null ? [] : [`${withUnit(range, scale)} ${under(results, [each.value])}`]
  })
  if (ranges.length === 0) return ''
  const found = told.map(each => each.found)
  const against = under(results, [results.baseline.value])
  return `By batch means of this one run (${batchWords(found)}), the 95 % interval of the difference to that ${against} is ${ranges.join(', ')}.${warning(found)}`
}

/** '20 batches, lag-1 correlation 0.05'; of several intervals, the largest correlation. */
function batchWords(found: readonly BatchMeans[]): string {
  const largest = Math.max(...found.map(each => each.lag1))
  return `${found[0]!.batches} batches, lag-1 correlation ${found.length > 1 ? 'up to ' : ''}${fixed(largest, 2)}`
}

function warning(found: readonly BatchMeans[]): string {
  return found.some(each => each.correlated)
    ? ' Neighbouring batches are correlated, so the interval is too narrow: run longer, or with more seeds.'
    : ''
}
