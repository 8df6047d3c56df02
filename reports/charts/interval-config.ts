/**
 * The drawing of means with confidence intervals.
 */
import type { Cell, Cells } from './cells.ts'
import type { ChartConfig, Json, JsonObject } from './chart-document.ts'
import { durationRange } from './duration-axis.ts'
import { axis, drawn, frame, fromZero } from './frame.ts'
import { barLabel, shortened } from './lines.ts'
import { styleOf } from './palette.ts'
import { type Measure, measureOf, type Unit } from './quantities.ts'

export interface IntervalParts {
  readonly unit: Unit
  /** What is measured, in words. */
  readonly subject: string
  readonly title: string
  readonly message: string
  /** Points on a logarithmic axis instead of bars from 0. */
  readonly logarithmic: boolean
}

/** Bars beside each other at each step, one colour a system; without a rising axis, one bar a system. */
export function intervalConfig(table: Cells, parts: IntervalParts): ChartConfig {
  const { systems, rising, steps, cells } = table
  const { logarithmic } = parts
  const top = Math.max(...cells.map(upper))
  // Durations on a logarithmic axis stay in seconds: `durationAxis` labels them.
  const measure = parts.unit === 's' && logarithmic ? { name: '', size: 1 } : measureOf(parts.unit, top)
  const foot = logarithmic ? footOf(cells) : Number.NEGATIVE_INFINITY
  const measured = systems.map((_, i) => i).filter(i => cells.some(cell => cell.system === i))
  const at = (system: number, step: number): Json =>
    point(
      cells.find(cell => cell.system === system && cell.step === step),
      measure,
      foot,
    )

  const datasets =
    rising === null
      ? [
          {
            label: shortened(parts.subject, 60),
            data: measured.map(i => at(i, 0)),
            ...marks(measured, logarithmic),
          },
        ]
      : measured.map(i => ({
          label: shortened(String(systems[i]), systems.length > 4 ? 28 : 40),
          data: steps.map((_, step) => at(i, step)),
          ...marks([i], logarithmic),
        }))
  const labels: Json =
    rising === null ? measured.map(i => barLabel(String(systems[i]), measured.length)) : steps.map(String)
  return {
    type: logarithmic ? 'lineWithErrorBars' : 'barWithErrorBars',
    data: { labels, datasets },
    options: frame({
      title: parts.title,
      message: parts.message,
      scales: {
        x: {
          ...(rising === null ? {} : axis(rising, null)),
          type: 'category',
          offset: true,
          grid: { display: false },
        },
        y: logarithmic
          ? axis(`${parts.subject}, logarithmic`, measure, {
              type: 'logarithmic',
              ...(parts.unit === 's' ? durationRange(foot, top) : {}),
            })
          : axis(parts.subject, measure, {
              ...fromZero,
              ...(isNearlyFull(parts.unit, top) ? { max: 100 } : {}),
            }),
      },
      legend: rising !== null && measured.length > 1,
      ...(parts.unit === 's' && logarithmic ? { plugins: { durationAxis: { axes: ['y'] } } } : {}),
      pick: 'index',
    }),
  }
}

function upper(cell: Cell): number {
  return cell.n > 1 ? cell.high : cell.mean
}

/** Where a logarithmic axis begins: at the lowest whisker above 0, but not below a tenth of the lowest mean. */
function footOf(cells: readonly Cell[]): number {
  const lowest = Math.min(...cells.map(cell => cell.mean))
  const whiskers = cells.map(cell => cell.low).filter(low => low > 0)
  return Math.max(lowest / 10, Math.min(lowest, ...whiskers))
}

/** A mean and its whisker; one seed has none, and a cell without a measurement has neither. */
function point(cell: Cell | undefined, measure: Measure, foot: number): Json {
  if (cell === undefined) return { y: null }
  const y = drawn(cell.mean / measure.size)
  if (cell.n < 2) return { y }
  return { y, yMin: drawn(Math.max(cell.low, foot) / measure.size), yMax: drawn(cell.high / measure.size) }
}

/** Shares are shown against the whole, unless they are so small that nothing could be told apart. */
function isNearlyFull(unit: Unit, top: number): boolean {
  return unit === 'share' && top > 0.5 && top <= 1
}

/** The look of a dataset: one system's, or one colour a bar where the systems stand side by side on the axis. */
function marks(systems: readonly number[], logarithmic: boolean): JsonObject {
  const styles = systems.map(styleOf)
  const one = styles.length === 1
  const colours: Json = one ? styles[0]!.colour : styles.map(({ colour }) => colour)
  if (!logarithmic) {
    return {
      backgroundColor: colours,
      pointStyle: 'rect',
      maxBarThickness: 90,
      categoryPercentage: 0.82,
      barPercentage: 0.88,
    }
  }
  return {
    borderColor: one ? colours : 'transparent',
    backgroundColor: colours,
    pointBackgroundColor: colours,
    pointBorderColor: colours,
    borderWidth: 2,
    pointStyle: one ? styles[0]!.shape : styles.map(({ shape }) => shape),
    pointRadius: 5,
    pointHoverRadius: 7,
    pointBorderWidth: 2,
    errorBarColor: colours,
    errorBarLineWidth: 2,
    errorBarWhiskerColor: colours,
    errorBarWhiskerLineWidth: 2,
    errorBarWhiskerSize: 16,
  }
}
