/**
 * Means with their half widths, written so that a column reads as one.
 */
import { decimalsOf, fewestDecimals, fixed, halfWidth, type Scale } from '../quantities.ts'
import type { MeanInterval } from '../statistics/mean-interval.ts'
import { NOTHING } from './table.ts'

/** 'wait, mean (s)': a heading with the unit of its column; tasks and jobs are in the heading's words already. */
export function withScale(heading: string, scale: Scale): string {
  const obvious = scale.name === '' || new RegExp(`\\b${scale.name}\\b`).test(heading)
  return obvious ? heading : `${heading} (${scale.name.replace('hours', 'h')})`
}

/**
 * The cells of one column: '7.81 ± 0.42'; '7.81 ± 0' where all seeds agree, and a plain '0' where they agree on it; the mean alone for
 * one seed, and where nothing is drawn at random. Each says as much as its own spread bears (see `decimalsOf`), as it does beside a
 * mark in a chart; without any spread all have the same number of decimals if they need nearly the same. A cell with fewer values than
 * seeds says how many: '(n = 8)'. A mean of bounds is one: '≥ 7.81 ± 0.42'.
 */
export function meanCells(
  means: readonly MeanInterval[],
  scale: Scale,
  seeds: number,
  bounds: readonly boolean[] = [],
): string[] {
  const cells = means.map(({ mean, low, high, n, exact = false }) => {
    const half = n < 2 ? 0 : halfWidth({ mean, low, high }) * scale.factor
    return { n, exact, mean: mean * scale.factor, half }
  })
  const common = commonDecimals(cells.filter(({ n, mean, half }) => n > 0 && (mean !== 0 || half !== 0)))
  return cells.map(({ n, exact, mean, half }, i) => {
    if (n === 0) return NOTHING
    const zero = mean === 0 && half === 0
    const used = zero ? 0 : (common ?? decimalsOf(mean, half))
    const spread = n < 2 || zero || exact ? '' : ` ± ${half === 0 ? '0' : fixed(half, used)}`
    return `${bounds[i] ? '≥ ' : ''}${fixed(mean, used)}${spread}${n < seeds ? ` (n = ${n})` : ''}`
  })
}

/** The decimals of values without a spread that need nearly the same number of them; undefined of others. */
function commonDecimals(values: readonly { readonly mean: number; readonly half: number }[]) {
  const wanted = values.map(({ mean }) => decimalsOf(mean, 0))
  const alike = Math.max(...wanted) - Math.min(...wanted) <= 1
  if (!alike || values.some(({ half }) => half > 0)) return undefined
  // There are no zeros at the end of all.
  return Math.max(0, ...values.map(({ mean }) => fewestDecimals(mean)))
}
