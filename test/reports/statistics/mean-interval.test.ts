import { alea } from 'seedrandom'
import { describe, expect, it } from 'vitest'
import { covariance, meanInterval, variance } from '../../../reports/statistics/mean-interval.ts'

describe('the interval of a mean', () => {
  it('is the mean plus and minus the t quantile times the standard error', () => {
    // 1 … 10: mean 5.5, s² = 82.5 / 9, s/√10 = 0.957427; t(0.975, 9) = 2.262157, so the half width is 2.165851.
    const { mean, low, high, n } = meanInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(mean).toBe(5.5)
    expect(low).toBeCloseTo(3.334149, 6)
    expect(high).toBeCloseTo(7.665851, 6)
    expect(n).toBe(10)
  })

  it('is what Student published for the sleep of ten patients', () => {
    // Student (1908): extra hours of sleep of drug 2 over drug 1; mean 1.58, 95 % interval 0.7001142 to 2.4598858.
    const { mean, low, high } = meanInterval([1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4])
    expect(mean).toBeCloseTo(1.58, 12)
    expect(low).toBeCloseTo(0.7001142, 7)
    expect(high).toBeCloseTo(2.4598858, 7)
  })

  it('widens with the confidence asked for', () => {
    // 0 and 2: mean 1, s/√2 = 1, so the half width is the quantile itself: t(0.95, 1) = 6.313752, t(0.975, 1) = 12.706205.
    expect(meanInterval([0, 2], 0.9).high).toBeCloseTo(7.313752, 6)
    expect(meanInterval([0, 2], 0.95).high).toBeCloseTo(13.706205, 6)
  })

  it('has no ends for one value, and nothing for none', () => {
    expect(meanInterval([7])).toEqual({ mean: 7, low: Number.NaN, high: Number.NaN, n: 1 })
    expect(meanInterval([])).toEqual({ mean: Number.NaN, low: Number.NaN, high: Number.NaN, n: 0 })
  })

  it('has no width for equal values, even where their sum is not exact', () => {
    // 0.1 added ten times is 0.9999999999999999: a plain sum would invent a spread.
    expect(meanInterval(new Array(10).fill(0.1))).toEqual({ mean: 0.1, low: 0.1, high: 0.1, n: 10 })
  })

  it('keeps its digits around a large mean', () => {
    // 1e9 + {0, 1, 2}: s² = 1 whatever the offset; sums of squares of 1e18 would lose it.
    expect(variance([1e9, 1e9 + 1, 1e9 + 2])).toBe(1)
  })

  it('covers the true mean as often as it says', () => {
    // 4 000 samples of five normal values: of a 95 % interval, 3 800 cover on average, with a standard deviation of 13.8.
    const random = alea('oak')
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    let covered = 0
    for (let i = 0; i < 4000; i++) {
      const { low, high } = meanInterval([0, 0, 0, 0, 0].map(() => 3 + 2 * normal()))
      if (low <= 3 && 3 <= high) covered++
    }
    expect(Math.abs(covered - 3800)).toBeLessThan(3 * 13.8)
  })
})

describe('covariance', () => {
  it('divides by one less than the pairs', () => {
    // Means 2 and 4; products of distances 2, 0, 1 add up to 3; 3 / 2.
    expect(covariance([1, 2, 3], [2, 5, 5])).toBe(1.5)
    expect(covariance([1], [2])).toBeNaN()
  })
})
