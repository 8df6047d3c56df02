/**
 * What a scheduler said of machines for something that waited: why they were rejected, and how they scored when one was chosen.
 */
import type { LongWait } from '../../sim/measure/result.ts'
import { counted } from './settings.ts'
import { NOTHING, type Table } from './table.ts'

/** Null where no attempt looked at machines. `where` goes on after its name: ' under packing'. */
export function rejectionTable({ of, rejectedBy, rejectedAtS }: LongWait, where = ''): Table | null {
  if (rejectedAtS === null || rejectedBy.length === 0) return null
  return {
    title: `Why nodes did not take ${of}${where} at ${rejectedAtS} s`,
    columns: [
      { heading: 'reason', align: 'left' },
      { heading: 'plugin', align: 'left' },
      { heading: 'nodes', align: 'right' },
      { heading: 'such as', align: 'left' },
    ],
    keys: 1,
    rows: rejectedBy.map(({ by, reasons, machines, such }) => [
      reasons.join(', '),
      by === '' ? NOTHING : by,
      String(machines),
      `${such.join(', ')}${machines > such.length && such.length > 0 ? ' …' : ''}`,
    ]),
    notes: [],
  }
}

/** Null where it was not placed, or the only machine that could have it was not scored. */
export function choiceTable({ of, choice, machine, untilS }: LongWait, where = ''): Table | null {
  const plugins = [...new Set(choice?.best.flatMap(({ by }) => Object.keys(by)))]
  if (choice === undefined || plugins.length === 0) return null
  const left = choice.machines - choice.best.length
  return {
    title: `How nodes scored for ${of}${where} at ${untilS} s, when ${machine} was chosen`,
    columns: [
      { heading: 'node', align: 'left' },
      ...['total', ...plugins].map(heading => ({ heading, align: 'right' as const })),
    ],
    keys: 1,
    rows: choice.best.map(({ name, total, by }) => [
      name === machine ? `${name} *` : name,
      String(total),
      ...plugins.map(plugin => String(by[plugin] ?? NOTHING)),
    ]),
    notes: [
      `* chosen. Scores are weighted.${left > 0 ? ` ${counted(left, 'node')} more could have taken it, and did not score more than these.` : ''}`,
    ],
  }
}
