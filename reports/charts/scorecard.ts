/**
 * Chart: a scorecard at the main setting, as a grid of figures with what they are against the baseline.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import { axisWords, valueWords } from '../labels.ts'
import { replicatesOf } from '../replicate-names.ts'
import { mainSetting } from '../samples.ts'
import { columnHeading, figures, markNotes, markWords } from '../scorecard/score-texts.ts'
import { type Mark, type ScoreColumn, scoreColumns } from '../scorecard/scorecard.ts'
import { enumeration, settingWords } from '../tables/settings.ts'
import type { ChartDocument } from './chart-document.ts'
import { frame, headHeight } from './frame.ts'
import { lines } from './lines.ts'
import { styleOf } from './palette.ts'
import type { ScoreCell } from './score-cells.ts'

/** Characters of a line of a column's heading, where there are so many columns. */
const HEADING_WIDTH = (columns: number) => Math.max(8, Math.floor(96 / columns))
const ROW_HEIGHT = 54
/** Pixels that the names of systems, and a column of words and figures, take at least. */
const NAMES_WIDTH = 150
const COLUMN_WIDTH = 84
/** Height of a row of headings, of so many lines. */
const LINE = 18

const signs: Readonly<Record<Mark, string>> = {
  baseline: '·',
  better: '+',
  worse: '−',
  alike: '=',
  unclear: '?',
  withheld: '?',
  shown: '·',
}

/** Null where the experiment has no scorecard, or compares nothing. */
export function scorecardChart(results: ExperimentResults): ChartDocument | null {
  const setting = mainSetting(results)
  if (setting === undefined) return null
  const columns = scoreColumns(results, setting)
  const systems = columns[0]?.scores.map(({ value }) => value) ?? []
  if (systems.length < 2) return null
  const { axis, value } = results.baseline
  const title = titleOf(results, columns, settingWords(results, setting))
  const message = [
    `Means over ${replicatesOf(results).length} seeds with 95 % intervals.`,
    ...markNotes(columns, axisWords(axis, value), systems.length - 1),
    columns.some(({ scores }) => scores.some(({ mark }) => mark === 'worse')) ? 'Framed: worse.' : '',
  ]
    .filter(text => text !== '')
    .join(' ')
  const headings = columns.map(column => lines(columnHeading(column), HEADING_WIDTH(columns.length)))
  const head = Math.max(...headings.map(each => each.length)) * LINE
  const rows = Math.max(1, Math.ceil(head / ROW_HEIGHT))
  const texts = columns.map(column => figures(column, replicatesOf(results).length))
  const [better, worse] = [styleOf(2).colour, styleOf(1).colour]
  return {
    id: 'scorecard',
    title,
    message,
    config: {
      type: 'barWithErrorBars',
      data: {
        labels: [[''], ...systems.map(each => lines(valueWords(each), 18))],
        datasets: columns.map((column, c) => ({
          label: column.name,
          betterColor: better,
          worseColor: worse,
          data: [
            { x: null },
            ...column.scores.map(({ mark }, i) => {
              const tone = mark === 'better' || mark === 'worse' ? mark : 'none'
              const word = markWords[mark]
              const figure = texts[c]![i]!
              const cell: ScoreCell = { figure, word, sign: signs[mark], tone }
              return { x: 0, text: `${figure} ${word}`.trimEnd(), cell: { ...cell } }
            }),
          ],
        })),
      },
      options: {
        ...frame({
          title,
          message,
          scales: {
            x: { display: false, min: 0, max: 1 },
            y: { type: 'category', offset: true, ticks: { autoSkip: false }, grid: { display: false } },
          },
          legend: false,
          pick: 'index',
          plugins: { scoreCells: { headings } },
        }),
        indexAxis: 'y',
      },
    },
    height: headHeight(title, message) + (systems.length + rows) * ROW_HEIGHT + 24,
    narrowest: NAMES_WIDTH + columns.length * COLUMN_WIDTH,
    table: {
      headers: [
        axis,
        ...columns.flatMap(({ entry: { number, of } }) => {
          const name = of === 'all' ? number : `${number} of ${of}`
          return [`${name} mean`, 'from', 'to', 'mark']
        }),
      ],
      rows: systems.map((each, i) => [
        valueWords(each),
        ...columns.flatMap(({ scores }) => {
          const { mean, mark } = scores[i]!
          return [mean.mean, mean.low, mean.high, mark]
        }),
      ]),
    },
  }
}

/** 'At load 0.9, b and c are better than a in something and worse in nothing', or how many are. */
function titleOf(results: ExperimentResults, columns: readonly ScoreColumn[], at: string): string {
  const { axis, value } = results.baseline
  const others = columns[0]!.scores.slice(1).map(score => score.value)
  const marksOf = (other: (typeof others)[number]) =>
    columns.map(({ scores }) => scores.find(score => score.value === other)!.mark)
  const gains = others.filter(other => marksOf(other).includes('better') && !marksOf(other).includes('worse'))
  const base = axisWords(axis, value)
  const words =
    gains.length === 0
      ? `nothing is better than ${base} without being worse in something`
      : `${enumeration(gains.map(each => axisWords(axis, each)))} ${gains.length === 1 ? 'is' : 'are'} better than ${base} in something and worse in nothing`
  const text = at === '' ? words : `${at}, ${words}`
  return text.charAt(0).toUpperCase() + text.slice(1)
}
