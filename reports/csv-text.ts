/**
 * Rows of cells as CSV. Most cells are numbers, which need no quotes; the same few texts stand in many rows.
 */
import { stringify } from 'csv-stringify/sync'

export type Cell = string | number | boolean | null

/** One line a row. A number is the shortest text that reads back as the same double; what is not finite is empty, like null. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  const known = new Map<string, string>()
  const written = (text: string) => {
    const csv = known.get(text) ?? quoted(text)
    known.set(text, csv)
    return csv
  }
  const cell = (value: Cell) => {
    if (typeof value === 'string') return written(value)
    return typeof value === 'number' && !Number.isFinite(value) ? '' : value
  }
  return rows.map(cells => `${cells.map(cell).join(',')}\n`).join('')
}

/** A text as a cell. One that begins with = + - or @ would be a formula in a spreadsheet; numbers are no text. */
function quoted(text: string): string {
  return stringify([[text]], { escape_formulas: true, eof: false })
}
