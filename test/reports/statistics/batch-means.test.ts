import { describe, expect, it } from 'vitest'
import { batchMeans } from '../../../reports/statistics/batch-means.ts'

const equal = (b: number) => Array.from({ length: b }, () => 50)

describe('batch means', () => {
  it('of batches of as many jobs are the t interval of their means', () => {
    // 1 and 3 by turns, ten of them: mean 2, s² = 10 / 9, t(0.975, 9) = 2.262157: half 2.262157 · √(10 / 90) = 0.754052.
    const found = batchMeans(equal(10), [1, 3, 1, 3, 1, 3, 1, 3, 1, 3])!
    expect(found.mean).toBe(2)
    expect(found.high - found.mean).toBeCloseTo(0.754052, 6)
    // Neighbours differ: Σ z z' = −9, Σ z² = 10.
    expect(found.lag1).toBeCloseTo(-0.9, 12)
    expect(found.correlated).toBe(false)
  })

  it('are weighed by their jobs', () => {
    const jobs = [100, ...Array.from({ length: 9 }, () => 50)]
    // (100 · 4 + 450 · 1) / 550.
    expect(batchMeans(jobs, [4, ...Array.from({ length: 9 }, () => 1)])!.mean).toBeCloseTo(850 / 550, 12)
  })

  it('say when neighbours are alike', () => {
    // Five times 1, five times 3: Σ z z' = 8 − 1 = 7 of 10, above 1.645 / √10 − 0.1 = 0.42.
    const found = batchMeans(equal(10), [1, 1, 1, 1, 1, 3, 3, 3, 3, 3])!
    expect(found.lag1).toBeCloseTo(0.7, 12)
    expect(found.correlated).toBe(true)
  })

  it('need ten batches of 25 jobs', () => {
    expect(
      batchMeans(
        equal(9),
        Array.from({ length: 9 }, () => 1),
      ),
    ).toBeNull()
    expect(
      batchMeans(
        [24, ...equal(9)],
        Array.from({ length: 10 }, () => 1),
      ),
    ).toBeNull()
  })
})
