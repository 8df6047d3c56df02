/**
 * Chart: how long each scheduler took to recover from its death, under each compared system.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import { replicatesOf } from '../replicate-names.ts'
import { mainSetting, scopesOf } from '../samples.ts'
import { boundNote } from '../tables/table.ts'
import { endTexts, meanText, valueAt } from './cells.ts'
import { chanceWords } from './chance-words.ts'
import type { ChartDocument } from './chart-document.ts'
import { claim } from './claim.ts'
import { type RowGroup, rowConfig } from './row-config.ts'
import { systemsOf } from './systems.ts'
import { CUT, valueAxis } from './value-axis.ts'

const NUMBER = 'recovery_mean_s'
/** What the root is called among schedulers, under every system; see sim/measure/recoveries.ts. */
const ROOT = 'root'

/**
 * A group for each system with a row for each of its schedulers that died, at the main setting: means over seeds with 95 % Student t
 * intervals. Null where fewer than two schedulers died.
 */
export function recoveriesChart(results: ExperimentResults): ChartDocument | null {
  const setting = mainSetting(results)
  if (setting === undefined) return null
  const root = `scheduler:${ROOT}`
  const scopes = [root, ...scopesOf(results).filter(of => of.startsWith('scheduler:') && of !== root)]
  const groups = systemsOf(results)
    .map(
      ({ name, value, style }): RowGroup => ({
        heading: name,
        rows: scopes.flatMap(of => {
          const cell = valueAt(setting, value, NUMBER, of)
          const scheduler = of.slice('scheduler:'.length)
          return cell.n === 0
            ? []
            : [{ name: scheduler === ROOT ? 'the root itself' : scheduler, style, cell }]
        }),
      }),
    )
    .filter(({ rows }) => rows.length > 0)
  const cells = groups.flatMap(({ rows }) => rows.map(({ cell }) => cell))
  if (cells.length < 2) return null
  const subject = 'time to recover'
  const title = claim(results, 'recovery_max_s', 'all', 'longest recovery of a scheduler from its death')
  const values = valueAxis(cells, 's', subject, 'x')
  const message = [
    'From the death of a scheduler to its first launch after its return, or to its return where nothing waited.',
    chanceWords(results, values.logarithmic ? 'Points' : 'Bars', cells),
    ...(values.cuts ? [CUT] : []),
    ...(cells.some(({ atLeast }) => atLeast === true) ? [boundNote] : []),
  ].join(' ')
  const { config, height } = rowConfig(groups, values, {
    title,
    message,
    unit: 's',
    subject,
    replicates: replicatesOf(results).length,
  })
  return {
    id: 'recoveries',
    title,
    message,
    config,
    height,
    table: {
      headers: [results.baseline.axis, 'scheduler', `${NUMBER} mean`, '95 % interval from', 'to'],
      rows: groups.flatMap(({ heading, rows }) =>
        rows.map(({ name, cell }) => [heading, name, meanText(cell), ...endTexts(cell)]),
      ),
    },
  }
}
