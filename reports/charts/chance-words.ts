/**
 * What the marks of a chart are: means with intervals, results of single runs, or exact values.
 */
import { exactPhrase } from '../exactness.ts'
import type { ExperimentResults } from '../experiment-results.ts'
import { replicatesOf } from '../replicate-names.ts'
import { meanWords, replicateNoun } from '../replicates.ts'
import type { CellValue } from './cells.ts'
import { hasInterval } from './value-axis.ts'

/** 'Bars are means over 10 seeds, whiskers their 95 % confidence intervals (Student t).' */
export function chanceWords(results: ExperimentResults, mark: string, cells: readonly CellValue[]): string {
  if (cells.every(({ exact }) => exact)) return `${mark} are ${exactPhrase(results)}.`
  if (replicatesOf(results).length === 1) {
    const noun = replicateNoun(results)
    return `${mark} are results of one ${noun === 'seed' ? 'run' : noun} each, which gives no confidence interval.`
  }
  const means = `${mark} are ${meanWords(results, 'means')}`
  return cells.some(hasInterval)
    ? `${means}, whiskers their 95 % confidence intervals (Student t).`
    : `${means}.`
}
