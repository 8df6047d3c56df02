/**
 * Numbers as people write them: with a unit that fits, and no more digits than are known.
 */
import type { NumberDefinition } from '../sim/measure/result.ts'

export type Unit = NumberDefinition['unit']

/** How a unit of the catalogue is shown: the value is multiplied by `factor` and followed by `name`. */
export interface Scale {
  /** 'ms', 'min', '%', 'pp' (percentage points), 'jobs' …; '' for a plain number. */
  readonly name: string
  readonly factor: number
}

const times: readonly (Scale & { readonly below: number })[] = [
  { name: 'µs', factor: 1e6, below: 0.001 },
  { name: 'ms', factor: 1e3, below: 1 },
  { name: 's', factor: 1, below: 120 },
  { name: 'min', factor: 1 / 60, below: 7200 },
  { name: 'h', factor: 1 / 3600, below: Number.POSITIVE_INFINITY },
]

/**
 * One scale for all the values, so that they can be compared at a glance: times in the unit that fits their (lower) median
 * (µs below 1 ms, ms below 1 s, s below 2 min, min below 2 h, then h), shares in per cent.
 */
export function scaleOf(unit: Unit, values: readonly number[]): Scale {
  if (unit === 'share') return { name: '%', factor: 100 }
  if (unit !== 's') return { name: unit === 'count' || unit === 'ratio' ? '' : unit, factor: 1 }
  const sizes = values
    .map(Math.abs)
    .filter(size => size > 0 && Number.isFinite(size))
    .sort((a, b) => a - b)
  const median = Number((sizes[Math.floor((sizes.length - 1) / 2)] ?? 1).toPrecision(3))
  const { name, factor } = times.find(each => median < each.below)!
  return { name, factor }
}

/** The scale of a difference: as `scaleOf`, but a difference of percentages is in percentage points. */
export function differenceScale(unit: Unit, values: readonly number[]): Scale {
  return unit === 'share' ? { name: 'pp', factor: 100 } : scaleOf(unit, values)
}

/** Decimals that show so many significant digits; 0 for 0. */
export function decimalsFor(value: number, digits: number): number {
  return Math.max(0, placesFor(value, digits))
}

/** The same, below 0 where whole tens or hundreds show them: −2 for two digits of 1,586. */
export function placesFor(value: number, digits: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0
  const exponent = Number(
    Math.abs(value)
      .toExponential(digits - 1)
      .split('e')[1],
  )
  return Math.min(9, digits - 1 - exponent)
}

/**
 * Decimals for a mean and half the width of its interval: two digits of the half width, but no more than show three
 * digits of the mean, unless the half width needs more to be seen at all. Below 0 where the half width has more than two digits
 * before the point: 4,214 ± 1,586 is 4,200 ± 1,600. Without an interval, three digits.
 */
export function decimalsOf(mean: number, half: number): number {
  const ofMean = decimalsFor(mean, 3)
  if (!(half > 0)) return ofMean
  return Math.min(placesFor(half, 2), Math.max(ofMean, decimalsFor(half, 1)))
}

/** Half the width of an interval; 0 where there is none, or where the ends differ by rounding alone. */
export function halfWidth({ mean, low, high }: Ends): number {
  const half = (high - low) / 2
  return half > 1e-9 * Math.abs(mean) ? half : 0
}

/** A number with so many decimals, commas between thousands, and a true minus sign; never −0. Below 0: in whole tens, hundreds … */
export function fixed(value: number, decimals: number): string {
  const size = decimals < 0 ? Math.round(Math.abs(value) * 10 ** decimals) * 10 ** -decimals : Math.abs(value)
  const [whole, fraction] = size.toFixed(Math.max(0, decimals)).split('.') as [string, string?]
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction ? `.${fraction}` : '')
  return value < 0 && /[1-9]/.test(digits) ? `−${digits}` : digits
}

/** As `fixed`, with a plus sign before what is above 0. */
export function signed(value: number, decimals: number): string {
  const text = fixed(value, decimals)
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

/** A mean and the ends of its interval; NaN where there is no interval. */
export interface Ends {
  readonly mean: number
  readonly low: number
  readonly high: number
}

/** A mean and its interval as texts with the same decimals. */
export interface IntervalTexts {
  readonly mean: string
  /** '−2.4 to −1.2'; null where there is no interval, or no width. */
  readonly range: string | null
}

/**
 * A mean and its interval, multiplied by `factor` and written by `write`. Two digits of the half width are shown, and
 * more where an end that is not 0 would else read as 0. Without an interval, three digits without trailing zeros.
 */
export function intervalTexts(
  ends: Ends,
  factor: number,
  write: (value: number, decimals: number) => string = signed,
): IntervalTexts {
  const [low, mean, high] = [ends.low, ends.mean, ends.high].map(end => end * factor) as [
    number,
    number,
    number,
  ]
  const half = halfWidth({ mean, low, high })
  if (half === 0) return { mean: write(mean, fewestDecimals(mean)), range: null }
  let decimals = decimalsOf(Math.max(Math.abs(low), Math.abs(high)), half)
  // Ends may lie at different distances: whole tens or hundreds are for what is wide on either side.
  if (decimals < 0) decimals = Math.min(0, placesFor(Math.min(mean - low, high - mean), 2))
  const vanishes = (end: number) => end !== 0 && !/[1-9]/.test(fixed(end, decimals))
  while (decimals < 9 && (vanishes(low) || vanishes(high))) decimals++
  return { mean: write(mean, decimals), range: `${write(low, decimals)} to ${write(high, decimals)}` }
}

/** Decimals of the value rounded to three digits, without trailing zeros. */
export function fewestDecimals(value: number): number {
  const most = decimalsFor(value, 3)
  const zeros = /\.\d*?(0*)$/.exec(value.toFixed(most))?.[1] ?? ''
  return most - zeros.length
}

/** A number and its unit: '1.80 s', '81.2 %', '1 job', '12 jobs', '1 percentage point'. */
export function withUnit(text: string, scale: Scale): string {
  const one = text.replace(/[+−]/, '') === '1'
  if (scale.name === 'pp') return `${text} percentage point${one ? '' : 's'}`
  const name = one ? scale.name.replace(/^(job|task|core-hour)s$/, '$1') : scale.name
  return name === '' ? text : `${text} ${name}`
}

/** One value, with up to three significant digits: '1.8 s', '43 %', '12 tasks'; in the unit that fits it, or a scale that others share. */
export function quantity(value: number, unit: Unit | Scale): string {
  const scale = typeof unit === 'string' ? scaleOf(unit, [value]) : unit
  const scaled = value * scale.factor
  return withUnit(fixed(scaled, fewestDecimals(scaled)), scale)
}
