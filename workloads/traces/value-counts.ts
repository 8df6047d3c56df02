/** Mean and quantiles of a number of values; quantile p is the value at index ⌊(n − 1)p⌋ of the sorted values. */
export interface Spread {
  readonly count: number
  readonly min: number
  readonly p50: number
  readonly p90: number
  readonly p99: number
  readonly max: number
  readonly mean: number
}

/** Counts equal values: exact quantiles, in memory that grows with the different values and not with the log. */
export class ValueCounts {
  readonly #counts = new Map<number, number>()
  #total = 0

  add(value: number): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1)
    this.#total++
  }

  /** Different values seen. */
  get different(): number {
    return this.#counts.size
  }

  /** Null if there was no value. */
  spread(): Spread | null {
    if (this.#total === 0) return null
    const values = [...this.#counts.keys()].sort((a, b) => a - b)
    const at = (probability: number) => {
      let left = Math.floor((this.#total - 1) * probability)
      for (const value of values) {
        left -= this.#counts.get(value)!
        if (left < 0) return value
      }
      return values[values.length - 1]!
    }
    const sum = values.reduce((total, value) => total + value * this.#counts.get(value)!, 0)
    return {
      count: this.#total,
      min: values[0]!,
      p50: at(0.5),
      p90: at(0.9),
      p99: at(0.99),
      max: values[values.length - 1]!,
      mean: sum / this.#total,
    }
  }
}
