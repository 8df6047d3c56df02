/**
 * An experiment's results as one page that opens from disk: finding, tables, charts to point at, and provenance.
 */
import type { ChartDocument } from './charts/chart-document.ts'
import { headHeight } from './charts/frame.ts'
import { escaped } from './escaped.ts'
import type { ExperimentResults } from './experiment-results.ts'
import { finding } from './finding.ts'
import { judgements } from './hypotheses/judge.ts'
import { hypothesisTables, tally } from './hypotheses/tables.ts'
import { pageScript } from './page/bundle.ts'
import { provenanceHtml } from './page/provenance.ts'
import { style } from './page/style.ts'
import { numbersHtml, tableHtml } from './page/table.ts'
import { inlineJson, withUnitsHeld } from './page/text.ts'
import { settingsOf } from './samples.ts'
import { scoreTable } from './scorecard/score-table.ts'
import { headlineTable } from './tables/headline-table.ts'
import { keyNumberTable, pipelineLossTable } from './tables/number-table.ts'
import type { Table } from './tables/table.ts'

/** Holds the browser to what the page is: one file, which loads nothing. */
const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"

/**
 * The page as HTML, with its style, its code and its data inside, so that it needs no network and no other file.
 * It follows from the results alone, byte for byte: it holds no date. Texts of the results cannot become markup.
 */
export function htmlPage(results: ExperimentResults, documents: readonly ChartDocument[]): string {
  const settings = settingsOf(results)
  const configurations = documents.map(({ id, config }) => ({ id, config }))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escaped(results.name)} – Switchyard</title>
<style>${style}</style>
</head>
<body>
<main>
<header>
<p class="experiment">Switchyard experiment ${escaped(results.name)}</p>
<h1>${escaped(results.question)}</h1>
<p class="finding">${escaped(withUnitsHeld(finding(results)))}</p>
</header>
${tables([headlineTable(results, settings), scoreTable(results, settings)])}
${hypothesesHtml(results)}${documents.map(chartHtml).join('\n')}
${tables([keyNumberTable(results, settings), pipelineLossTable(results, settings)])}
${provenanceHtml(results)}
</main>
<script type="application/json" id="configurations">${inlineJson(configurations)}</script>
<script>${pageScript()}</script>
</body>
</html>
`
}

/** What was expected beside what came out; nothing where nothing was written down. */
export function hypothesesHtml(results: ExperimentResults): string {
  const judged = judgements(results)
  if (judged.length === 0) return ''
  return `<section class="hypotheses">
<h2>What was expected</h2>
<p class="message">${escaped(tally(judged))}</p>
${hypothesisTables(results, judged).map(tableHtml).join('\n')}
</section>
`
}

/** A section of those tables that have something to say. */
function tables(all: readonly (Table | null)[]): string {
  const told = all.filter(table => table !== null && table.rows.length > 0) as Table[]
  return told.length === 0 ? '' : `<section>\n${told.map(tableHtml).join('\n')}\n</section>`
}

function chartHtml({ id, title, message, config, height, table }: ChartDocument): string {
  // Many names need room above the chart on a narrow screen.
  const kind = config.data.datasets.length > 4 ? 'chart many' : 'chart'
  // Title and message stand above the chart as text here.
  const own = height === undefined ? '' : ` style="height: ${height - headHeight(title, message)}px"`
  const name = escaped(id)
  return `<figure id="${name}" aria-labelledby="title-${name}">
<h2 id="title-${name}">${escaped(title)}</h2>
<p class="message" id="message-${name}">${escaped(message)}</p>
<div class="${kind}"${own} id="chart-${name}" role="img" aria-labelledby="title-${name}" aria-describedby="message-${name}"><canvas id="canvas-${name}"></canvas></div>
<p class="readout" id="readout-${name}" role="status"></p>
<noscript><p class="note">The chart is drawn by a script, which is switched off here; its numbers are below.</p></noscript>
${numbersHtml(table, title)}
</figure>`
}
