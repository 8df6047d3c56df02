/**
 * Chart: what failing pipelines cost, and what cancelling their remaining tasks saved, under each compared system.
 */
import type { ExperimentResults, RunRecord } from '../experiment-results.ts'
import { quantity } from '../quantities.ts'
import { replicatesOf } from '../replicate-names.ts'
import { mainSetting } from '../samples.ts'
import { endTexts, meanText, valueAt } from './cells.ts'
import { chanceWords } from './chance-words.ts'
import type { ChartDocument } from './chart-document.ts'
import { claim } from './claim.ts'
import { type RowGroup, rowConfig } from './row-config.ts'
import { systemsOf } from './systems.ts'
import { CUT, hasInterval, valueAxis } from './value-axis.ts'

/** The groups of rows. */
const parts = [
  ['core_hours_lost_before', 'lost, done before the failure'],
  ['core_hours_lost_after', 'lost, done after the failure'],
  ['core_hours_saved', 'saved by cancelling'],
] as const

/** The work that is lost, before and after the failure together: made here, as a user's metric would be. */
const LOST = 'lost_core_hours'

const tableNumbers = [LOST, ...parts.map(([number]) => number), 'tasks_doomed', 'pipelines_failed'] as const

/**
 * Core-hours lost and saved at the main setting, as means over seeds with 95 % Student t intervals. A part that is the
 * same in every run is told in the message and not drawn. Null if no part is left.
 */
export function pipelineLossesChart(measured: ExperimentResults): ChartDocument | null {
  const results = { ...measured, runs: measured.runs.map(withLost) }
  const setting = mainSetting(results)
  if (setting === undefined) return null
  const systems = systemsOf(results).map(({ name, value, style }) => ({
    name,
    style,
    cells: new Map(tableNumbers.map(number => [number as string, valueAt(setting, value, number, 'all')])),
  }))
  const groups = parts
    .map(
      ([number, heading]): RowGroup => ({
        heading,
        rows: systems
          .map(({ name, style, cells }) => ({ name, style, cell: cells.get(number)! }))
          .filter(({ cell }) => cell.n > 0),
      }),
    )
    .filter(({ rows }) => rows.some(({ cell }) => cell.mean !== 0))
  const isTelling = ({ rows }: RowGroup): boolean =>
    rows.some(({ cell }) => hasInterval(cell) || cell.mean !== rows[0]!.cell.mean)
  const telling = systems.length === 1 ? groups : groups.filter(isTelling)
  if (telling.length === 0) return null

  const cells = telling.flatMap(({ rows }) => rows.map(({ cell }) => cell))
  const title = claim(results, LOST, 'all', 'work lost with failed pipelines')
  const values = valueAxis(cells, 'core-hours', 'work', 'x')
  const message = [
    'Work that failed pipelines did in vain, and work that cancelling the rest of them saved.',
    chanceWords(results, values.logarithmic ? 'Points' : 'Bars', cells),
    ...(values.cuts ? [CUT] : []),
    ...groups
      .filter(group => !telling.includes(group))
      .map(
        ({ heading, rows }) =>
          `The same everywhere: ${heading}, ${quantity(rows[0]!.cell.mean, 'core-hours')}.`,
      ),
  ].join(' ')
  const { config, height } = rowConfig(telling, values, {
    title,
    message,
    unit: 'core-hours',
    subject: 'work',
    replicates: replicatesOf(results).length,
  })
  return {
    id: 'pipeline-losses',
    title,
    message,
    config,
    height,
    table: {
      headers: [
        results.baseline.axis,
        ...tableNumbers.flatMap(number => [number, `${number} from`, `${number} to`]),
      ],
      rows: systems
        .filter(({ cells }) => parts.some(([number]) => cells.get(number)!.n > 0))
        .map(({ name, cells }) => [
          name,
          ...tableNumbers.flatMap(number => {
            const cell = cells.get(number)!
            return [meanText(cell), ...endTexts(cell)]
          }),
        ]),
    },
  }
}

/** The run with the sum of what was lost; null where neither was measured. */
function withLost(run: RunRecord): RunRecord {
  const rows = run.result.rows.map(row => {
    const [before, after] = [row.numbers['core_hours_lost_before'], row.numbers['core_hours_lost_after']]
    const lost = before == null && after == null ? null : (before ?? 0) + (after ?? 0)
    // The sum of a bound and of what is known is a bound.
    const { atLeast = [] } = row
    const isBound = atLeast.includes('core_hours_lost_before') || atLeast.includes('core_hours_lost_after')
    return {
      ...row,
      numbers: { ...row.numbers, [LOST]: lost },
      ...(isBound ? { atLeast: [...atLeast, LOST] } : {}),
    }
  })
  return { ...run, result: { ...run.result, rows } }
}
