/**
 * What is shown of the points under the pointer: values with their unit and no more digits than people read.
 */

import { joined } from '../charts/lines.ts'

/** The part of a Chart.js scale that is read. */
interface Scale {
  readonly type: string
  readonly options: {
    readonly unit?: string
    readonly title?: { readonly text?: string | readonly string[] }
  }
  getLabelForValue(value: number): string
}

/** The part of a tooltip's item that is read. */
export interface Item {
  readonly dataIndex: number
  readonly parsed: { readonly x: number; readonly y: number; readonly yMin?: number; readonly yMax?: number }
  /** The point as the configuration has it. */
  readonly raw: unknown
  readonly dataset: { readonly label?: string }
  readonly chart: {
    readonly data: { readonly labels?: readonly (string | readonly string[])[] }
    readonly scales: { readonly x: Scale; readonly y: Scale }
  }
}

/** '86.3 %', '2.26 min', '1,050 s': three significant digits, but all of a whole number. */
function reading(value: number, scale: Scale): string {
  // Durations on a logarithmic axis bring their unit along, see duration-axis.ts.
  if (scale.type === 'logarithmic' && scale.options.unit === 'duration') return scale.getLabelForValue(value)
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
  return `${rounded.toLocaleString('en-US', { maximumFractionDigits: 9 })} ${scale.options.unit ?? ''}`.trimEnd()
}

/** The callbacks of Chart.js' tooltip. */
export const readout = {
  /** The place on the x axis: 'load 0.9', '13.9 h'. */
  title(items: readonly Item[]): string {
    const [item] = items
    if (item === undefined) return ''
    const { x } = item.chart.scales
    if (x.type !== 'category') return reading(item.parsed.x, x)
    const label = joined([item.chart.data.labels?.[item.dataIndex] ?? ''].flat())
    const name = x.options.title?.text
    return name === undefined ? label : `${joined([name].flat())} ${label}`
  },
  /** 'offers: 2.26 min (2.18 min to 2.34 min)'. */
  label({ parsed, raw, dataset, chart }: Item): string {
    const { y } = chart.scales
    const interval =
      parsed.yMin === undefined || parsed.yMax === undefined
        ? ''
        : // What is drawn of a whisker that is cut off is not where its interval ends.
          (raw as { cut?: boolean }).cut === true
          ? ` (up to ${reading(parsed.yMax, y)})`
          : ` (${reading(parsed.yMin, y)} to ${reading(parsed.yMax, y)})`
    return `${dataset.label ?? ''}: ${reading(parsed.y, y)}${interval}`
  },
}
