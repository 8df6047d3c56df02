/**
 * A tornado: how far the difference to the baseline goes with each assumption at its low and at its high end, widest first.
 */
import type { ChartDocument, JsonObject } from '../../reports/charts/chart-document.ts'
import { axis, drawn, frame, headHeight } from '../../reports/charts/frame.ts'
import { styleOf } from '../../reports/charts/palette.ts'
import { heading } from '../../reports/labels.ts'
import { differenceScale } from '../../reports/quantities.ts'
import { type Assumption, valueWords } from './assumption.ts'
import { type Sensitivity, type SensitivityAnswer, turned } from './sensitivity.ts'
import { differenceWords, titleWords } from './sentences.ts'

/** So many bars fit on a picture that is still read at a glance; the table has all. */
const MOST_ROWS = 15
const ROW = 58
const AXIS_HEIGHT = 110

interface Bar {
  readonly assumption: Assumption
  readonly low: number
  readonly high: number
  readonly turnsAt: readonly string[]
}

/** One chart a compared value. */
export function tornadoCharts(
  answer: SensitivityAnswer,
  assumptions: readonly Assumption[],
): ChartDocument[] {
  const { compared } = answer
  return compared.map((each, i) =>
    tornado(answer, each, compared.length === 1 ? '' : `-${i + 1}`, assumptions),
  )
}

function tornado(
  answer: SensitivityAnswer,
  each: Sensitivity,
  suffix: string,
  assumptions: readonly Assumption[],
): ChartDocument {
  const { written } = each
  const bars = assumptions
    .map(assumption => barOf(assumption, each))
    .sort((a, b) => spread(b, written.difference.mean) - spread(a, written.difference.mean))
  const shown = bars.slice(0, MOST_ROWS)
  const { number, of } = answer.results.headline
  // By the longest bar: the unit that fits the median would give an axis of hundreds of thousands.
  const ends = [written.difference.mean, ...shown.flatMap(({ low, high }) => [low, high])]
  const longest = Math.max(...ends.filter(Number.isFinite).map(Math.abs))
  const scale = differenceScale(written.definition.unit, [longest])
  const turning = bars.filter(({ turnsAt }) => turnsAt.length > 0).length
  const name = titleWords(answer, each)
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${turning === 0 ? 'no assumption' : `${turning} of ${bars.length} assumptions`} alone ${turning === 1 || turning === 0 ? 'turns' : 'turn'} the verdict`
  const message = `The difference with one assumption at the low (dark) or high (pale) end of its range, the others as written: ${differenceWords(written)}, ${written.verdict}, at the dashed line.${bars.length > shown.length ? ` The ${shown.length} widest of ${bars.length}.` : ''}`
  const side = (label: string, pick: (bar: Bar) => number, fill: string): JsonObject => ({
    label,
    data: shown.map(bar => [drawn(written.difference.mean * scale.factor), drawn(pick(bar) * scale.factor)]),
    backgroundColor: fill,
    borderColor: styleOf(0).colour,
    borderWidth: 1.5,
    borderSkipped: false,
    minBarLength: 2,
    barPercentage: 0.95,
    categoryPercentage: 0.62,
  })
  const line = (at: number, dash: readonly number[]): JsonObject => ({
    type: 'line',
    xMin: drawn(at * scale.factor),
    xMax: drawn(at * scale.factor),
    borderColor: '#444444',
    borderWidth: 1.5,
    borderDash: dash,
  })
  return {
    id: `tornado${suffix}`,
    title,
    message,
    config: {
      type: 'bar',
      data: {
        labels: shown.map(rowName),
        datasets: [
          side('low end', bar => bar.low, styleOf(0).colour),
          side('high end', bar => bar.high, '#c9dcea'),
        ],
      },
      options: {
        ...frame({
          title,
          message,
          legend: true,
          pick: 'index',
          scales: {
            x: axis(
              `difference of ${heading(number, of)}`,
              scale.name,
              { ticks: { maxTicksLimit: 7 }, grace: '5%' },
              'x',
            ),
            y: {
              type: 'category',
              offset: true,
              ticks: { autoSkip: false },
              grid: { display: false },
            },
          },
          plugins: {
            annotation: {
              annotations: { written: line(written.difference.mean, [6, 4]), zero: line(0, []) },
            },
          },
        }),
        indexAxis: 'y',
      },
    },
    height: headHeight(title, message) + AXIS_HEIGHT + shown.length * ROW,
    table: {
      headers: ['assumption', 'from', 'to', 'difference at low', 'difference at high', 'verdict turns at'],
      rows: bars.map(({ assumption, low, high, turnsAt }) => [
        assumption.key,
        valueWords(assumption, 0),
        valueWords(assumption, 1),
        low,
        high,
        turnsAt.join(', '),
      ]),
    },
  }
}

function barOf(assumption: Assumption, { alone, written }: Sensitivity): Bar {
  const at = (end: 'low' | 'high') => alone.find(each => each.assumption === assumption && each.end === end)
  const ends = [at('low'), at('high')]
  const [low, high] = ends.map(each => each?.comparison.difference.mean ?? Number.NaN)
  const turnsAt = ends.flatMap(each =>
    each !== undefined && turned(each.comparison, written)
      ? [`${valueWords(assumption, each.end === 'low' ? 0 : 1)}: ${each.comparison.verdict}`]
      : [],
  )
  return { assumption, low: low!, high: high!, turnsAt }
}

/** The larger distance of an end from the difference as written; none where nothing was measured. */
function spread({ low, high }: Bar, written: number): number {
  return Math.max(0, ...[low, high].map(end => Math.abs(end - written)).filter(Number.isFinite))
}

function rowName({ assumption, turnsAt }: Bar): string[] {
  return [
    assumption.key,
    `${valueWords(assumption, 0)} … ${valueWords(assumption, 1)}`,
    ...(turnsAt.length === 0 ? [] : [turnsAt.join('; ')]),
  ]
}
