/**
 * How likely differences like these are by chance alone.
 */
import cdf from '@stdlib/stats-base-dists-t-cdf'
import { exactMean, variance } from './mean-interval.ts'

/** Two-sided p-value of the one-sample t test that the mean is 0; of values without any spread, 1 if they are 0, else 0. */
export function pairedP(differences: readonly number[]): number | null {
  const n = differences.length
  if (n < 2) return null
  const mean = exactMean(differences)
  const spread = variance(differences, mean)
  if (spread === 0) return mean === 0 ? 1 : 0
  return 2 * cdf(-Math.abs(mean) / Math.sqrt(spread / n), n - 1)
}
