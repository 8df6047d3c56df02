/**
 * Chart: one number under each compared system along the rising axis, with confidence intervals.
 */
import type { AxisValue, ExperimentResults } from '../experiment-results.ts'
import { type MeanInterval, meanInterval } from '../statistics/mean-interval.ts'
import type { ChartConfig, ChartDocument, Json, JsonObject } from './chart-document.ts'
import { durationRange } from './duration-axis.ts'
import { axis, drawn, frame, percent } from './frame.ts'
import { styleOf } from './palette.ts'
import { comparedValues, heaviestSetting, numbersOf, risingAxis, runsAt, settingWords } from './selection.ts'
import * as words from './wording.ts'

/** From this ratio of the largest to the smallest mean, bars on a linear axis hide the small ones: points on a logarithmic one. */
const LOGARITHMIC = 50

interface Cell extends MeanInterval {
  readonly system: number
  /** Index on the rising axis; 0 where there is none. */
  readonly step: number
}

/**
 * Means over seeds with 95 % Student t intervals of the experiment's headline number, or of another one.
 * Null if no run measured it, or if it is 0 in all of them and not the headline.
 */
export function intervalChart(
  results: ExperimentResults,
  number: string = results.headline.number,
  of: string = results.headline.of,
): ChartDocument | null {
  const systems = comparedValues(results)
  const rising = risingAxis(results)
  const steps: readonly (AxisValue | null)[] = rising?.values ?? [null]
  const setting = heaviestSetting(results)
  const cells: Cell[] = []
  systems.forEach((system, i) => {
    steps.forEach((value, step) => {
      const there = rising === null ? setting : { ...setting, [rising.name]: value! }
      const interval = meanInterval(numbersOf(runsAt(results, system, there), number, of))
      if (interval.n > 0) cells.push({ ...interval, system: i, step })
    })
  })
  const headline = number === results.headline.number && of === results.headline.of
  if (cells.length === 0 || (!headline && cells.every(cell => cell.mean === 0))) return null

  const unit = words.unitOf(number)
  const subject = `${words.numberWords(number)} ${words.scopeWords(of)}`.trim()
  const lastStep = rising === null ? 0 : steps.indexOf(setting[rising.name]!)
  const title = words.spread({
    at: settingWords(results, setting),
    subject,
    unit,
    values: cells
      .filter(cell => cell.step === lastStep)
      .map(cell => ({ name: String(systems[cell.system]), value: cell.mean })),
  })
  const logarithmic = isWide(cells)
  const message = [explanation(results, cells, logarithmic), words.directionWords(number)].join(' ').trim()
  return {
    id: `intervals-${`${number}-${of}`.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}`,
    title,
    message,
    config: configuration({ results, systems, steps, cells, unit, subject, title, message, logarithmic }),
    table: {
      headers: [
        results.baseline.axis,
        ...(rising === null ? [] : [rising.name]),
        `${number} mean`,
        'low 95 %',
        'high 95 %',
        'seeds',
      ],
      rows: cells.map(cell => [
        String(systems[cell.system]),
        ...(rising === null ? [] : [rawValue(steps[cell.step]!)]),
        cell.mean,
        ...(cell.n > 1 ? [cell.low, cell.high] : ['–', '–']),
        cell.n,
      ]),
    },
  }
}

function explanation(results: ExperimentResults, cells: readonly Cell[], logarithmic: boolean): string {
  const mark = logarithmic ? 'Points' : 'Bars'
  if (cells.every(cell => cell.n < 2)) {
    return `${mark} are the results of one seed each: without a second, there is no confidence interval.`
  }
  const some = cells.some(cell => cell.n < 2) ? ' Cells that only one seed measured have no whiskers.' : ''
  const cut = logarithmic ? ' The axis is logarithmic; a whisker that reaches 0 is cut off at its foot.' : ''
  return `${mark} are means over ${words.seedsWords(results.seeds.length)}, whiskers their 95 % confidence intervals (Student t).${cut}${some}`
}

function isWide(cells: readonly Cell[]): boolean {
  const means = cells.map(cell => cell.mean)
  const low = Math.min(...means)
  return low > 0 && Math.max(...means) / low >= LOGARITHMIC
}

