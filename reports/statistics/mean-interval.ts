/**
 * The mean of a few independent replications and how well it is known.
 */
import quantile from '@stdlib/stats-base-dists-t-quantile'

/** Of an interval that stands alone. */
export const CONFIDENCE = 0.95

export interface MeanInterval {
  readonly mean: number
  /** Ends of the two-sided confidence interval, in the unit of the values; NaN where one value gives none. */
  readonly low: number
  readonly high: number
  /** How many values. */
  readonly n: number
  /** Set where nothing is drawn at random: `low` and `high` are the mean, and no interval is shown. */
  readonly exact?: true
}

/**
 * Mean and two-sided Student t interval, mean ± t(1 − (1 − confidence)/2, n − 1) · s/√n (Student 1908, Biometrika 6:1–25).
 *
 * Values are one number a seed, so they are independent; the interval is exact where they are normal. No values:
 * everything is NaN. One value: `low` and `high` are NaN, since one replication says nothing about the spread.
 * Values that are all the same: `low` = `high` = `mean`, exactly. Check `n` before printing.
 *
 * @param spread s²; differences of counts have another one where they do not vary, see `differenceSpread`
 */
export function meanInterval(
  values: readonly number[],
  confidence: number = CONFIDENCE,
  spread: number = variance(values),
): MeanInterval {
  const n = values.length
  const mean = exactMean(values)
  if (n < 2) return { mean, low: Number.NaN, high: Number.NaN, n }
  const half = quantile(1 - (1 - confidence) / 2, n - 1) * Math.sqrt(spread / n)
  return { mean, low: mean - half, high: mean + half, n }
}

/** Mean as first value + mean distance from it, so that equal values have exactly their mean and no spread. */
export function exactMean(values: readonly number[]): number {
  const first = values[0]
  if (first === undefined) return Number.NaN
  let sum = 0
  for (const value of values) sum += value - first
  return first + sum / values.length
}

/** Variance of a sample, with n − 1 below (two passes, so that large means cost no digits); NaN for one value. */
export function variance(values: readonly number[], mean = exactMean(values)): number {
  return covariance(values, values, mean, mean)
}

/** Covariance of paired samples, with n − 1 below; NaN for one pair. */
export function covariance(
  left: readonly number[],
  right: readonly number[],
  leftMean = exactMean(left),
  rightMean = exactMean(right),
): number {
  let sum = 0
  for (let i = 0; i < left.length; i++) sum += (left[i]! - leftMean) * (right[i]! - rightMean)
  return left.length < 2 ? Number.NaN : sum / (left.length - 1)
}
