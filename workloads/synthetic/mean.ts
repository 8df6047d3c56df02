/**
 * Means of distributions, as they are after rounding to whole numbers: what the offered load is computed from.
 *
 * For a whole number N ≥ 1, E[N] = 1 + Σ P(N > k) over k ≥ 1. With N = max(1, ⌈X - s⌉), N > k exactly when X > k + s;
 * s = 0 rounds up, s = 1/2 rounds to the nearest.
 */
import type { DistributionSpec } from '../spec.ts'

/** Mean of the unrounded quantity. */
export function mean(spec: DistributionSpec): number {
  switch (spec.kind) {
    case 'constant':
      return spec.value
    case 'exponential':
    case 'lognormal':
      return spec.mean
    case 'uniform':
      return (spec.low + spec.high) / 2
  }
}

/** Mean of max(1, ⌈X⌉): of `count` in variate.ts. */
export function meanRoundedUp(spec: DistributionSpec): number {
  return isFixed(spec) ? Math.max(1, Math.ceil(mean(spec))) : meanOfWhole(spec, 0)
}

/** Mean of max(1, X to the nearest whole number): of `amount` in variate.ts. */
export function meanRounded(spec: DistributionSpec): number {
  return isFixed(spec) ? Math.max(1, Math.round(mean(spec))) : meanOfWhole(spec, 0.5)
}

/** Has the distribution a single value? Then it may lie right on a step, where sums over P(X > k) go wrong. */
function isFixed(spec: DistributionSpec): boolean {
  switch (spec.kind) {
    case 'constant':
      return true
    case 'exponential':
      return false
    case 'uniform':
      return spec.low === spec.high
    case 'lognormal':
      return spec.cv === 0
  }
}

function meanOfWhole(spec: DistributionSpec, shift: number): number {
  switch (spec.kind) {
    case 'constant':
      return Math.max(1, Math.ceil(spec.value - shift))
    case 'exponential':
      // Σ e^(-(k + s)/m) is a geometric series; for s = 0 the mean is 1 / (1 - e^(-1/m)).
      return 1 - Math.exp(-(1 + shift) / spec.mean) / Math.expm1(-1 / spec.mean)
    case 'uniform':
      return uniformMean(spec.low - shift, spec.high - shift)
    case 'lognormal':
      return lognormalMean(spec.mean, spec.cv, shift)
  }
}

/** Mean of max(1, ⌈X⌉) for X uniform in [low, high): P(X > k) is 1 up to low, then falls along a straight line. */
function uniformMean(low: number, high: number): number {
  const certain = Math.max(0, Math.floor(low))
  const last = Math.max(certain, Math.ceil(high) - 1)
  const terms = last - certain
  const fallingSum = terms * high - (terms * (certain + 1 + last)) / 2
  return 1 + certain + (terms === 0 ? 0 : fallingSum / (high - low))
}

/**
 * Mean of max(1, ⌈X - shift⌉) for X log-normal, by the midpoint rule over the standard normal z in ln X = μ + σz.
 *
 * 2^16 intervals reach from z = -9 to 9 + σ; the mean's own weight lies around z = σ, and less than 10^-15 of it outside.
 * Each step of the rounded function is misplaced by at most half an interval; were all of them misplaced the same way, the
 * relative error would be σ × width / 2, so it stays below 0.0002 × max(1, σ).
 */
function lognormalMean(mean: number, cv: number, shift: number): number {
  const variance = Math.log1p(cv * cv)
  const sigma = Math.sqrt(variance)
  const mu = Math.log(mean) - variance / 2
  const intervals = 2 ** 16
  const width = (18 + sigma) / intervals
  let sum = 0
  let weights = 0
  for (let i = 0; i < intervals; i++) {
    const z = -9 + (i + 0.5) * width
    const weight = Math.exp((-z * z) / 2)
    weights += weight
    sum += weight * Math.max(1, Math.ceil(Math.exp(mu + sigma * z) - shift))
  }
  return sum / weights
}
