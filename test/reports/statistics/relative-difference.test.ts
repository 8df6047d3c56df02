import fc from 'fast-check'
import { alea } from 'seedrandom'
import { describe, expect, it } from 'vitest'
import { meanInterval } from '../../../reports/statistics/mean-interval.ts'
import { relativeDifference } from '../../../reports/statistics/relative-difference.ts'

describe('the relative difference', () => {
  it('is the t interval over the baseline where the baseline does not vary', () => {
    // Differences −1, −2, −3: mean −2, half width t(0.975, 2) / √3 = 4.302653 / 1.732051 = 2.484138; over 10.
    const { mean, low, high } = relativeDifference([-1, -2, -3], [10, 10, 10])!
    expect(mean).toBe(-0.2)
    expect(low).toBeCloseTo(-0.4484138, 6)
    expect(high).toBeCloseTo(0.0484138, 6)
  })

  it("solves Fieller's quadratic where it does", () => {
    // s_b² = s_d² = s_bd = 1, t²/n = 6.170940: a = 100 − t²/n = 93.829060, b = −20 − t²/n = −26.170940,
    // c = 4 − t²/n = −2.170940; √(b² − ac) = 29.809653; ends (b ∓ root) / a.
    const { mean, low, high } = relativeDifference([-3, -2, -1], [9, 10, 11])!
    expect(mean).toBe(-0.2)
    expect(low).toBeCloseTo(-0.596623, 6)
    expect(high).toBeCloseTo(0.03878, 6)
  })

  it('has no end below −100 % where no value is below 0, and goes on where one is', () => {
    // Differences −2, −8 of baselines of 10: mean −5, half width 12.706205 · √18 / √2 = 38.118614; over 10, −4.31 to 3.31.
    const { mean, low, high } = relativeDifference([-2, -8], [10, 10])!
    expect({ mean, low }).toEqual({ mean: -0.5, low: -1 })
    expect(high).toBeCloseTo(3.3118614, 6)
    // −8 + 7 is below 0: such numbers have no end there.
    expect(relativeDifference([-12, -8], [10, 10])!.low).toBeCloseTo(-3.541241, 6)
    // All of it, without a spread.
    expect(relativeDifference([-10, -10], [10, 10])).toEqual({ mean: -1, low: -1, high: -1 })
  })

  it('is exact where nothing varies', () => {
    expect(relativeDifference([-1, -1], [4, 4])).toEqual({ mean: -0.25, low: -0.25, high: -0.25 })
  })

  it('is nothing for one pair, for a baseline of zeros, and for one that cannot be told from 0', () => {
    expect(relativeDifference([-1], [4])).toBeNull()
    expect(relativeDifference([1, 2, 3], [0, 0, 0])).toBeNull()
    expect(relativeDifference([1, 2, 3], [-1, 0, 2])).toBeNull()
  })

  it('contains 0 exactly when the interval of the difference does', () => {
    const value = fc.double({ min: 0.5, max: 100, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 12 }), pairs => {
        const differences = pairs.map(([ours, theirs]) => ours - theirs)
        const absolute = meanInterval(differences)
        const relative = relativeDifference(
          differences,
          pairs.map(([, theirs]) => theirs),
        )
        // An end within rounding of 0 may fall on either side of it.
        fc.pre(relative !== null && Math.min(Math.abs(absolute.low), Math.abs(absolute.high)) > 1e-9)
        expect(relative!.low <= 0 && 0 <= relative!.high).toBe(absolute.low <= 0 && 0 <= absolute.high)
      }),
    )
  })

  it('covers the true ratio as often as it says', () => {
    // Baseline N(20, 2²), ours = 0.8 × mean + noise, correlated: 2 000 samples of eight, 1 900 cover, deviation 9.7.
    const random = alea('elm')
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    let covered = 0
    for (let i = 0; i < 2000; i++) {
      const common = [0, 0, 0, 0, 0, 0, 0, 0].map(normal)
      const baselines = common.map(each => 20 + 2 * each)
      const differences = common.map((each, j) => 16 + each + normal() - baselines[j]!)
      const { low, high } = relativeDifference(differences, baselines)!
      if (low <= -0.2 && -0.2 <= high) covered++
    }
    expect(Math.abs(covered - 1900)).toBeLessThan(3 * 9.7)
  })
})
