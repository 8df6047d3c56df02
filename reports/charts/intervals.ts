/**
 * Chart: one number under each compared system along the rising axis, with confidence intervals.
 */
import { exactPhrase } from '../exactness.ts'
import type { ExperimentResults } from '../experiment-results.ts'
import { phrase } from '../labels.ts'
import { meanWords, replicateNoun } from '../replicates.ts'
import { definitionOf } from '../samples.ts'
import { NOTHING } from '../tables/table.ts'
import { type Cells, cellsOf } from './cells.ts'
import type { ChartDocument } from './chart-document.ts'
import { footOf, intervalConfig } from './interval-config.ts'
import { spread } from './spread.ts'
import { systemsOf } from './systems.ts'

/** From this ratio of the largest to the smallest mean, bars on a linear axis would hide the small ones. */
const WIDE = 50

/**
 * Means over seeds with 95 % Student t intervals of the experiment's headline number, or of another one: bars, or
 * points on a logarithmic axis where the means are far apart. Null if no run measured the number, and for another
 * number than the headline also if it is 0 in every run.
 */
export function intervalChart(
  results: ExperimentResults,
  number: string = results.headline.number,
  of: string = results.headline.of,
): ChartDocument | null {
  const table = cellsOf(results, number, of)
  const { rising, steps, cells } = table
  const systems = systemsOf(results)
  const isHeadline = number === results.headline.number && of === results.headline.of
  if (cells.length === 0 || (!isHeadline && cells.every(cell => cell.mean === 0))) return null

  const { unit, better } = definitionOf(number)
  const subject = phrase(number, of)
  const atMain = cells.filter(cell => cell.step === table.main)
  const title = spread(
    results,
    subject,
    unit,
    atMain.map(cell => ({ name: systems[cell.system]!.name, value: cell.mean })),
  )
  const smallest = Math.min(...cells.map(cell => cell.mean))
  const logarithmic = smallest > 0 && Math.max(...cells.map(cell => cell.mean)) >= WIDE * smallest
  const direction = better === 'neither' ? '' : ` ${better === 'lower' ? 'Lower' : 'Higher'} is better.`
  const message = reading(results, table, logarithmic) + direction
  return {
    id: `intervals-${number}-${of}`.replace(/[^a-z0-9]+/gi, '-').toLowerCase(),
    title,
    message,
    config: intervalConfig(table, systems, { unit, subject, title, message, logarithmic }),
    table: {
      headers: [
        results.baseline.axis,
        ...(rising === null ? [] : [rising]),
        `${number} mean`,
        '95 % interval from',
        'to',
        `${replicateNoun(results)}s`,
      ],
      rows: cells.map(cell => [
        systems[cell.system]!.name,
        ...(rising === null ? [] : [steps[cell.step]!]),
        cell.mean,
        ...(cell.n > 1 && !cell.exact ? [cell.low, cell.high] : [NOTHING, NOTHING]),
        cell.exact ? 'exact' : cell.n,
      ]),
    },
  }
}

/** How to read the marks. */
function reading(results: ExperimentResults, { cells }: Cells, logarithmic: boolean): string {
  const mark = logarithmic ? 'Points' : 'Bars'
  const noun = replicateNoun(results)
  if (cells.every(cell => cell.exact)) return `${mark} are ${exactPhrase(results)}.`
  if (cells.every(cell => cell.n < 2))
    return `${mark} are results of one ${noun}, too few for a confidence interval.`
  const sentences = [
    `${mark} are ${meanWords(results, 'means')}, whiskers their 95 % confidence intervals (Student t).`,
  ]
  if (cells.some(cell => cell.n < 2))
    sentences.push(`Where only one ${noun} measured it, there is no whisker.`)
  if (cells.some(cell => cell.exact)) sentences.push('What is exact has none either.')
  if (logarithmic && cells.some(cell => cell.low < footOf(cells))) {
    sentences.push('Whiskers that go on below the axis are cut there.')
  }
  return sentences.join(' ')
}
