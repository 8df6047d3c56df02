/**
 * The tables that a run prints when it is done, as plain text in a fixed width.
 */
import type { ExperimentResults } from './experiment-results.ts'
import { judgements } from './hypotheses/judge.ts'
import { hypothesisTables } from './hypotheses/tables.ts'
import { printable } from './printable.ts'
import { scoreTable } from './scorecard/score-table.ts'
import { headlineTable } from './tables/headline-table.ts'
import { keyNumberTable } from './tables/number-table.ts'
import { fewSettings } from './tables/settings.ts'
import { standingTable } from './tables/standing-table.ts'
import type { Column, Table } from './tables/table.ts'
import { padded, textWidth } from './text-width.ts'
import { HELD, withUnitsHeld } from './units-held.ts'

const GAP = '  '

/** A heading breaks into lines of at least so many characters. */
const NARROWEST_HEADING = 12

/**
 * The headline with verdicts, then the other telling numbers, in lines of at most `width` characters; '' if nothing ran.
 * Where all settings are too many, it keeps to one (see `fewSettings`), and the titles say which.
 */
export function terminalTable(results: ExperimentResults, width = 100): string {
  const settings = fewSettings(results)
  if (settings.length === 0) return ''
  const [detailed, ...shorter] = (['interval', 'mean', 'none'] as const).map(relative =>
    headlineTable(results, settings, relative),
  )
  const headline = [detailed!, ...shorter].find(table => fits(table, width)) ?? detailed!
  const others = keyNumberTable(results, settings)
  // What each number means is for a page with room; here the headings must do.
  const expected = hypothesisTables(results, judgements(results))
  const score = scoreTable(results, settings)
  // A scorecard is the choice of other numbers that the experiment itself has made.
  const beside = score === null ? (others ? [{ ...others, notes: [] }] : []) : [score]
  const standing = standingTable(results, settings)
  const tables = [...(standing ? [standing] : []), headline, ...expected, ...beside]
  return tables.map(table => plainTable(table, width)).join('\n')
}

/** Whether the table can be drawn in one block. */
function fits(table: Table, width: number): boolean {
  return widthOf(typesetAll(table)) <= width
}

/**
 * One table as aligned text that ends in a line break. Headings break between words; columns that do not fit go
 * into a further block under the first, with the key columns again.
 */
export function plainTable(table: Table, width: number): string {
  const columns = typesetAll(table)
  const keys = columns.slice(0, table.keys)
  const blocks: Typeset[][] = []
  for (const column of columns.slice(table.keys)) {
    const last = blocks.at(-1)
    if (last && widthOf([...last, column]) <= width) last.push(column)
    else blocks.push([...keys, column])
  }
  const text = blocks.map(block => drawn(block, table.rows.length).join('\n')).join('\n\n')
  const notes = table.notes.flatMap(note => wrapped(printable(note), width))
  const lead = (table.lead ?? []).flatMap(sentence => [...wrapped(printable(sentence), width), ''])
  return [
    ...lead,
    ...wrapped(printable(table.title), width),
    '',
    text,
    ...(notes.length > 0 ? ['', ...notes] : []),
    '',
  ].join('\n')
}

interface Typeset {
  readonly lines: readonly string[]
  readonly cells: readonly string[]
  readonly width: number
  readonly align: Column['align']
}

function typesetAll(table: Table): Typeset[] {
  return table.columns.map((column, i) =>
    typeset(
      column,
      table.rows.map(row => row[i]!),
    ),
  )
}

function typeset({ heading, align }: Column, texts: readonly string[]): Typeset {
  const cells = texts.map(text => printable(text))
  const body = Math.max(0, ...cells.map(textWidth))
  const lines = wrapped(printable(heading), Math.max(body, NARROWEST_HEADING))
  return { lines, cells, align, width: Math.max(body, ...lines.map(textWidth)) }
}

function widthOf(columns: readonly Typeset[]): number {
  return columns.reduce((sum, column) => sum + column.width, GAP.length * (columns.length - 1))
}

function drawn(columns: readonly Typeset[], rows: number): string[] {
  const height = Math.max(...columns.map(column => column.lines.length))
  const headings = Array.from({ length: height }, (_, i) =>
    line(columns, column => column.lines[i - height + column.lines.length] ?? ''),
  )
  const body = Array.from({ length: rows }, (_, i) => line(columns, column => column.cells[i]!))
  return [...headings, columns.map(column => '─'.repeat(column.width)).join(GAP), ...body]
}

function line(columns: readonly Typeset[], textOf: (column: Typeset) => string): string {
  return columns
    .map(column => padded(textOf(column), column.width, column.align))
    .join(GAP)
    .trimEnd()
}

/** Breaks a text between words into lines of at most `width` characters (a longer word stands alone). */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of withUnitsHeld(text).split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && textWidth(last) + 1 + textWidth(word) <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.map(line => line.replaceAll(HELD, ' '))
}
