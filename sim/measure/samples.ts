import { DDSketch } from '@datadog/sketches-js'
import { longer } from '../world/rows.ts'
import { radixSort } from './radix-sort.ts'

/** Values kept one by one; beyond this many, quantiles come from a sketch. */
const EXACT = 1 << 20
/** Relative error of a quantile from the sketch. */
const ACCURACY = 0.001

/**
 * A measurement over many jobs: mean and maximum exact for ever, quantiles exact up to a million values and within
 * 0.1 % beyond (DDSketch, Masson et al. 2019), so that memory does not follow the length of the trace.
 *
 * Quantile p is the value at index ⌊(n − 1)p⌋ of the sorted values, without interpolation (as the Omega simulator).
 */
export class Samples {
  count = 0
  sum = 0
  max = 0
  private values = new Float64Array(64)
  private sorted = false
  private sketch: DDSketch | null = null

  push(value: number): void {
    this.sum += value
    if (value > this.max || this.count === 0) this.max = value
    if (this.count === EXACT && this.sketch === null) this.spill()
    if (this.sketch !== null) this.sketch.accept(value)
    else {
      if (this.count === this.values.length) this.values = longer(this.values, this.count * 2)
      this.values[this.count] = value
      this.sorted = false
    }
    this.count++
  }

  /** Adds all values of another measurement. */
  add(other: Samples): void {
    if (other.count === 0) return
    if (other.sketch === null && this.sketch === null && this.count + other.count <= EXACT) {
      for (let i = 0; i < other.count; i++) this.push(other.values[i]!)
      return
    }
    const empty = this.count === 0
    if (this.sketch === null) this.spill()
    if (other.sketch === null) for (let i = 0; i < other.count; i++) this.sketch!.accept(other.values[i]!)
    else this.sketch!.merge(other.sketch)
    this.max = empty ? other.max : Math.max(this.max, other.max)
    this.count += other.count
    this.sum += other.sum
  }

  /** Null when there is nothing. */
  get mean(): number | null {
    return this.count === 0 ? null : this.sum / this.count
  }

  get largest(): number | null {
    return this.count === 0 ? null : this.max
  }

  quantile(p: number): number | null {
    if (this.count === 0) return null
    if (this.sketch !== null) return p >= 1 ? this.max : this.sketch.getValueAtQuantile(p)
    if (!this.sorted) {
      radixSort(this.values, this.count)
      this.sorted = true
    }
    return this.values[Math.floor((this.count - 1) * p)]!
  }

  private spill(): void {
    this.sketch = new DDSketch({ relativeAccuracy: ACCURACY })
    for (let i = 0; i < this.count; i++) this.sketch.accept(this.values[i]!)
    this.values = new Float64Array(0)
  }
}
