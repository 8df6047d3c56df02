/**
 * Several numbers side by side, one row a system: the key numbers beside the headline, and what failed pipelines cost.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import { heading } from '../labels.ts'
import { scaleOf } from '../quantities.ts'
import { comparedValues, definitionOf, type Setting, sampleOf } from '../samples.ts'
import { type MeanInterval, meanInterval } from '../statistics/mean-interval.ts'
import { meanCells, withScale } from './mean-cells.ts'
import { atWords, keyCells, keyColumns } from './settings.ts'
import type { Table } from './table.ts'

/** Numbers in the order in which they are shown; of the headline's scope where it has them, else of all. */
const keyNumbers = [
  'cpu_used_share',
  'wait_first_mean_s',
  'wait_first_p99_s',
  'bounded_slowdown_mean',
  'pipeline_response_mean_s',
  'jobs_unfinished',
  'busy_share',
  'conflict_ratio',
  'cpu_locked_share',
  'core_hours_lost_after',
  'core_hours_saved',
  'tasks_doomed',
]

const lossNumbers = [
  'pipelines_failed',
  'tasks_doomed',
  'tasks_cancelled',
  'core_hours_lost_before',
  'core_hours_lost_after',
  'core_hours_repeated',
  'core_hours_saved',
  'cancel_delay_mean_s',
]

/**
 * The usual numbers but the headline, of those measured and not the same in every row. Null if none is left. The notes
 * say what each number means.
 */
export function keyNumberTable(results: ExperimentResults, settings: readonly Setting[]): Table | null {
  const wanted = keyNumbers.filter(number => number !== results.headline.number)
  return numberTable(results, settings, 'Other numbers', wanted, varies)
}

/** What failures of pipelines cost, and what cancelling saved. Null where no pipeline failed. */
export function pipelineLossTable(results: ExperimentResults, settings: readonly Setting[]): Table | null {
  return numberTable(results, settings, 'Failed pipelines: work lost and saved', lossNumbers, happened)
}

function varies(means: readonly MeanInterval[]): boolean {
  return new Set(means.filter(each => each.n > 0).map(each => each.mean)).size > 1
}

function happened(means: readonly MeanInterval[]): boolean {
  return means.some(each => each.n > 0 && each.mean !== 0)
}

function numberTable(
  results: ExperimentResults,
  settings: readonly Setting[],
  title: string,
  numbers: readonly string[],
  isTelling: (means: readonly MeanInterval[]) => boolean,
): Table | null {
  const points = settings.flatMap(setting => comparedValues(results).map(value => ({ setting, value })))
  const meansOf = (number: string, of: string) =>
    points.map(({ setting, value }) => meanInterval(sampleOf(setting, value, number, of, results.seeds)))
  const chosen = numbers.flatMap(number => {
    for (const of of new Set([results.headline.of, 'all'])) {
      const means = meansOf(number, of)
      if (means.some(each => each.n > 0)) return isTelling(means) ? [{ number, of, means }] : []
    }
    return []
  })
  if (chosen.length === 0) return null
  const columns = chosen.map(({ number, of, means }) => {
    const scale = scaleOf(
      definitionOf(number).unit,
      means.map(each => each.mean),
    )
    return {
      heading: withScale(heading(number, of), scale),
      cells: meanCells(means, scale, results.seeds.length),
    }
  })
  const keys = keyColumns(results, settings)
  return {
    title: `${title}${atWords(results, settings)}`,
    keys: keys.length,
    columns: [...keys, ...columns.map(({ heading }) => ({ heading, align: 'right' as const }))],
    rows: points.map(({ setting, value }, i) => [
      ...keyCells(results, settings, setting, value),
      ...columns.map(column => column.cells[i]!),
    ]),
    notes: chosen.map(({ number }) => `${heading(number, 'all')}: ${meaning(number)}`),
  }
}

/** What the number means, without the words by which the catalogue leans on the number before. */
function meaning(number: string): string {
  const text = definitionOf(number).meaning.replace(/^Of (those|the unfinished), /, '')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
