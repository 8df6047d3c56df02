/**
 * How likely differences like these are by chance alone.
 */
import cdf from '@stdlib/stats-base-dists-t-cdf'
import { exactMean, variance } from './mean-interval.ts'

/**
 * Two-sided p-value of the one-sample t test that the mean is 0; of values without any spread, 1 if they are 0, else 0.
 *
 * @param spread their variance; counts have another one where they do not vary, see `differenceSpread`
 */
export function pairedP(
  differences: readonly number[],
  spread: number = variance(differences),
): number | null {
  const n = differences.length
  if (n < 2) return null
  const mean = exactMean(differences)
  if (spread === 0) return mean === 0 ? 1 : 0
  return 2 * cdf(-Math.abs(mean) / Math.sqrt(spread / n), n - 1)
}
