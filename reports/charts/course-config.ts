/**
 * The drawing of means along an axis of numbers: one line a series, with intervals.
 */
import type { CellValue } from './cells.ts'
import type { ChartConfig, JsonObject } from './chart-document.ts'
import { axis, drawn, frame } from './frame.ts'
import { lineStyle, styleOf } from './palette.ts'
import { placed, type ValueAxis } from './value-axis.ts'

export interface Series {
  readonly label: string
  readonly style: number
  readonly points: readonly { readonly x: number; readonly cell: CellValue }[]
}

/** From this ratio of its ends, an axis of numbers above 0 is logarithmic. */
const WIDE = 50
/** Pixels between the whiskers of two series at one place, which would else lie on each other. */
const DODGE = 7
const RADIUS = 6
/** Pixels of the plot on a telephone, on which the marks at the ends are to have room too. */
const NARROW = 260

/** The configuration: `rising` names the axis of numbers. */
export function courseConfig(
  rising: string,
  series: readonly Series[],
  values: ValueAxis,
  { title, message }: { readonly title: string; readonly message: string },
): ChartConfig {
  const places = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b)
  return {
    type: 'lineWithErrorBars',
    data: {
      datasets: series.map(({ label, style, points }, i) => ({
        label,
        data: points.map(({ x, cell }) => ({ x, ...placed(cell, values) })),
        ...marks(style),
        dodge: drawn((i - (series.length - 1) / 2) * DODGE),
      })),
    },
    options: frame({
      title,
      message,
      scales: { x: numbersAxis(rising, places, series.length), y: values.options },
      legend: series.length > 1,
      pick: 'index',
    }),
  }
}

/** An axis with a tick at each of the values, and at its ends room for the marks of so many series beside each other. */
function numbersAxis(name: string, places: readonly number[], series: number): JsonObject {
  const [first, last] = [places[0]!, places.at(-1)!]
  const logarithmic = first > 0 && last >= WIDE * first
  const share = Math.max(0.05, (RADIUS + 2 + ((series - 1) / 2) * DODGE) / NARROW)
  const shared = { ticksAt: places, ticks: { maxRotation: 0 }, grid: { display: false } }
  if (logarithmic) {
    const times = Math.max(1.2, (last / first) ** share)
    return axis(`${name}, logarithmic axis`, '', {
      type: 'logarithmic',
      min: drawn(first / times),
      max: drawn(last * times),
      ...shared,
    })
  }
  const room = (last - first || Math.abs(last) || 1) * share
  return axis(name, '', { type: 'linear', min: drawn(first - room), max: drawn(last + room), ...shared })
}

function marks(style: number): JsonObject {
  const { colour } = styleOf(style)
  return {
    ...lineStyle(style),
    // Chart.js looks for these under the name of the point's kind, which is not 'point' here, or without one.
    radius: RADIUS,
    hoverRadius: RADIUS + 2,
    errorBarColor: colour,
    errorBarLineWidth: 2,
    errorBarWhiskerColor: colour,
    errorBarWhiskerLineWidth: 2,
    errorBarWhiskerSize: 12,
    clip: RADIUS + 2,
  }
}
