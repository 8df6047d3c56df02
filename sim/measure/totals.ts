import { ZERO } from '../double.ts'

/**
 * A measurement over many jobs of which only number, sum and maximum are asked for. Some values may be known from below alone, as
 * in `Samples`, which is for quantiles and keeps all values.
 */
export class Totals {
  /** How many values are known from below alone. */
  open = 0
  private known = 0
  private sum = ZERO
  /** Sum of the bounds: what is added up in one go for one kind comes out the same in whatever order both kinds came. */
  private sumOfBounds = ZERO
  private max = Number.NEGATIVE_INFINITY

  /** A value that is known. */
  push(value: number): void {
    this.known++
    this.sum += value
    if (value > this.max) this.max = value
  }

  /** A value of which only this is known: that it is not smaller. */
  pushAtLeast(bound: number): void {
    this.open++
    this.sumOfBounds += bound
    if (bound > this.max) this.max = bound
  }

  /** Adds all values of another measurement. */
  add(other: Totals): void {
    this.open += other.open
    this.known += other.known
    this.sum += other.sum
    this.sumOfBounds += other.sumOfBounds
    if (other.max > this.max) this.max = other.max
  }

  /** All values, those known from below included. */
  get count(): number {
    return this.known + this.open
  }

  /** The mean if every bound were the value: where there are bounds, the mean is at least this. Null when there is nothing. */
  get mean(): number | null {
    return this.count === 0 ? null : (this.sum + this.sumOfBounds) / this.count
  }

  /** The largest value; where there are bounds, the maximum is at least this. Null when there is nothing. */
  get largest(): number | null {
    return this.count === 0 ? null : this.max
  }
}
