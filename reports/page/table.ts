/**
 * Tables of the page.
 */
import type { ChartTable } from '../charts/chart-document.ts'
import type { Table } from '../tables/table.ts'
import { escaped } from './escape.ts'

/** A name of more characters is broken into lines. */
const LONG = 26

/** A table of texts with its title above and its notes below. */
export function tableHtml(table: Table): string {
  const isNumber = table.columns.map(({ align }) => align === 'right')
  const headers = table.columns.map(({ heading }) => heading)
  const notes = table.notes.map(note => `<p class="note">${escaped(note)}</p>`)
  const lead = (table.lead ?? []).map(sentence => `<p class="lead">${escaped(sentence)}</p>\n`)
  return `<div class="block">${lead.join('')}<div class="scroll"><table>
<caption>${escaped(table.title)}</caption>
${head(headers, isNumber)}
${body(table.rows, isNumber, table.keys)}
</table></div>
${notes.join('\n')}</div>`
}

/** The numbers behind a chart, to be unfolded. */
export function numbersHtml({ headers, rows }: ChartTable): string {
  const isNumber = headers.map((_, i) => rows.some(row => typeof row[i] === 'number'))
  const texts = rows.map(row => row.map(cell => (typeof cell === 'number' ? sixDigits(cell) : cell)))
  return `<details><summary>The numbers behind this chart</summary><div class="scroll"><table>
${head(headers, isNumber)}
${body(texts, isNumber, 1)}
</table></div></details>`
}

/** Six significant digits: more than any simulation of a few seeds knows. */
function sixDigits(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(6)))
}

function head(headers: readonly string[], isNumber: readonly boolean[]): string {
  const cells = headers.map((text, i) => `<th scope="col"${alignment(isNumber[i]!)}>${escaped(text)}</th>`)
  return `<thead><tr>${cells.join('')}</tr></thead>`
}

/** Rows whose first `keys` cells say what the row is about. */
function body(rows: readonly (readonly string[])[], isNumber: readonly boolean[], keys: number): string {
  const lines = rows.map(row => {
    const cells = row.map((text, i) => {
      if (i >= keys) return `<td${alignment(isNumber[i]!)}>${escaped(text)}</td>`
      const kind = text.length > LONG ? ' class="long"' : alignment(isNumber[i]!)
      return `<th scope="row"${kind}>${escaped(text)}</th>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  return `<tbody>${lines.join('\n')}</tbody>`
}

function alignment(isNumber: boolean): string {
  return isNumber ? ' class="number"' : ''
}
