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
  it('are the fewest with Hall’s t at or beyond the quantile', () => {
    // T = −0.5 and a skewness of 0.75: −0.5 + 0.0625 − 0.0026042 = −0.4401042 for any n, and 0.75 / (6n) more.
    // √17 · (0.4401042 − 0.0073529) = 1.784 ≥ t(0.95, 16) = 1.746, but √16 · (0.4401042 − 0.0078125) = 1.729 < t(0.95, 15) = 1.753.
    expect(runsToShow([-1, -1, -1, 1], 0.05)).toBe(17)
  })

  it('are unknown where the mean is 0', () => {
    expect(runsToShow([-1, 1], 0.05)).toBeUndefined()
  })
})
