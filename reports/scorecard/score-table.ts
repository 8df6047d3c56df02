/**
 * The scorecard as a table: one row a system, its means with what they are against the baseline.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import { axisWords } from '../labels.ts'
import { replicatesOf } from '../replicate-names.ts'
import { comparedValues, type Setting } from '../samples.ts'
import { atWords, keyCells, keyColumns } from '../tables/settings.ts'
import { boundNote, NOTHING, type Table } from '../tables/table.ts'
import { columnHeading, figures, markNotes, markWords } from './score-texts.ts'
import { type ScoreColumn, scoreColumns } from './scorecard.ts'

/** Null where the experiment has no scorecard, or compares nothing. */
export function scoreTable(results: ExperimentResults, settings: readonly Setting[]): Table | null {
  const values = comparedValues(results)
  const columns = alongSettings(settings.map(setting => scoreColumns(results, setting)))
  if (columns.length === 0 || values.length < 2) return null
  const cells = columns.map(column => cellsOf(column, replicatesOf(results).length))
  const keys = keyColumns(results, settings)
  const points = settings.flatMap(setting => values.map(value => ({ setting, value })))
  const { axis, value } = results.baseline
  return {
    title: `Scorecard${atWords(results, settings)}`,
    keys: keys.length,
    columns: [
      ...keys,
      ...columns.map(column => ({ heading: columnHeading(column), align: 'right' as const })),
    ],
    rows: points.map((point, i) => [
      ...keyCells(results, settings, point.setting, point.value),
      ...cells.map(column => column[i]!),
    ]),
    notes: [
      ...markNotes(columns, axisWords(axis, value), values.length - 1),
      ...(columns.some(({ scores }) => scores.some(({ atLeast }) => atLeast)) ? [boundNote] : []),
    ],
  }
}

/** The same numbers at several settings, one under the other; those that are measured in all. */
function alongSettings(all: readonly (readonly ScoreColumn[])[]): ScoreColumn[] {
  return (all[0] ?? []).flatMap(({ entry, name }) => {
    const found = all.map(columns => columns.find(each => each.entry === entry))
    if (found.includes(undefined)) return []
    return [{ entry, name, scores: found.flatMap(column => column!.scores) }]
  })
}

/** '0.56 ± 0.02 better'. */
function cellsOf(column: ScoreColumn, replicates: number): string[] {
  return figures(column, replicates).map((figure, i) => {
    const { mark } = column.scores[i]!
    if (figure === NOTHING || mark === 'baseline') return figure
    return `${figure} ${markWords[mark]}`.trimEnd()
  })
}
