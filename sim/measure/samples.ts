import { DDSketch } from '@datadog/sketches-js'
import { ZERO } from '../double.ts'
import { longer } from '../world/rows.ts'
import { radixSort } from './radix-sort.ts'

/** Values kept one by one; beyond this many, quantiles come from a sketch. */
const EXACT = 1 << 20
/** Room at first, and how many values are many. */
const FEWEST = 64
const MANY = 1 << 14
/** Relative error of a quantile from the sketch. */
const ACCURACY = 0.001

/** Where the measurements without a value begin: of ten thousand frameworks most have nothing measured. */
const NO_VALUES = new Float64Array(0)

/** What is known of a number: it is at least `low` and at most `high`, which is infinite where nothing limits it. */
export interface Known {
  readonly low: number
  readonly high: number
}

/**
 * A measurement over many jobs, of which some may be known from below alone: a job that still waits at the end of the
 * run has waited at least so long (a value censored on the right).
 *
 * Counts, sums and maxima are exact for ever. Quantiles are exact up to a million values and within 0.1 % beyond
 * (DDSketch, Masson et al. 2019), so that memory does not follow the length of the trace.
 *
 * Quantile i of `of` is the value at index ⌊(n − 1) · i / of⌋ of the sorted values, without interpolation (as the Omega
 * simulator), in whole numbers: (n − 1) · 0.58 may fall short of a whole number that (n − 1) · 116 / 200 meets.
 */
export class Samples {
  private readonly exact = new Values()
  private readonly bounds = new Values()

  /** A value that is known. */
  push(value: number): void {
    this.exact.push(value)
  }

  /** A value of which only this is known: that it is not smaller. */
  pushAtLeast(bound: number): void {
    this.bounds.push(bound)
  }

  /** Adds all values of another measurement. */
  add(other: Samples): void {
    this.exact.add(other.exact)
    this.bounds.add(other.bounds)
  }

  /** All values, those known from below included. */
  get count(): number {
    return this.exact.count + this.bounds.count
  }

  /** How many values are known from below alone. */
  get open(): number {
    return this.bounds.count
  }

  /** The mean if every bound were the value: where there are bounds, the mean is at least this. Null when there is nothing. */
  get mean(): number | null {
    return this.count === 0 ? null : (this.exact.sum + this.bounds.sum) / this.count
  }

  /** The largest value; where there are bounds, the maximum is at least this. Null when there is nothing. */
  get largest(): number | null {
    return this.count === 0 ? null : Math.max(this.exact.max, this.bounds.max)
  }

  /**
   * Quantile i / of: whatever the values behind the bounds are, it is not below `low` (each of them at its bound) and not
   * above `high` (each of them infinite). Where both are the same, it is known. Null when there is nothing.
   */
  quantile(i: number, of: number): Known | null {
    const n = this.count
    if (n === 0) return null
    const rank = Math.floor(((n - 1) * i) / of)
    if (this.bounds.count === 0) {
      const value = this.exact.at(rank)
      return { low: value, high: value }
    }
    const high = rank < this.exact.count ? this.exact.at(rank) : Number.POSITIVE_INFINITY
    return { low: Math.min(high, this.ofBoth(rank)), high }
  }

  /** How many values are above a limit, and how many are known from below alone and are not above it so far. */
  above(limit: number): { readonly beyond: number; readonly unknown: number } {
    const beyond = this.bounds.above(limit)
    return { beyond: this.exact.above(limit) + beyond, unknown: this.bounds.count - beyond }
  }

  /** The value of this rank among values and bounds together. */
  private ofBoth(rank: number): number {
    const { exact, bounds } = this
    // The smallest number of known values such that they and the bounds not above them fill the ranks up to this one.
    let fewest = Math.max(0, rank + 1 - bounds.count)
    let most = Math.min(rank + 1, exact.count)
    while (fewest < most) {
      const middle = (fewest + most) >> 1
      // Of rank + 1 values, `middle` are known: right if the next known one is not below the last of the bounds.
      if (exact.at(middle) < bounds.at(rank - middle)) fewest = middle + 1
      else most = middle
    }
    const known = fewest > 0 ? exact.at(fewest - 1) : 0
    const open = rank + 1 - fewest > 0 ? bounds.at(rank - fewest) : 0
    return Math.max(known, open)
  }
}

/** Some values that can be asked for by rank. */
class Values {
  count = 0
  sum = ZERO
  max = Number.NEGATIVE_INFINITY
  private values = NO_VALUES
  private sorted = false
  private sketch: DDSketch | null = null

  push(value: number): void {
    this.sum += value
    if (value > this.max) this.max = value
    if (this.count === this.values.length) this.makeRoom()
    if (this.sketch !== null) this.sketch.accept(value)
    else this.values[this.count] = value
    this.sorted = false
    this.count++
  }

  /** One more value than there is room for: once there are too many, they go into a sketch. */
  private makeRoom(): void {
    if (this.count === EXACT) this.spill()
    else if (this.sketch === null) this.values = longer(this.values, roomAfter(this.count))
  }

  add(other: Values): void {
    if (other.count === 0) return
    if (other.sketch === null && this.sketch === null && this.count + other.count <= EXACT) {
      for (let i = 0; i < other.count; i++) this.push(other.values[i]!)
      return
    }
    if (this.sketch === null) this.spill()
    if (other.sketch === null) for (let i = 0; i < other.count; i++) this.sketch!.accept(other.values[i]!)
    else this.sketch!.merge(other.sketch)
    this.max = Math.max(this.max, other.max)
    this.count += other.count
    this.sum += other.sum
  }

  /** The value at this index of the sorted values. */
  at(rank: number): number {
    if (rank === this.count - 1) return this.max
    if (this.sketch !== null) return this.sketch.getValueAtQuantile(rank / (this.count - 1))
    if (!this.sorted) {
      radixSort(this.values, this.count)
      this.sorted = true
    }
    return this.values[rank]!
  }

  /** How many values are above a limit; beyond a million, as exactly as quantiles are. */
  above(limit: number): number {
    let [first, end] = [0, this.count]
    while (first < end) {
      const middle = (first + end) >> 1
      if (this.at(middle) > limit) end = middle
      else first = middle + 1
    }
    return this.count - first
  }

  private spill(): void {
    this.sketch = new DDSketch({ relativeAccuracy: ACCURACY })
    for (let i = 0; i < this.count; i++) this.sketch.accept(this.values[i]!)
    this.values = NO_VALUES
  }
}

/**
 * Room for values that have outgrown theirs: twice as much, and eight times where there are many, so that what is left behind,
 * and freed late, adds up to a seventh and not to the same again. Memory that was never written to costs none.
 */
function roomAfter(count: number): number {
  return Math.min(EXACT, Math.max(FEWEST, count * (count < MANY ? 2 : 8)))
}
