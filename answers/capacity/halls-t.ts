/**
 * A one-sided test of a mean that allows for skewness.
 *
 * Jobs that wait too long come in clusters, so what a run shows is skewed to the right, and Student's t claims too much below
 * some fifty runs. Hall's transformation takes the skewness out and, unlike Johnson's (1978), is monotone, so it stays right far
 * from the boundary.
 */
import quantile from '@stdlib/stats-base-dists-t-quantile'
import { exactMean, variance } from '../../reports/statistics/mean-interval.ts'

/**
 * Hall's t of the values against a mean of 0 (Hall 1992, Journal of the Royal Statistical Society B 54:221–228):
 * √n · (T + γT²/3 + γ²T³/27 + γ/(6n)), with T the mean over the standard deviation (n − 1 below) and γ the skewness (the mean cube
 * of the distances from the mean, over the cube of the standard deviation).
 *
 * Values that are all the same have no spread to judge by: −∞ where they are below 0, ∞ where above, and 0 where they are 0. Fewer
 * than two values: NaN.
 */
export function hallsT(values: readonly number[]): number {
  const n = values.length
  if (n < 2) return Number.NaN
  const mean = exactMean(values)
  const deviation = Math.sqrt(variance(values, mean))
  if (deviation === 0) return mean === 0 ? 0 : mean < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  const t = mean / deviation
  return transformed(n, t, skewnessOf(values, mean, deviation))
}

function transformed(n: number, t: number, skewness: number): number {
  return (
    Math.sqrt(n) * (t + (skewness * t * t) / 3 + (skewness * skewness * t ** 3) / 27 + skewness / (6 * n))
  )
}

function skewnessOf(values: readonly number[], mean: number, deviation: number): number {
  let cubes = 0
  for (const value of values) cubes += ((value - mean) / deviation) ** 3
  return cubes / values.length
}

/** With fewer values the test claims more than it knows (tutorial, page 6). */
export const FEWEST_VALUES = 20

/**
 * Is the mean of the values shown to be at most 0, with a risk of `alpha` to be wrong? Values that are all 0 are: nothing is drawn
 * at random there, and 0 keeps a limit. An infinite value, which stands for one that nobody knows, shows nothing.
 */
export function showsAtMostZero(values: readonly number[], alpha: number): boolean {
  if (values.length < 2 || !values.every(Number.isFinite)) return false
  if (values.every(value => value === 0)) return true
  return hallsT(values) <= -quantile(1 - alpha, values.length - 1)
}

/** Is the mean of the values shown to be above 0, with a risk of `alpha` to be wrong? */
export function showsAboveZero(values: readonly number[], alpha: number): boolean {
  if (values.length < 2 || !values.every(Number.isFinite)) return false
  return hallsT(values) >= quantile(1 - alpha, values.length - 1)
}

/**
 * How many runs would show the side on which the mean now lies, if mean, spread and skewness stayed as they are: the least n with
 * Hall's t at or beyond t(1 − alpha, n − 1); undefined where the mean is 0 or has no spread.
 */
export function runsToShow(values: readonly number[], alpha: number, most = 1_000_000): number | undefined {
  const mean = exactMean(values)
  const deviation = Math.sqrt(variance(values, mean))
  const t = mean / deviation
  if (t === 0 || !Number.isFinite(t)) return undefined
  const skewness = skewnessOf(values, mean, deviation)
  const shows = (n: number) => Math.sign(t) * transformed(n, t, skewness) >= quantile(1 - alpha, n - 1)
  if (!shows(most)) return undefined
  let [low, high] = [1, most]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (shows(middle)) high = middle
    else low = middle
  }
  return high
}
