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
 * The cells of one column: '7.81 ± 0.42'; '7.81 ± 0' where all seeds agree, and a plain '0' where they agree on it;
 * the mean alone for one seed, and where nothing is drawn at random. All have the same number of decimals if they need
 * nearly the same. A cell with fewer values than seeds says how many: '(n = 8)'. A mean of bounds is one: '≥ 7.81 ± 0.42'.
 */
export function meanCells(
  means: readonly MeanInterval[],
  scale: Scale,
  seeds: number,
  bounds: readonly boolean[] = [],
): string[] {
  const cells = means.map(({ mean, low, high, n, exact = false }) => {
    const half = n < 2 ? 0 : halfWidth({ mean, low, high }) * scale.factor
    return { n, exact, mean: mean * scale.factor, half, decimals: decimalsOf(mean * scale.factor, half) }
  })
  const telling = cells.filter(each => each.n > 0 && (each.mean !== 0 || each.half !== 0))
  const wanted = telling.map(each => each.decimals)
  const alike = Math.max(...wanted) - Math.min(...wanted) <= 1
  // A mean without a spread needs no zeros at its end.
  const common = Math.max(
    0,
    ...telling.map(each => (each.half === 0 ? fewestDecimals(each.mean) : each.decimals)),
  )
  return cells.map(({ n, exact, mean, half, decimals }, i) => {
    if (n === 0) return NOTHING
    const zero = mean === 0 && half === 0
    const used = zero ? 0 : alike ? common : decimals
    const spread = n < 2 || zero || exact ? '' : ` ± ${half === 0 ? '0' : fixed(half, used)}`
    return `${bounds[i] ? '≥ ' : ''}${fixed(mean, used)}${spread}${n < seeds ? ` (n = ${n})` : ''}`
  })
}
