/**
 * Tables of the page.
 */
import type { ChartTable } from '../charts/chart-document.ts'
import { escaped } from '../escaped.ts'
import type { Table } from '../tables/table.ts'
import { prose } from './text.ts'

/** A name of more characters is broken into lines. */
const LONG = 26

/**
 * A region that scrolls where what is in it is wider than the page. The sentence above it is shown by the script; the shadow at the
 * edge needs none.
 */
export function scrolling(inside: string, label: string): string {
  return `<p class="more" hidden>More columns to the right: scroll, or use the arrow keys.</p><div class="scroll" role="region" tabindex="0" aria-label="${escaped(label)}">${inside}</div>`
}

/** A table of texts with its title above and its notes below; the verdict comes first of what is said of a row. */
export function tableHtml(table: Table): string {
  const order = verdictFirst(table)
  const columns = order.map(i => table.columns[i]!)
  const isNumber = columns.map(({ align }) => align === 'right')
  const rows = table.rows.map(row => order.map(i => row[i]!))
  const notes = table.notes.map(note => `<p class="note">${prose(note)}</p>`)
  const lead = (table.lead ?? []).map(sentence => `<p class="lead">${prose(sentence)}</p>\n`)
  const drawn = `<table>
<caption>${prose(table.title)}</caption>
${head(
  columns.map(({ heading }) => heading),
  isNumber,
)}
${body(rows, isNumber, table.keys)}
</table>`
  return `<div class="block">${lead.join('')}${scrolling(drawn, table.title)}
${notes.join('\n')}</div>`
}

/** The columns by their places, a verdict right after the keys: what answers the question must be in sight on a telephone. */
function verdictFirst({ columns, keys }: Table): number[] {
  const places = columns.map((_, i) => i)
  const verdict = columns.findIndex(({ heading }) => heading === 'verdict')
  if (verdict < keys) return places
  return [...places.slice(0, keys), verdict, ...places.slice(keys).filter(i => i !== verdict)]
}

/** The numbers behind a chart, to be unfolded. */
export function numbersHtml({ headers, rows }: ChartTable, title: string): string {
  const isNumber = headers.map((_, i) => rows.some(row => typeof row[i] === 'number'))
  const texts = rows.map(row => row.map(cell => (typeof cell === 'number' ? sixDigits(cell) : cell)))
  const drawn = `<table>
${head(headers, isNumber)}
${body(texts, isNumber, 1)}
</table>`
  return `<details><summary>The numbers behind this chart</summary><div class="block">${scrolling(drawn, `Numbers: ${title}`)}</div></details>`
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
