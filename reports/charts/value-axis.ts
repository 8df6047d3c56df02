/**
 * The axis along which the values of a chart are read: linear from 0, or logarithmic where they span decades.
 */
import { type Scale, scaleOf, type Unit } from '../quantities.ts'
import type { MeanInterval } from '../statistics/mean-interval.ts'
import type { CellValue } from './cells.ts'
import type { Json, JsonObject } from './chart-document.ts'
import { durationRange } from './duration-axis.ts'
import { axis, drawn, fromZero } from './frame.ts'

/** From this ratio of the largest to the smallest mean above 0, a linear axis would hide the small ones. */
const WIDE = 30

/** What is said where `cuts` holds. */
export const CUT = 'Whiskers that go on beyond the axis are cut there.'

export interface ValueAxis {
  readonly along: 'x' | 'y'
  readonly logarithmic: boolean
  /** How values are written and, on a linear axis, drawn. */
  readonly scale: Scale
  /** Where the axis begins, in the number's own unit; minus infinity where values are below 0. */
  readonly foot: number
  /** Whether a value of 0 stands at the foot of a logarithmic axis. */
  readonly zeros: boolean
  /** Whether a whisker goes on below the foot. */
  readonly cuts: boolean
  /** Options of the Chart.js scale. */
  readonly options: JsonObject
}

/** The axis for these means and intervals of one unit. */
export function valueAxis(
  means: readonly MeanInterval[],
  unit: Unit,
  subject: string,
  along: 'x' | 'y',
): ValueAxis {
  const positive = means.filter(({ mean }) => mean > 0)
  const smallest = Math.min(...positive.map(({ mean }) => mean))
  const largest = Math.max(...means.map(({ mean }) => mean))
  const logarithmic = means.every(({ mean }) => mean >= 0) && largest >= WIDE * smallest
  const top = Math.max(...means.map(each => (hasInterval(each) ? each.high : each.mean)))
  if (!logarithmic) {
    const scale = scaleOf(unit, positive.length > 0 ? positive.map(({ mean }) => mean) : [top])
    // An interval of the mean may reach below 0, where the number itself cannot be.
    const foot = means.every(({ mean }) => mean >= 0) ? 0 : Number.NEGATIVE_INFINITY
    // Nor can a share be above 1.
    const ceiling = unit === 'share' && largest <= 1 ? 1 : Number.POSITIVE_INFINITY
    const isNearlyFull = ceiling === 1 && top > 0.5
    const ends = { ...(foot === 0 ? { min: 0 } : {}), ...(isNearlyFull ? { max: 100 } : {}) }
    return {
      along,
      logarithmic,
      scale,
      foot,
      zeros: false,
      cuts: means.some(each => hasInterval(each) && (each.low < foot || each.high > ceiling)),
      options: axis(subject, scale.name, { ...fromZero, ...ends }, along),
    }
  }
  const zeros = means.some(({ mean }) => mean === 0)
  const lowest = footOf(positive)
  // A zero has no place on a logarithmic axis: it stands at the foot, well apart from the smallest value above it.
  const foot = zeros ? (unit === 's' ? durationRange(lowest / 3, top).min : lowest / 3) : lowest
  const cuts = positive.some(each => hasInterval(each) && each.low < foot)
  const zeroAt = (at: Json): JsonObject => (zeros && along === 'y' ? { zeroAt: at } : {})
  if (unit === 's') {
    // Durations stay in seconds: `durationAxis` labels them.
    const range = durationRange(foot, top)
    const options = axis(
      `${subject}, logarithmic axis`,
      '',
      { type: 'logarithmic', ...range, unit: 'duration', ...zeroAt(range.min) },
      along,
    )
    return { along, logarithmic, scale: { name: '', factor: 1 }, foot, zeros, cuts, options }
  }
  const scale = scaleOf(unit, [top])
  const min = zeros ? { min: drawn(foot * scale.factor) } : {}
  const options = axis(
    `${subject}, logarithmic axis`,
    scale.name,
    { type: 'logarithmic', decades: true, ...min, ...zeroAt(drawn(foot * scale.factor)) },
    along,
  )
  return { along, logarithmic, scale, foot, zeros, cuts, options }
}

/** Whether a cell has ends that can be drawn: one seed has none, nor have equal values. */
export function hasInterval({ low, high }: MeanInterval): boolean {
  return Number.isFinite(low) && Number.isFinite(high) && low < high
}

/**
 * A value and its whisker along the axis: x, xMin, xMax, or y. Marked `cut` if the whisker goes on below the foot, `zero`
 * if a 0 stands there, `atLeast` if the value is a bound.
 */
export function placed(mean: CellValue, { along, scale, foot }: ValueAxis): JsonObject {
  const at = (value: number): Json => drawn(Math.max(value, foot) * scale.factor)
  const point = {
    [along]: at(mean.mean),
    ...(mean.mean < foot ? { zero: true } : {}),
    ...(mean.atLeast === true ? { atLeast: true } : {}),
  }
  if (!hasInterval(mean) || mean.high < foot) return point
  const ends = { [`${along}Min`]: at(mean.low), [`${along}Max`]: at(mean.high) }
  return { ...point, ...ends, ...(mean.low < foot ? { cut: true } : {}) }
}

/** Where a logarithmic axis begins: at the lowest whisker above 0, but not below a tenth of the lowest mean. */
function footOf(means: readonly MeanInterval[]): number {
  const lowest = Math.min(...means.map(({ mean }) => mean))
  const whiskers = means.map(({ low }) => low).filter(low => low > 0)
  return Math.max(lowest / 10, Math.min(lowest, ...whiskers))
}
