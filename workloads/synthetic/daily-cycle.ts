import { gamma } from '../../sim/chance/distributions.ts'
import type { Random } from '../../sim/chance/random.ts'
import { MINUTE, SECOND, type Time } from '../../sim/engine/time.ts'

/** Half hours of a day. */
const BUCKETS = 48
const BUCKET: Time = 30 * MINUTE
/** The day that the arrival counts were fitted to begins with this half hour (counted from 1). */
const FIRST_BUCKET = 11
/** Gamma of the logarithm of an inter-arrival time at rush hours; the shape times ARAR fits all hours. */
const GAP_SHAPE = 10.2303 * 1.0225
const GAP_SCALE = 0.4871
/** Gamma whose density, over the half hours of the fitted day, says how many jobs arrive in each. */
const DAY_SHAPE = 8.1737
const DAY_SCALE = 3.9631
/** Logarithms of gaps above this are drawn again: e^13 s is five days. */
const LONGEST_GAP = 13

/**
 * Arrivals of the model of Lublin and Feitelson: gaps e^Gamma seconds long on a clock that runs faster at busy hours.
 *
 * A gap is a number of points; each half hour of the day takes its weight in points to pass, 1 on average and more when
 * many jobs arrive. Starts at midnight.
 *
 * Source: Lublin and Feitelson, "The workload on parallel supercomputers: modeling the characteristics of rigid jobs",
 * JPDC 63(11), 2003, and their program m_lublin99.c with the parameters for jobs of one type
 * (AARR, BARR, ANUM, BNUM, ARAR).
 */
export class DailyCycle {
  readonly #random: Random
  readonly #weights = dayWeights()
  /** Start of the current half hour. */
  #start: Time = 0
  #bucket = 0
  /** Points used up in the current half hour. */
  #points = 0

  constructor(random: Random) {
    this.#random = random
  }

  /** When the next job arrives; not rounded. */
  next(): Time {
    let logarithm = gamma(this.#random, GAP_SHAPE, GAP_SCALE)
    while (logarithm > LONGEST_GAP) logarithm = gamma(this.#random, GAP_SHAPE, GAP_SCALE)
    this.#points += (Math.exp(logarithm) * SECOND) / BUCKET
    while (this.#points > this.#weights[this.#bucket]!) {
      this.#points -= this.#weights[this.#bucket]!
      this.#bucket = (this.#bucket + 1) % BUCKETS
      this.#start += BUCKET
    }
    return this.#start + (BUCKET * this.#points) / this.#weights[this.#bucket]!
  }
}

/**
 * Weight of each half hour from midnight on, 1 on average: the gamma's probability between i - 1/2 and i + 1/2, for the
 * half hours i = 11 … 58 of the fitted day, of which number 49 is the first after midnight.
 */
export function dayWeights(): Float64Array {
  const weights = new Float64Array(BUCKETS)
  let total = 0
  for (let i = FIRST_BUCKET; i < FIRST_BUCKET + BUCKETS; i++) {
    const weight = densityAround(i)
    weights[(i - 1) % BUCKETS] = weight
    total += weight
  }
  return weights.map(weight => (weight * BUCKETS) / total)
}

/** Integral of x^(shape-1) e^(-x/scale) from i - 1/2 to i + 1/2, by the midpoint rule; the constant cancels. */
function densityAround(i: number): number {
  const steps = 256
  let sum = 0
  for (let k = 0; k < steps; k++) {
    const x = i - 0.5 + (k + 0.5) / steps
    sum += Math.exp((DAY_SHAPE - 1) * Math.log(x) - x / DAY_SCALE)
  }
  return sum / steps
}
