/**
 * An experiment's results as one page that opens from disk: finding, tables, charts to point at, and provenance.
 */
import type { ChartDocument } from './charts/chart-document.ts'
import { escaped } from './escaped.ts'
import type { ExperimentResults } from './experiment-results.ts'
import { finding } from './finding.ts'
import { pageHtml } from './page/html.ts'
import { provenanceHtml } from './page/provenance.ts'
import { chartHtml, hypothesesHtml, tablesHtml } from './page/sections.ts'
import { prose } from './page/text.ts'
import { waitsHtml } from './page/waits.ts'
import { settingsOf } from './samples.ts'
import { scoreTable } from './scorecard/score-table.ts'
import { headlineTable } from './tables/headline-table.ts'
import { keyNumberTable, pipelineLossTable } from './tables/number-table.ts'
import { standingTable } from './tables/standing-table.ts'

/**
 * The page as HTML, with its style, its code and its data inside, so that it needs no network and no other file.
 * It follows from the results alone, byte for byte: it holds no date. Texts of the results cannot become markup.
 */
export function htmlPage(results: ExperimentResults, documents: readonly ChartDocument[]): string {
  const settings = settingsOf(results)
  const body = `<header>
<p class="experiment">Switchyard experiment ${escaped(results.name)}</p>
<h1>${escaped(results.question)}</h1>
<p class="finding">${prose(finding(results))}</p>
</header>
${tablesHtml([standingTable(results, settings), headlineTable(results, settings), scoreTable(results, settings)])}
${hypothesesHtml(results)}${documents.map(document => chartHtml(document)).join('\n')}
${waitsHtml(results)}${tablesHtml([keyNumberTable(results, settings), pipelineLossTable(results, settings)])}
${provenanceHtml(results)}`
  const configurations = documents.map(({ id, config }) => ({ id, config }))
  return pageHtml({ title: results.name, body, configurations })
}
