/**
 * Why what waited longest waited, in the words of the system's own scheduler, to be unfolded one by one.
 */
import type { LongWait } from '../../sim/measure/result.ts'
import { whyCommand } from '../command-line.ts'
import { escaped } from '../escaped.ts'
import type { AxisValue, ExperimentResults } from '../experiment-results.ts'
import { quantity } from '../quantities.ts'
import { comparedValues, type Setting } from '../samples.ts'
import { counted, fewSettings, keyCells } from '../tables/settings.ts'
import type { Table } from '../tables/table.ts'
import { choiceTable, rejectionTable } from '../tables/wait-tables.ts'
import { tableHtml } from './table.ts'
import { prose } from './text.ts'

/** Told on one page at most. */
const TOLD = 40

interface Group {
  readonly setting: Setting
  readonly value: AxisValue
  readonly seed: string
  readonly waits: readonly LongWait[]
}

/** Of several seeds the first; '' where no scheduler says why. */
export function waitsHtml(results: ExperimentResults): string {
  const settings = fewSettings(results)
  const groups = settings.flatMap(setting =>
    comparedValues(results).flatMap((value): Group[] => {
      const [first] = setting.runs.get(value) ?? []
      const waits = first?.[1].results[0]?.waits
      return waits === undefined ? [] : [{ setting, value, seed: first![0], waits }]
    }),
  )
  if (groups.length === 0) return ''
  const each = Math.max(1, Math.floor(TOLD / groups.length))
  const most = Math.max(...groups.map(({ waits }) => Math.min(each, waits.length)))
  const keysOf = ({ setting, value }: Group) => keyCells(results, settings, setting, value).join(', ')
  return `<section class="waits">
<h2>Why not here</h2>
<p class="message">${escaped(`Pods that found no node, or not at the first attempt: of each job the one that waited longest, and ${most === 1 ? 'of these the longest' : `the longest ${most} of these`}. Reasons are in the words of the scheduler.`)}</p>
${groups
  .map((group, place) => {
    const told = group.waits.slice(0, each)
    const where = groups.length > 1 ? ` under ${keysOf(group)}` : ''
    const heading = where === '' ? '' : `<h3>${escaped(where.trim().replace('u', 'U'))}</h3>\n`
    return `${heading}${told.map((wait, i) => waitHtml(wait, where, place + i === 0)).join('\n')}
<p class="note">Any other pod: <code>${escaped(commandOf(results, group, told[0]!))}</code></p>`
  })
  .join('\n')}
</section>
`
}

function commandOf(results: ExperimentResults, { setting, value, seed }: Group, { of }: LongWait): string {
  const { axis } = results.baseline
  const axes = { ...setting.axes, [axis]: value }
  return whyCommand(results.provenance, { axes, seed, pod: of })
}

function waitHtml(wait: LongWait, where: string, isOpen: boolean): string {
  const { message, rejectedAtS, choice, machine, untilS } = wait
  const said = rejectedAtS === null ? message : `At ${rejectedAtS} s: ${message}`
  const alone =
    choice !== undefined && choiceTable(wait) === null
      ? `<p>At ${untilS} s ${escaped(machine)} ${choice.machines === 1 ? 'was the only node that could take it' : 'was the first node that could take it'}; nothing was scored.</p>\n`
      : ''
  const html = (table: Table | null) => (table === null ? '' : `${tableHtml(table)}\n`)
  return `<details${isOpen ? ' open' : ''}><summary>${prose(summaryOf(wait))}</summary>
<p>${escaped(said)}</p>
${html(rejectionTable(wait, where))}${alone}${html(choiceTable(wait, where))}</details>`
}

function summaryOf({ of, sinceS, untilS, end, machine, attempts }: LongWait): string {
  const length = quantity(untilS - sinceS, 's')
  const tries = attempts === 0 ? 'not tried' : counted(attempts, 'attempt')
  const what =
    end === 'placed'
      ? `waited ${length}, then ${machine}`
      : end === 'gone'
        ? `was gone after ${length} without a node`
        : `still waits at the end, for ${length}`
  return `${of}: ${what} (${tries})`
}
