import { describe, expect, it } from 'vitest'
import { halfWidthOf, isWithin, looks } from '../../../reports/statistics/sequential.ts'

describe('seeds that are added', () => {
  it('are looked at after twenty, after every five more, and after the last that there may be', () => {
    expect(looks(37)).toEqual([20, 25, 30, 35, 37])
    expect(looks(35)).toEqual([20, 25, 30, 35])
    expect(looks(20)).toEqual([20])
  })

  /** Ten of 9 and ten of 11: mean 10, s² = 20/19; t(0.975, 19) = 2.093024, so the half width is 2.093024 · √(1/19) = 0.480172. */
  const twenty = Array.from({ length: 20 }, (_, i) => (i < 10 ? 9 : 11))

  it('are enough when half the interval is as narrow as asked for, in the unit or as a share of the mean', () => {
    expect(halfWidthOf(twenty, { value: 1 })).toBeCloseTo(0.480172, 5)
    expect(halfWidthOf(twenty, { share: 1 })).toBeCloseTo(0.0480172, 6)
    expect(isWithin(twenty, { value: 0.4802 })).toBe(true)
    expect(isWithin(twenty, { value: 0.4801 })).toBe(false)
    expect(isWithin(twenty, { share: 0.04802 })).toBe(true)
    expect(isWithin(twenty, { share: 0.04801 })).toBe(false)
    // A share of the mean's size.
    const negative = twenty.map(value => -value)
    expect(halfWidthOf(negative, { share: 1 })).toBeCloseTo(0.0480172, 6)
  })

  it('are never enough before the first look, nor as a share of a mean of 0, but where nothing varies', () => {
    expect(isWithin(twenty.slice(1), { value: 100 })).toBe(false)
    expect(halfWidthOf([-1, 1], { share: 0.5 })).toBe(Number.POSITIVE_INFINITY)
    const zeros = twenty.map(() => 0)
    expect(isWithin(zeros, { share: 0.01 })).toBe(true)
  })
})
