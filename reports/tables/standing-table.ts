/**
 * What became of the objects of manifests: which have all their pods at the end of the run, and what the others wait for.
 */
import type { Standing } from '../../sim/measure/result.ts'
import type { ExperimentResults } from '../experiment-results.ts'
import { comparedValues, type Setting } from '../samples.ts'
import { keyCells, keyColumns } from './settings.ts'
import type { Table } from './table.ts'

/** Objects that wait are listed, so many of each setting. */
const SHOWN = 25

/** Null where nothing comes from manifests. Of several seeds it is about the first. */
export function standingTable(results: ExperimentResults, settings: readonly Setting[]): Table | null {
  const reasons = new Map<string, number>()
  const notes: string[] = []
  const rows = settings.flatMap(setting =>
    comparedValues(results).flatMap(value => {
      const [first] = setting.runs.get(value)?.values() ?? []
      const standings = first?.results[0]?.standings
      if (standings === undefined) return []
      const keys = keyCells(results, settings, setting, value)
      const waiting = standings.filter(({ waits }) => waits.length > 0)
      if (waiting.length > SHOWN)
        notes.push(
          `${waiting.length - SHOWN} more objects wait under ${keys.join(', ')}; results.json has them.`,
        )
      return [
        [...keys, 'all', ...counts(standings), ''],
        ...waiting
          .slice(0, SHOWN)
          .map(each => [...keys, each.of, ...counts([each]), reasonsOf(each, reasons)]),
      ]
    }),
  )
  if (rows.length === 0) return null
  const keys = keyColumns(results, settings)
  const columns = [
    ...keys,
    { heading: 'object', align: 'left' },
    { heading: 'pods wanted', align: 'right' },
    { heading: 'running', align: 'right' },
    { heading: 'waiting', align: 'right' },
    { heading: 'for', align: 'left' },
  ] as const
  return {
    title:
      reasons.size === 0 ? 'All pods that are wanted run at the end' : 'What waits at the end, and for what',
    columns,
    keys: keys.length + 1,
    rows,
    notes: [...[...reasons].map(([reason, number]) => `(${number}) ${reason}`), ...notes],
  }
}

function counts(standings: readonly Standing[]): string[] {
  const sum = (of: (each: Standing) => number) => standings.reduce((all, each) => all + of(each), 0)
  const waiting = sum(({ waits }) => waits.reduce((all, { pods }) => all + pods, 0))
  return [sum(({ wanted }) => wanted), sum(({ running }) => running), waiting].map(String)
}

/** Numbers of the reasons, which stand in full under the table. */
function reasonsOf({ waits }: Standing, reasons: Map<string, number>): string {
  return waits
    .map(({ reason, pods }) => {
      if (!reasons.has(reason)) reasons.set(reason, reasons.size + 1)
      return waits.length === 1 ? `(${reasons.get(reason)})` : `${pods} × (${reasons.get(reason)})`
    })
    .join(', ')
}
