/**
 * An experiment's results as one Markdown page, to be read in a terminal, a pull request or a notebook.
 */
import { commandLine, placesOfFiles } from './command-line.ts'
import { seedWords } from './exactness.ts'
import type { ExperimentResults, Provenance } from './experiment-results.ts'
import { finding } from './finding.ts'
import { judgements } from './hypotheses/judge.ts'
import { hypothesisTables } from './hypotheses/tables.ts'
import { printable } from './printable.ts'
import { quantity } from './quantities.ts'
import { settingsOf } from './samples.ts'
import { scoreTable } from './scorecard/score-table.ts'
import { headlineTable } from './tables/headline-table.ts'
import { keyNumberTable, pipelineLossTable } from './tables/number-table.ts'
import { standingTable } from './tables/standing-table.ts'
import type { Table } from './tables/table.ts'

/** A chart that lies beside the page. */
export interface ChartFile {
  readonly id: string
  /** What the chart says, as a sentence. */
  readonly title: string
  /** What to see and how to read it. */
  readonly message: string
  /** Path from the page, with forward slashes. */
  readonly file: string
}

/**
 * Question, finding, tables of every setting, charts as images, the command that makes it all again, and hashes of
 * what went in. It follows from its arguments alone, byte for byte.
 */
export function markdownSummary(results: ExperimentResults, charts: readonly ChartFile[] = []): string {
  const settings = settingsOf(results)
  const tables =
    settings.length === 0
      ? []
      : [
          standingTable(results, settings),
          headlineTable(results, settings),
          scoreTable(results, settings),
          ...hypothesisTables(results, judgements(results)),
          keyNumberTable(results, settings),
          pipelineLossTable(results, settings),
        ]
  const sections = [
    `# ${plain(results.name)}`,
    // An experiment without a question has its name in its place.
    ...(results.question === results.name ? [] : [plain(results.question)]),
    `**${plain(finding(results))}**`,
    ...tables.flatMap(table => (table ? [tableSection(table)] : [])),
    ...(charts.length > 0 ? ['## Charts', ...charts.map(chartText)] : []),
    reproduction(results.provenance),
    provenance(results),
  ]
  return `${sections.join('\n\n')}\n`
}

/** A table under a heading of its own, with its notes. */
export function tableSection(table: Table, level: 2 | 3 = 2): string {
  const notes = table.notes.map(note => `- ${plain(note)}`).join('\n')
  const lead = (table.lead ?? []).map(sentence => `**${plain(sentence)}**`)
  return [
    `${'#'.repeat(level)} ${plain(table.title)}`,
    ...lead,
    markdownTable(table),
    ...(notes === '' ? [] : [notes]),
  ].join('\n\n')
}

/** A table in Markdown's pipe syntax, without title and notes. */
export function markdownTable({ columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`
  return [
    line(columns.map(column => column.heading)),
    `|${columns.map(column => (column.align === 'right' ? ' --: ' : ' :-- ')).join('|')}|`,
    ...rows.map(line),
  ].join('\n')
}

function chartText({ title, message, file }: ChartFile): string {
  return `### ${plain(title)}\n\n![${plain(title)}](${encodeURI(file)})\n\n${plain(message)}`
}

function reproduction(provenance: Provenance): string {
  const { version, inputs } = provenance
  const hashed = Object.keys(inputs).length > 0 ? ' and the inputs below' : ''
  return [
    '## Make it again',
    `\`\`\`sh\n${commandLine(provenance)}\n\`\`\``,
    `${hashed === '' ? '' : `${placesOfFiles} `}With version ${version}${hashed}, every file beside this page comes out the same, byte for byte. ` +
      'All digits of all numbers are in `runs.csv`, every comparison in `comparisons.csv`.',
  ].join('\n\n')
}

function provenance(results: ExperimentResults): string {
  const { version, inputs, seeds, warmupS, untilS } = results.provenance
  const from = warmupS === 0 ? 'from the start' : `after a warm-up of ${quantity(warmupS, 's')}`
  const to =
    untilS === null ? 'until nothing was left to do' : `until ${quantity(untilS, 's')} of simulated time`
  const files: Table = {
    title: '',
    keys: 1,
    columns: [
      { heading: 'input', align: 'left' },
      { heading: 'sha256', align: 'left' },
    ],
    rows: Object.entries(inputs),
    notes: [],
  }
  return [
    '## Where the numbers come from',
    [
      `- Switchyard ${version}`,
      `- ${seeds.length === 1 ? 'Seed' : 'Seeds'}: ${plain(seedWords(results))}`,
      `- Measured ${from} ${to}`,
    ].join('\n'),
    ...(files.rows.length > 0 ? [markdownTable(files)] : []),
  ].join('\n\n')
}

/** Text that Markdown leaves as it is, in one line: what it would read as emphasis, code, a link or a cell's end is escaped. */
export function plain(text: string): string {
  return printable(text.replace(/\s+/g, ' ')).replace(/[\\`*_[\]<>|]/g, '\\$&')
}
