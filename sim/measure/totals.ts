/**
 * A measurement of which nobody asks for a quantile: how many values there are, their sum and the largest, and the same of those
 * that are known from below alone. Unlike `Samples` it keeps no value.
 */
export class Totals {
  /** All values, those known from below included. */
  count = 0
  /** How many values are known from below alone. */
  open = 0
  private sum = 0
  private openSum = 0
  private max = Number.NEGATIVE_INFINITY

  /** A value that is known. */
  push(value: number): void {
    this.count++
    this.sum += value
    if (value > this.max) this.max = value
  }

  /** A value of which only this is known: that it is not smaller. */
  pushAtLeast(bound: number): void {
    this.count++
    this.open++
    this.openSum += bound
    if (bound > this.max) this.max = bound
  }

  add(other: Totals): void {
    this.count += other.count
    this.open += other.open
    this.sum += other.sum
    this.openSum += other.openSum
    this.max = Math.max(this.max, other.max)
  }

  /** The mean if every bound were the value: where there are bounds, the mean is at least this. Null when there is nothing. */
  get mean(): number | null {
    return this.count === 0 ? null : (this.sum + this.openSum) / this.count
  }

  /** The largest value; where there are bounds, the maximum is at least this. Null when there is nothing. */
  get largest(): number | null {
    return this.count === 0 ? null : this.max
  }
}
