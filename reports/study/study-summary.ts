/**
 * Several experiments as one Markdown page.
 */
import { finding } from '../finding.ts'
import { judgements } from '../hypotheses/judge.ts'
import { hypothesisTables } from '../hypotheses/tables.ts'
import { plain, tableSection } from '../markdown-summary.ts'
import { settingsOf } from '../samples.ts'
import { headlineTable } from '../tables/headline-table.ts'
import { type Member, type Study, studySentence, whatFailed } from './study.ts'

/** Of each experiment its question, its answer, its chart, and what was expected; `hasCharts` says whether pictures were drawn. */
export function studySummary(study: Study, hasCharts: boolean): string {
  const failed = whatFailed(study)
  const sections = [
    `# ${plain(study.title)}`,
    `**${plain(studySentence(study))}**`,
    ...(failed.length === 0
      ? []
      : ['What did not come out as expected:', failed.map(each => `- ${plain(each)}`).join('\n')]),
    ...study.members.flatMap(member => memberSections(member, hasCharts)),
  ]
  return `${sections.join('\n\n')}\n`
}

function memberSections({ results, chart, folder }: Member, hasCharts: boolean): string[] {
  const settings = settingsOf(results)
  const tables = [...hypothesisTables(results, judgements(results)), headlineTable(results, settings)]
  return [
    `## ${plain(results.question)}`,
    `**${plain(finding(results))}**`,
    ...(chart === undefined || !hasCharts
      ? []
      : [`![${plain(chart.title)}](${encodeURI(`${folder}/charts/${chart.id}.png`)})`]),
    ...tables.map(table => tableSection(table, 3)),
    `[All charts and numbers of this experiment](${encodeURI(folder)}/summary.md)`,
  ]
}
