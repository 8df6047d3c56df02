/**
 * Random variates. Each takes a stream and parameters and returns a double; rounding is the caller's business.
 *
 * Only +, -, ×, ÷, square root, logarithm and exponential are used. V8 carries its own fdlibm for the last two, where
 * sine and power may be the machine's, so a seed gives the same values on every machine.
 */
import type { Random } from './random.ts'

/** Uniform in [low, high). */
export function uniform(random: Random, low: number, high: number): number {
  return low + (high - low) * random.uniform()
}

/** Exponential with this mean, by inversion; 0 is possible. */
export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random.uniform())
}

/**
 * Standard normal, by the polar method of Marsaglia and Bray, "A convenient method for generating normal variables",
 * SIAM Review 6(3), 1964. The second value of each pair is thrown away, so that the function keeps no state.
 */
export function normal(random: Random): number {
  for (;;) {
    const x = 2 * random.uniform() - 1
    const y = 2 * random.uniform() - 1
    const s = x * x + y * y
    if (s > 0 && s < 1) return x * Math.sqrt((-2 * Math.log(s)) / s)
  }
}

/**
 * Log-normal by mean and coefficient of variation (standard deviation / mean):
 * σ² = ln(1 + cv²), μ = ln(mean) - σ²/2.
 */
export function lognormal(random: Random, mean: number, cv: number): number {
  const variance = Math.log1p(cv * cv)
  return mean * Math.exp(Math.sqrt(variance) * normal(random) - variance / 2)
}

/**
 * Gamma with this shape and scale (mean = shape × scale), by Marsaglia and Tsang, "A simple method for generating gamma
 * variables", ACM TOMS 26(3), 2000. A shape below 1 is drawn as shape + 1 and multiplied by U^(1/shape).
 */
export function gamma(random: Random, shape: number, scale: number): number {
  if (shape < 1) {
    const boost = Math.exp(Math.log(1 - random.uniform()) / shape)
    return gamma(random, shape + 1, scale) * boost
  }
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(random)
    const root = 1 + c * x
    if (root <= 0) continue
    const v = root * root * root
    const u = 1 - random.uniform()
    if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v * scale
  }
}

/** With probability `p` the first gamma, else the second (Lublin and Feitelson 2003, for run times). */
export function hyperGamma(
  random: Random,
  shape1: number,
  scale1: number,
  shape2: number,
  scale2: number,
  p: number,
): number {
  return random.uniform() <= p ? gamma(random, shape1, scale1) : gamma(random, shape2, scale2)
}

/**
 * With probability `p` uniform in [low, middle), else uniform in [middle, high) (Lublin and Feitelson 2003, for sizes).
 */
export function twoStageUniform(
  random: Random,
  low: number,
  middle: number,
  high: number,
  p: number,
): number {
  return random.uniform() <= p ? uniform(random, low, middle) : uniform(random, middle, high)
}
