/**
 * What pages are made of: charts, tables, and what was expected.
 */
import type { ChartDocument } from '../charts/chart-document.ts'
import { headHeight } from '../charts/frame.ts'
import { escaped } from '../escaped.ts'
import type { ExperimentResults } from '../experiment-results.ts'
import { judgements } from '../hypotheses/judge.ts'
import { hypothesisTables, tally } from '../hypotheses/tables.ts'
import type { Table } from '../tables/table.ts'
import { numbersHtml, scrolling, tableHtml } from './table.ts'
import { prose } from './text.ts'

/** A section of those tables that have something to say. */
export function tablesHtml(all: readonly (Table | null)[]): string {
  const told = all.filter(table => table !== null && table.rows.length > 0) as Table[]
  return told.length === 0 ? '' : `<section>\n${told.map(tableHtml).join('\n')}\n</section>`
}

/** What was expected beside what came out; nothing where nothing was written down. */
export function hypothesesHtml(results: ExperimentResults, level: 2 | 3 = 2): string {
  const judged = judgements(results)
  if (judged.length === 0) return ''
  return `<section class="hypotheses">
<h${level}>What was expected</h${level}>
<p class="message">${escaped(tally(judged))}</p>
${hypothesisTables(results, judged).map(tableHtml).join('\n')}
</section>
`
}

/** A chart with its title, how to read it, and its numbers. */
export function chartHtml(document: ChartDocument, level: 2 | 3 = 2): string {
  const { id, title, message, config, height, narrowest, table } = document
  // Many names need room above the chart on a narrow screen.
  const kind = config.data.datasets.length > 4 ? 'chart many' : 'chart'
  // Title and message stand above the chart as text here.
  const sizes = [
    ...(height === undefined ? [] : [`height: ${height - headHeight(title, message)}px`]),
    ...(narrowest === undefined ? [] : [`min-width: ${narrowest}px`]),
  ]
  const own = sizes.length === 0 ? '' : ` style="${sizes.join('; ')}"`
  const name = escaped(id)
  const chart = `<div class="${kind}"${own} id="chart-${name}" role="img" aria-labelledby="title-${name}" aria-describedby="message-${name}"><canvas id="canvas-${name}"></canvas></div>`
  return `<figure id="${name}" aria-labelledby="title-${name}">
<h${level} id="title-${name}">${prose(title)}</h${level}>
<p class="message" id="message-${name}">${prose(message)}</p>
${narrowest === undefined ? chart : scrolling(chart, title)}
<p class="readout" id="readout-${name}" role="status"></p>
<noscript><p class="note">The chart is drawn by a script, which is switched off here; its numbers are below.</p></noscript>
${numbersHtml(table, title)}
</figure>`
}
