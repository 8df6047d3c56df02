/**
 * Several experiments as one page: of each its question, its answer, its chart, and what was expected beside what came out.
 */
import type { ChartDocument } from '../charts/chart-document.ts'
import { escaped } from '../escaped.ts'
import { finding } from '../finding.ts'
import { judgements } from '../hypotheses/judge.ts'
import { tally } from '../hypotheses/tables.ts'
import { pageHtml } from '../page/html.ts'
import { chartHtml, hypothesesHtml, tablesHtml } from '../page/sections.ts'
import { prose } from '../page/text.ts'
import { settingsOf } from '../samples.ts'
import { headlineTable } from '../tables/headline-table.ts'
import { type Member, type Study, studySentence, whatFailed } from './study.ts'

/** The page as HTML; like that of one experiment it is one file, and the same bytes from the same results. */
export function studyPage(study: Study): string {
  const { title, members } = study
  const failed = whatFailed(study)
  const body = `<header>
<p class="experiment">Switchyard: several experiments</p>
<h1>${escaped(title)}</h1>
<p class="finding">${escaped(studySentence(study))}</p>
${failed.length === 0 ? '' : `<p class="note">What did not come out as expected:</p>\n<ul>${failed.map(each => `<li>${escaped(each)}</li>`).join('\n')}</ul>`}
<nav aria-label="Experiments"><ol>
${members.map(contents).join('\n')}
</ol></nav>
</header>
${members.map(memberHtml).join('\n')}`
  const configurations = members.flatMap(member => {
    const chart = chartOf(member)
    return chart === undefined ? [] : [{ id: chart.id, config: chart.config }]
  })
  return pageHtml({ title, body, configurations })
}

function contents({ results, folder }: Member): string {
  const told = tally(judgements(results))
  return `<li><a href="#${escaped(folder)}">${escaped(results.question)}</a>${told === '' ? '' : ` ${escaped(told)}`}</li>`
}

function memberHtml(member: Member): string {
  const { results, folder } = member
  const chart = chartOf(member)
  return `<article id="${escaped(folder)}">
<section>
${results.name === results.question ? '' : `<p class="experiment">${escaped(results.name)}</p>\n`}<h2>${escaped(results.question)}</h2>
<p class="finding">${prose(finding(results))}</p>
</section>
${chart === undefined ? '' : chartHtml(chart, 3)}
${hypothesesHtml(results, 3)}${tablesHtml([headlineTable(results, settingsOf(results))])}
<p><a href="${escaped(encodeURI(folder))}/report.html">All charts and numbers of this experiment</a></p>
</article>`
}

/** Charts of several experiments are told apart by the folder of each. */
function chartOf({ chart, folder }: Member): ChartDocument | undefined {
  return chart === undefined ? undefined : { ...chart, id: `${folder}-${chart.id}` }
}
