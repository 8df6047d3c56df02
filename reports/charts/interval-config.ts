/**
 * The drawing of means with confidence intervals.
 */
import { type Scale, scaleOf, type Unit } from '../quantities.ts'
import type { Cell, Cells } from './cells.ts'
import type { ChartConfig, Json, JsonObject } from './chart-document.ts'
import { durationRange } from './duration-axis.ts'
import { axis, drawn, frame, fromZero } from './frame.ts'
import { barLabel, shortened } from './lines.ts'
import { styleOf } from './palette.ts'
import type { System } from './systems.ts'

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
export function intervalConfig(
  { rising, steps, cells }: Cells,
  systems: readonly System[],
  parts: IntervalParts,
): ChartConfig {
  const { logarithmic, subject, unit } = parts
  const top = Math.max(...cells.map(cell => (cell.n > 1 ? cell.high : cell.mean)))
  const foot = logarithmic ? footOf(cells) : Number.NEGATIVE_INFINITY
  // Durations on a logarithmic axis stay in seconds: `durationAxis` labels them.
  const isDuration = unit === 's' && logarithmic
  const scale = isDuration ? { name: '', factor: 1 } : scaleOf(unit, [top])
  const measured = systems.filter(({ style }) => cells.some(cell => cell.system === style))
  const at = ({ style }: System, step: number): Json =>
    point(
      cells.find(cell => cell.system === style && cell.step === step),
      scale,
      foot,
    )
  const datasets =
    rising === null
      ? [
          {
            label: shortened(subject, 60),
            data: measured.map(system => at(system, 0)),
            ...marks(measured, logarithmic),
          },
        ]
      : measured.map(system => ({
          label: system.label,
          data: steps.map((_, step) => at(system, step)),
          ...marks([system], logarithmic),
        }))
  const y = logarithmic
    ? axis(`${subject}, logarithmic`, scale.name, {
        type: 'logarithmic',
        ...(isDuration ? { unit: 'duration', ...durationRange(foot, top) } : {}),
      })
    : axis(subject, scale.name, { ...fromZero, ...(isNearlyFull(unit, top) ? { max: 100 } : {}) })
  return {
    type: logarithmic ? 'lineWithErrorBars' : 'barWithErrorBars',
    data: {
      labels: rising === null ? measured.map(({ name }) => barLabel(name, measured.length)) : steps,
      datasets,
    },
    options: frame({
      title: parts.title,
      message: parts.message,
      scales: {
        x: {
          ...(rising === null ? {} : axis(rising, '')),
          type: 'category',
          offset: true,
          ticks: { autoSkip: false },
          grid: { display: false },
        },
        y,
      },
      legend: rising !== null && measured.length > 1,
      pick: 'index',
    }),
  }
}

/** Where a logarithmic axis begins: at the lowest whisker above 0, but not below a tenth of the lowest mean. */
export function footOf(cells: readonly Cell[]): number {
  const lowest = Math.min(...cells.map(cell => cell.mean))
  const whiskers = cells.map(cell => cell.low).filter(low => low > 0)
  return Math.max(lowest / 10, Math.min(lowest, ...whiskers))
}

/** A mean and its whisker, marked `cut` if it goes on below the axis; one seed has none, nor have equal values, and a cell without a measurement has neither. */
function point(cell: Cell | undefined, { factor }: Scale, foot: number): Json {
  if (cell === undefined) return { y: null }
  const y = drawn(cell.mean * factor)
  if (cell.n < 2 || cell.low === cell.high) return { y }
  const yMax = drawn(cell.high * factor)
  return cell.low < foot
    ? { y, yMin: drawn(foot * factor), yMax, cut: true }
    : { y, yMin: drawn(cell.low * factor), yMax }
}

/** Shares are shown against the whole, unless they are so small that nothing could be told apart. */
function isNearlyFull(unit: Unit, top: number): boolean {
  return unit === 'share' && top > 0.5 && top <= 1
}

/** The look of a dataset: one system's, or one colour a bar where the systems stand side by side on the axis. */
function marks(systems: readonly System[], logarithmic: boolean): JsonObject {
  const styles = systems.map(({ style }) => styleOf(style))
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
    borderWidth: 2,
    pointStyle: one ? styles[0]!.shape : styles.map(({ shape }) => shape),
    // Chart.js looks for these under the name of the point's kind, which is not 'point' here, or without one.
    radius: 5,
    hoverRadius: 7,
    errorBarColor: colours,
    errorBarLineWidth: 2,
    errorBarWhiskerColor: colours,
    errorBarWhiskerLineWidth: 2,
    errorBarWhiskerSize: 16,
  }
}