interface ConfigurationParts {
  readonly results: ExperimentResults
  readonly systems: readonly AxisValue[]
  readonly steps: readonly (AxisValue | null)[]
  readonly cells: readonly Cell[]
  readonly unit: ReturnType<typeof words.unitOf>
  readonly subject: string
  readonly title: string
  readonly message: string
  readonly logarithmic: boolean
}

function configuration(parts: ConfigurationParts): ChartConfig {
  const { results, systems, steps, cells, unit, subject, title, message, logarithmic } = parts
  const rising = risingAxis(results)
  const top = Math.max(...cells.map(cell => (cell.n > 1 ? cell.high : cell.mean)))
  const duration = unit === 's' ? words.durationUnit(top) : { name: unit as string, seconds: 1 }
  const scale = logarithmic ? 1 : duration.seconds
  const foot = Math.min(...cells.flatMap(cell => [cell.mean, cell.low]).filter(value => value > 0))
  const floor = logarithmic
    ? Math.max(foot, Math.min(...cells.map(cell => cell.mean)) / 10)
    : Number.NEGATIVE_INFINITY
  const point = (cell: Cell | undefined): Json => {
    if (cell === undefined) return { y: null }
    const y = drawn(cell.mean / scale)
    if (cell.n < 2) return { y }
    return { y, yMin: drawn(Math.max(cell.low, floor) / scale), yMax: drawn(cell.high / scale) }
  }
  const at = (system: number, step: number): Cell | undefined =>
    cells.find(cell => cell.system === system && cell.step === step)
  const measured = systems.map((_, i) => i).filter(i => cells.some(cell => cell.system === i))
  const datasets: JsonObject[] =
    rising === null
      ? [
          {
            label: words.shortened(subject, 60),
            data: measured.map(i => point(at(i, 0))),
            ...marks(measured, logarithmic),
          },
        ]
      : measured.map(i => ({
          label: words.shortened(String(systems[i]), 40),
          data: steps.map((_, step) => point(at(i, step))),
          ...marks([i], logarithmic),
        }))
  const shareTop = unit === 'share' && top > 0.5 && top <= 1
  return {
    type: logarithmic ? 'lineWithErrorBars' : 'barWithErrorBars',
    data: {
      labels: rising === null ? measured.map(i => words.lines(String(systems[i]), 18)) : steps.map(String),
      datasets,
    },
    options: frame({
      title,
      message,
      scales: {
        x: {
          ...(rising === null ? {} : axis(rising.name)),
          type: 'category',
          offset: true,
          grid: { display: false },
        },
        y: logarithmic
          ? axis(`${subject} (${unit === 's' ? 'logarithmic' : `${unit}, logarithmic`})`, {
              type: 'logarithmic',
              ...(unit === 's' ? durationRange(floor, top) : {}),
            })
          : axis(unit === 'share' || unit === 'ratio' ? subject : `${subject} (${duration.name})`, {
              beginAtZero: true,
              ...(shareTop ? { max: 1 } : {}),
              ...(unit === 'share' ? { ticks: percent } : {}),
            }),
      },
      legend: rising !== null && measured.length > 1,
      ...(logarithmic && unit === 's' ? { durationAxes: ['y'] } : {}),
      pick: 'index',
    }),
  }
}

/** The look of a dataset: one system's, or one colour a bar where the systems stand side by side on the axis. */
function marks(systems: readonly number[], logarithmic: boolean): JsonObject {
  const styles = systems.map(styleOf)
  const colours: Json = styles.length === 1 ? styles[0]!.colour : styles.map(({ colour }) => colour)
  if (!logarithmic)
    return { backgroundColor: colours, maxBarThickness: 90, categoryPercentage: 0.82, barPercentage: 0.88 }
  return {
    borderColor: styles.length === 1 ? colours : 'transparent',
    backgroundColor: colours,
    pointBackgroundColor: colours,
    pointBorderColor: colours,
    borderWidth: 2,
    pointStyle: styles.length === 1 ? styles[0]!.shape : styles.map(({ shape }) => shape),
    pointRadius: 6,
    pointHoverRadius: 8,
    pointBorderWidth: 2,
  }
}

function rawValue(value: AxisValue): string | number {
  return typeof value === 'boolean' ? String(value) : value
}
