import { describe, expect, it } from 'vitest'
import { Samples } from '../../../sim/measure/samples.ts'

function samplesOf(known: readonly number[], bounds: readonly number[]): Samples {
  const samples = new Samples()
  for (const value of known) samples.push(value)
  for (const bound of bounds) samples.pushAtLeast(bound)
  return samples
}

const forEver = Number.POSITIVE_INFINITY

describe('a quantile', () => {
  it('counts its rank in whole numbers', () => {
    // ⌊50 · 116 / 200⌋ = ⌊29⌋ = 29, and the value at index 29 of 1 … 51 is 30; 50 · 0.58 is 28.999999999999996.
    const samples = samplesOf(
      Array.from({ length: 51 }, (_, i) => i + 1),
      [],
    )
    expect(samples.quantile(116, 200)).toEqual({ low: 30, high: 30 })
  })

  it('is the right one for every number of jobs and every half per cent', () => {
    const wrong: (readonly [n: number, halves: number])[] = []
    for (let n = 1; n <= 300; n++) {
      const samples = samplesOf(
        Array.from({ length: n }, (_, i) => i),
        [],
      )
      for (let i = 0; i <= 200; i++)
        if (samples.quantile(i, 200)!.low !== ((n - 1) * i - (((n - 1) * i) % 200)) / 200) wrong.push([n, i])
    }
    expect(wrong).toEqual([])
  })

  it('is known where no bound below it could change it, and is a bound from there on', () => {
    // Known 1, 2, 3, 9 and one that is at least 5. Index ⌊4 · p⌋ of 1, 2, 3, 5, 9: up to 3 nothing can change. If the
    // bound is the value, index 3 is 5; if it is far above, index 3 is 9, and index 4 nobody knows.
    const samples = samplesOf([9, 1, 3, 2], [5])
    expect(samples.quantile(50, 100)).toEqual({ low: 3, high: 3 })
    expect(samples.quantile(75, 100)).toEqual({ low: 5, high: 9 })
    expect(samples.quantile(100, 100)).toEqual({ low: 9, high: forEver })
  })

  it('is known in spite of a bound below it where equal values stand on both sides', () => {
    // 1+, 5, 5: if 1+ is 1 … 5, the median is 5; if it is more, the median is 5 too.
    const samples = samplesOf([5, 5], [1])
    expect(samples.quantile(0, 100)).toEqual({ low: 1, high: 5 })
    expect(samples.quantile(50, 100)).toEqual({ low: 5, high: 5 })
  })

  it('of bounds alone is nowhere known', () => {
    expect(samplesOf([], [4, 2]).quantile(0, 100)).toEqual({ low: 2, high: forEver })
    expect(samplesOf([], [4, 2]).largest).toBe(4)
    expect(samplesOf([], []).quantile(50, 100)).toBeNull()
  })
})

describe('mean and number of values', () => {
  it('are over all jobs, bounds with what they are at least', () => {
    const samples = samplesOf([1, 2], [6])
    expect(samples.mean).toBe(3)
    expect(samples.count).toBe(3)
    expect(samples.open).toBe(1)
  })

  it('add up with those of other jobs, bounds apart', () => {
    const samples = samplesOf([1], [6])
    samples.add(samplesOf([2, 3], [8]))
    expect([samples.count, samples.open, samples.mean, samples.largest]).toEqual([5, 2, 4, 8])
    expect(samples.quantile(50, 100)).toEqual({ low: 3, high: 3 })
  })
})

describe('more values than are kept one by one', () => {
  it('keep values and bounds apart, quantiles within 0.1 %', () => {
    const samples = new Samples()
    for (let i = 1; i <= 1_100_000; i++) samples.push(i)
    for (let i = 0; i < 1_100; i++) samples.pushAtLeast(1e9)
    const median = samples.quantile(50, 100)!
    expect(Math.abs(median.low / 550_550 - 1)).toBeLessThan(0.0011)
    expect(median.high).toBe(median.low)
    expect(samples.quantile(100, 100)).toEqual({ low: 1e9, high: forEver })
  })
})

describe('more values than are kept one by one, when samples are added up', () => {
  /** The values from one number to another; more than a million of them are kept as a sketch. */
  const range = (from: number, to: number) => {
    const samples = new Samples()
    for (let i = from; i <= to; i++) samples.push(i)
    return samples
  }
  const MANY = 1_000_001

  it.each([
    { what: 'few to many', lowest: 1000, lowFirst: false },
    { what: 'few to few', lowest: 600_000, lowFirst: false },
    { what: 'many to few', lowest: 1000, lowFirst: true },
    { what: 'many to nothing', lowest: 0, lowFirst: true },
  ])('are counted and summed exactly, and ranked within a thousandth: $what', ({ lowest, lowFirst }) => {
    const low = range(1, lowest)
    const high = range(lowest + 1, MANY + 1000)
    const [samples, other] = lowFirst ? [low, high] : [high, low]
    samples.add(other)
    const n = MANY + 1000
    expect([samples.count, samples.largest]).toEqual([n, n])
    expect(samples.mean).toBeCloseTo((n + 1) / 2, 6)
    for (const percent of [10, 50, 90])
      expect(Math.abs(samples.quantile(percent, 100)!.low / ((n * percent) / 100) - 1)).toBeLessThan(0.0011)
    expect(samples.quantile(100, 100)!.low).toBe(n)
  })
})

describe('values above a limit', () => {
  it('are counted, with bounds that are above it already, and the others are unknown', () => {
    // Above 3: 9, and the bound 5; the bound 2 may still get there. 3 itself is not above 3.
    const samples = samplesOf([9, 1, 3, 2], [5, 2])
    expect(samples.above(3)).toEqual({ beyond: 2, unknown: 1 })
    expect(samples.above(0)).toEqual({ beyond: 6, unknown: 0 })
    expect(samples.above(9)).toEqual({ beyond: 0, unknown: 2 })
    expect(samplesOf([], []).above(1)).toEqual({ beyond: 0, unknown: 0 })
  })
})
