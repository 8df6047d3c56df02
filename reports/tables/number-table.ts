/**
 * Several numbers side by side, one row a system: the key numbers beside the headline, and what failed pipelines cost.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import { heading } from '../labels.ts'
import { scaleOf } from '../quantities.ts'
import { replicatesOf } from '../replicate-names.ts'
import { comparedValues, definitionOf, isBoundAt, type Setting } from '../samples.ts'
import { meanAt } from '../statistics/mean-at.ts'
import type { MeanInterval } from '../statistics/mean-interval.ts'
import { meanCells, withScale } from './mean-cells.ts'
import { atWords, keyCells, keyColumns } from './settings.ts'
import { AT_LEAST, boundNote, NOTHING, type Table } from './table.ts'

/** A number, and whether it is shown of the headline's scope or of the whole cluster. */
type Wanted = readonly [number: string, of: 'headline' | 'all']

const keyNumbers: readonly Wanted[] = [
  ['cpu_used_share', 'all'],
  ['cpu_busy_share', 'all'],
  ['cpu_revocable_share', 'all'],
  ['wait_first_mean_s', 'headline'],
  ['wait_first_p99_s', 'headline'],
  ['bounded_slowdown_mean', 'headline'],
  ['jobs_unfinished', 'headline'],
  ['pipeline_response_mean_s', 'all'],
  ['busy_share', 'all'],
  ['conflict_ratio', 'all'],
  ['cpu_locked_share', 'all'],
  ['core_hours_lost_after', 'all'],
  ['core_hours_saved', 'all'],
  ['tasks_doomed', 'all'],
]

const lossNumbers: readonly Wanted[] = [
  ['pipelines_failed', 'all'],
  ['tasks_doomed', 'all'],
  ['tasks_cancelled', 'all'],
  ['core_hours_lost_before', 'all'],
  ['core_hours_lost_after', 'all'],
  ['core_hours_repeated', 'all'],
  ['core_hours_saved', 'all'],
  ['cancel_delay_mean_s', 'all'],
]

/**
 * The usual numbers beside the headline: those in which systems of one setting can be seen to differ – of a single system
 * those that are not 0 –, and the share of cores used in any case. The notes say what each means. Null if none is left.
 */
export function keyNumberTable(results: ExperimentResults, settings: readonly Setting[]): Table | null {
  const { number, of } = results.headline
  const systems = comparedValues(results).length
  const columns = measuredColumns(results, settings, keyNumbers).filter(
    each =>
      (each.number !== number || each.of !== of) &&
      (each.number === 'cpu_used_share' || (systems === 1 ? isSomething(each) : differ(each.cells, systems))),
  )
  return numberTable(results, settings, 'Other numbers', columns)
}

/** What failures of pipelines cost, and what cancelling saved. Null where nothing of it happened. */
export function pipelineLossTable(results: ExperimentResults, settings: readonly Setting[]): Table | null {
  const columns = measuredColumns(results, settings, lossNumbers).filter(isSomething)
  return numberTable(results, settings, 'Failed pipelines: work lost and saved', columns)
}

interface NumberColumn {
  readonly number: string
  readonly of: string
  readonly heading: string
  readonly means: readonly MeanInterval[]
  readonly cells: readonly string[]
}

/** A column for each number that any run measured, its cells by setting and system. */
function measuredColumns(
  results: ExperimentResults,
  settings: readonly Setting[],
  numbers: readonly Wanted[],
): NumberColumn[] {
  const points = settings.flatMap(setting => comparedValues(results).map(value => ({ setting, value })))
  return numbers.flatMap(([number, wanted]) => {
    // A headline of a scheduler has no jobs: the whole cluster stands in.
    for (const of of wanted === 'all' ? ['all'] : [results.headline.of, 'all']) {
      const means = points.map(({ setting, value }) => meanAt(setting, value, number, of))
      if (means.every(each => each.n === 0)) continue
      const scale = scaleOf(
        definitionOf(number).unit,
        means.map(each => each.mean),
      )
      const bounds = points.map(({ setting, value }) => isBoundAt(setting, value, number, of))
      const cells = meanCells(means, scale, replicatesOf(results).length, bounds)
      return [{ number, of, means, cells, heading: withScale(heading(number, of), scale) }]
    }
    return []
  })
}

/** Is the number another than 0 anywhere? */
function isSomething({ means, cells }: NumberColumn): boolean {
  return means.some(({ n, mean }, i) => n > 0 && (mean !== 0 || cells[i]!.startsWith(AT_LEAST)))
}

/** Whether the means, as written, differ among the systems of any one setting. */
function differ(cells: readonly string[], systems: number): boolean {
  const written = cells.map(cell => cell.split(' ±')[0]!)
  return written.some((mean, i) => {
    const group = written.slice(i - (i % systems), i)
    return mean !== NOTHING && group.some(other => other !== NOTHING && other !== mean)
  })
}

function numberTable(
  results: ExperimentResults,
  settings: readonly Setting[],
  title: string,
  measured: readonly NumberColumn[],
): Table | null {
  const same = measured.filter(({ cells }) => isSame(cells))
  const columns = measured.filter(column => !same.includes(column))
  if (columns.length === 0) return null
  const keys = keyColumns(results, settings)
  const points = settings.flatMap(setting => comparedValues(results).map(value => ({ setting, value })))
  return {
    title: `${title}${atWords(results, settings)}`,
    keys: keys.length,
    columns: [...keys, ...columns.map(({ heading }) => ({ heading, align: 'right' as const }))],
    rows: points.map(({ setting, value }, i) => [
      ...keyCells(results, settings, setting, value),
      ...columns.map(column => column.cells[i]!),
    ]),
    notes: [
      ...columns.map(({ number }) => `${heading(number, 'all')}: ${meaning(number)}`),
      ...same.map(each => `${each.heading}: ${each.cells[0]} everywhere.`),
      ...(measured.some(({ cells }) => cells.some(cell => cell.startsWith(AT_LEAST))) ? [boundNote] : []),
    ],
  }
}

/** Whether every row says the same, so that the column tells nothing apart: it becomes a sentence below the table. */
function isSame(cells: readonly string[]): boolean {
  return cells.length > 1 && cells.every(cell => cell === cells[0])
}

/** What the number means, without the words by which the catalogue leans on the number before. */
function meaning(number: string): string {
  const text = definitionOf(number).meaning.replace(/^Of (those|the unfinished), /, '')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
