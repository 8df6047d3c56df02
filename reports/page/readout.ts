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
  readonly parsed: {
    readonly x: number
    readonly y: number
    readonly xMin?: number | null
    readonly xMax?: number | null
    readonly yMin?: number | null
    readonly yMax?: number | null
  }
  /** The point as the configuration has it. */
  readonly raw: unknown
  readonly dataset: { readonly label?: string }
  readonly chart: {
    readonly data: { readonly labels?: readonly (string | readonly string[])[] }
    readonly scales: { readonly x: Scale; readonly y: Scale }
    readonly options: { readonly indexAxis?: string }
  }
}

/** '86.3 %', '2.26 min', '1,050 s': three significant digits, but all of a whole number. */
function reading(value: number, scale: Scale): string {
  // Durations on a logarithmic axis bring their unit along, see duration-axis.ts.
  if (scale.type === 'logarithmic' && scale.options.unit === 'duration') return scale.getLabelForValue(value)
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
  return `${rounded.toLocaleString('en-US', { maximumFractionDigits: 9 })} ${scale.options.unit ?? ''}`.trimEnd()
}

/** What a point says besides its value. */
interface Raw {
  /** The whisker goes on below what is drawn. */
  readonly cut?: boolean
  /** A 0 that stands at the foot of a logarithmic axis. */
  readonly zero?: boolean
  /** The value is a bound. */
  readonly atLeast?: boolean
  /** The heading that its row stands under. */
  readonly group?: string
  /** What is read in the place of the value. */
  readonly text?: string
}

/** Rows have their values along the x axis. */
function isRow({ chart }: Item): boolean {
  return chart.options.indexAxis === 'y'
}

/** The callbacks of Chart.js' tooltip; the keyboard reads the same. */
export const readout = {
  /** The place along the other axis: 'load 0.9', '13.9 h', 'lost, done before the failure: offers'. */
  title(items: readonly Item[]): string {
    const [item] = items
    if (item === undefined) return ''
    const along = item.chart.scales[isRow(item) ? 'y' : 'x']
    const name = joined([along.options.title?.text ?? ''].flat()).replace(', logarithmic axis', '')
    if (along.type !== 'category') {
      const text = reading(item.parsed.x, along)
      return along.options.unit === '' ? `${name} ${text}`.trimStart() : text
    }
    const label = joined([item.chart.data.labels?.[item.dataIndex] ?? ''].flat())
    const { group } = item.raw as Raw
    if (group !== undefined) return `${group}: ${label}`
    return name === '' ? label : `${name} ${label}`
  },
  /** 'offers: 2.26 min (2.18 min to 2.34 min)'. */
  label(item: Item): string {
    const { parsed, dataset, chart } = item
    const raw = (item.raw ?? {}) as Raw
    if (raw.text !== undefined) return `${dataset.label ?? ''}: ${raw.text}`
    const [scale, value, low, high] = isRow(item)
      ? ([chart.scales.x, parsed.x, parsed.xMin, parsed.xMax] as const)
      : ([chart.scales.y, parsed.y, parsed.yMin, parsed.yMax] as const)
    const interval =
      low == null || high == null
        ? ''
        : // What is drawn of a whisker that is cut off is not where its interval ends.
          raw.cut === true
          ? ` (up to ${reading(high, scale)})`
          : ` (${reading(low, scale)} to ${reading(high, scale)})`
    const least = raw.atLeast === true ? '≥ ' : ''
    return `${dataset.label ?? ''}: ${least}${raw.zero === true ? '0' : reading(value, scale)}${interval}`
  },
}
