/**
 * An interval from one long run, whose jobs are not independent of each other: by batch means.
 */
import quantile from '@stdlib/stats-base-dists-t-quantile'

/** Fewer batches give an interval that says little (Schmeiser 1982, Operations Research 30:556–568: 10 to 30). */
export const FEWEST_BATCHES = 10
/** Batches of fewer jobs are hardly ever independent. */
const FEWEST_JOBS = 25
/** One-sided 5 % point of the normal distribution, for the correlation of neighbours. */
const NORMAL_95 = 1.6449

export interface BatchMeans {
  readonly mean: number
  readonly low: number
  readonly high: number
  readonly batches: number
  /** Correlation of neighbouring batches; above `limit`, the interval is too narrow. */
  readonly lag1: number
  readonly correlated: boolean
}

/**
 * Mean over all jobs of consecutive batches, with the 95 % interval mean ± t(0.975, b − 1) · √(Σ z² / (b (b − 1))) / n̄,
 * where z = n_j · (mean of batch j − mean) and n̄ is the mean number of jobs of a batch. Where all batches have as many
 * jobs, this is the classical interval (Law 2015, Simulation Modeling and Analysis, 9.5.3); where not, that of a ratio.
 *
 * `correlated`: the lag-1 correlation of the z is above 1.645 / √b − 1 / b, its 95 % point where batches are independent
 * (Anderson 1942, approximately; Fishman 1978 asks for this check). Null where there are too few batches or jobs.
 */
export function batchMeans(jobs: readonly number[], means: readonly number[]): BatchMeans | null {
  const b = jobs.length
  if (b < FEWEST_BATCHES || jobs.some(count => count < FEWEST_JOBS)) return null
  const total = jobs.reduce((sum, count) => sum + count, 0)
  const mean = jobs.reduce((sum, count, i) => sum + count * means[i]!, 0) / total
  const z = jobs.map((count, i) => count * (means[i]! - mean))
  const squares = z.reduce((sum, value) => sum + value * value, 0)
  const half = (quantile(0.975, b - 1) * Math.sqrt(squares / (b * (b - 1)))) / (total / b)
  const neighbours = z.slice(1).reduce((sum, value, i) => sum + value * z[i]!, 0)
  const lag1 = squares === 0 ? 0 : neighbours / squares
  return {
    mean,
    low: mean - half,
    high: mean + half,
    batches: b,
    lag1,
    correlated: lag1 > NORMAL_95 / Math.sqrt(b) - 1 / b,
  }
}
