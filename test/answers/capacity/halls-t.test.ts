import { describe, expect, it } from 'vitest'
import { hallsT, runsToShow, showsAboveZero, showsAtMostZero } from '../../../answers/capacity/halls-t.ts'

describe('Hall’s t', () => {
  it('takes the skewness out of a small sample', () => {
    // Values −1, −1, −1, 1: mean −0.5, distances −0.5, −0.5, −0.5, 1.5, variance (3 · 0.25 + 2.25) / 3 = 1, so T = −0.5.
    // Skewness (3 · (−0.125) + 3.375) / 4 / 1³ = 0.75.
    // √4 · (−0.5 + 0.75 · 0.25 / 3 + 0.5625 · (−0.125) / 27 + 0.75 / 24)
    //   = 2 · (−0.5 + 0.0625 − 0.0026041667 + 0.03125) = −0.8177083333
    expect(hallsT([-1, -1, -1, 1])).toBeCloseTo(-0.8177083333, 9)
  })

  it('is Student’s t where there is no skewness', () => {
    // Mean −2, variance 1: √3 · (−2).
    expect(hallsT([-3, -2, -1])).toBeCloseTo(-2 * Math.sqrt(3), 12)
  })

  it('has no spread to judge by where all values are the same', () => {
    expect(hallsT([-1, -1])).toBe(Number.NEGATIVE_INFINITY)
    expect(hallsT([1, 1])).toBe(Number.POSITIVE_INFINITY)
    expect(hallsT([0, 0])).toBe(0)
    expect(hallsT([1])).toBeNaN()
  })
})

describe('what is shown', () => {
  it('is that a mean is at most 0 below minus the quantile of t', () => {
    // t(0.95, 2) = 2.92: −3.46 shows it, and with a risk of 0.01 (6.96) it does not.
    expect(showsAtMostZero([-3, -2, -1], 0.05)).toBe(true)
    expect(showsAtMostZero([-3, -2, -1], 0.01)).toBe(false)
    expect(showsAboveZero([3, 2, 1], 0.05)).toBe(true)
    expect(showsAboveZero([-3, -2, -1], 0.05)).toBe(false)
  })

  it('counts values that are all 0 as kept, and one that nobody knows as nothing shown', () => {
    expect(showsAtMostZero([0, 0, 0], 0.05)).toBe(true)
    expect(showsAtMostZero([-3, -2, Number.POSITIVE_INFINITY], 0.05)).toBe(false)
    expect(showsAboveZero([3, 2, Number.NEGATIVE_INFINITY], 0.05)).toBe(false)
  })
})

describe('runs that would show it', () => {
  it('are the fewest with √n · |T| at or above the quantile', () => {
    // T = −0.5: √13 · 0.5 = 1.803 ≥ t(0.95, 12) = 1.782, but √12 · 0.5 = 1.732 < t(0.95, 11) = 1.796.
    expect(runsToShow([-1, -1, -1, 1], 0.05)).toBe(13)
  })

  it('are unknown where the mean is 0', () => {
    expect(runsToShow([-1, 1], 0.05)).toBeUndefined()
  })
})
