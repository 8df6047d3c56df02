/**
 * How large a paired difference is compared with the baseline's mean.
 */
import quantile from '@stdlib/stats-base-dists-t-quantile'
import { CONFIDENCE, covariance, exactMean, variance } from './mean-interval.ts'

/** A ratio to the baseline's mean: −0.25 is a quarter less. */
export interface RelativeDifference {
  readonly mean: number
  readonly low: number
  readonly high: number
}

/**
 * Mean difference / mean baseline with Fieller's interval for paired samples, or null where there is none.
 *
 * All δ with |d̄ − δ·b̄| ≤ t·√((s_d² − 2δ·s_bd + δ²·s_b²)/n), t = t(1 − (1 − confidence)/2, n − 1), solved for its two
 * ends (Fieller 1954, J. R. Stat. Soc. B 16:175–185). It is preferred to an interval on log ratios for two reasons: it
 * contains 0 exactly when the t interval of the difference does, so both always say the same, and it allows zeros.
 *
 * Neither has an end below −1 where no value is below 0: a duration, a count or a share cannot shrink by more than all of it, though
 * the t interval, which knows of no such end, goes on. −1 stands for what is cut off.
 *
 * Null where a share of the baseline means nothing: fewer than two pairs, or a baseline that is not itself
 * distinguishable from 0 (Fieller's set is then not an interval).
 *
 * @param spread s_d²; differences of counts have another one where they do not vary, see `differenceSpread`
 */
export function relativeDifference(
  differences: readonly number[],
  baselines: readonly number[],
  confidence: number = CONFIDENCE,
  spread: number = variance(differences),
): RelativeDifference | null {
  const n = differences.length
  if (n < 2) return null
  const difference = exactMean(differences)
  const baseline = exactMean(baselines)
  const tSquaredByN = quantile(1 - (1 - confidence) / 2, n - 1) ** 2 / n
  const a = baseline ** 2 - tSquaredByN * variance(baselines, baseline)
  if (!(a > 0)) return null
  const b = baseline * difference - tSquaredByN * covariance(differences, baselines, difference, baseline)
  const c = difference ** 2 - tSquaredByN * spread
  // With a > 0 the discriminant is never negative but for rounding: d̄/b̄ itself fulfils the inequality.
  const root = Math.sqrt(Math.max(0, b ** 2 - a * c))
  const mean = difference / baseline
  // The ends lie around the ratio; rounding must not push one past it where nothing varies.
  // A value of 0 may come back from its difference as a little less.
  const isBelow0 = (each: number, i: number) => each < -baselines[i]! * (1 + 1e-12) || baselines[i]! < 0
  const least = differences.some(isBelow0) ? Number.NEGATIVE_INFINITY : -1
  return {
    mean,
    low: Math.min(mean, Math.max(least, (b - root) / a)),
    high: Math.max(mean, (b + root) / a),
  }
}
