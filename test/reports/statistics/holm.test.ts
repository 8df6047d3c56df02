import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holm } from '../../../reports/statistics/holm.ts'

describe("Holm's procedure", () => {
  it('multiplies the smallest of four by 4, the next by 3, and never goes down again', () => {
    // Sorted 0.005, 0.01, 0.03, 0.04 → × 4, 3, 2, 1 = 0.02, 0.03, 0.06, 0.04 → the last is lifted to 0.06.
    const adjusted = holm([0.01, 0.04, 0.03, 0.005])
    expect(adjusted.map(p => Number(p.toFixed(12)))).toEqual([0.03, 0.06, 0.06, 0.02])
  })

  it('finds the two of seven that a published example finds', () => {
    // Worked example of the R package HDLSSkST: at 0.05 only the third and the seventh are rejected.
    const adjusted = holm([0.5, 0.01, 0.001, 0.69, 0.02, 0.05, 0.0025])
    expect(adjusted.map(p => p < 0.05)).toEqual([false, false, true, false, false, false, true])
  })

  it('leaves a single p-value as it is, and cuts at 1', () => {
    expect(holm([0.03])).toEqual([0.03])
    expect(holm([0.6, 0.7])).toEqual([1, 1])
    expect(holm([])).toEqual([])
  })

  it('stands between no correction and Bonferroni, and keeps the order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }), p => {
        const adjusted = holm(p)
        p.forEach((value, i) => {
          expect(adjusted[i]!).toBeGreaterThanOrEqual(value)
          expect(adjusted[i]!).toBeLessThanOrEqual(Math.min(1, value * p.length))
          p.forEach((other, j) => {
            if (value < other) expect(adjusted[i]!).toBeLessThanOrEqual(adjusted[j]!)
          })
        })
      }),
    )
  })
})
