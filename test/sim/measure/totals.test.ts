import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Samples } from '../../../sim/measure/samples.ts'
import { Totals } from '../../../sim/measure/totals.ts'

function totalsOf(known: readonly number[], bounds: readonly number[]): Totals {
  const totals = new Totals()
  for (const value of known) totals.push(value)
  for (const bound of bounds) totals.pushAtLeast(bound)
  return totals
}

describe('number, mean and largest', () => {
  it('are over all jobs, bounds with what they are at least', () => {
    // (1 + 2 + 6) / 3 = 3.
    const totals = totalsOf([1, 2], [6])
    expect([totals.count, totals.open, totals.mean, totals.largest]).toEqual([3, 1, 3, 6])
  })

  it('add up with those of other jobs, bounds apart', () => {
    // (1 + 9 + 2 + 8) / 4 = 5.
    const totals = totalsOf([1, 9], [])
    totals.add(totalsOf([2], [8]))
    expect([totals.count, totals.open, totals.mean, totals.largest]).toEqual([4, 1, 5, 9])
  })

  it('of nothing are nothing', () => {
    const totals = totalsOf([], [])
    totals.add(totalsOf([], []))
    expect([totals.count, totals.open, totals.mean, totals.largest]).toEqual([0, 0, null, null])
  })

  it('of zeros are zero', () => {
    expect(totalsOf([0], []).largest).toBe(0)
    expect(totalsOf([], [0]).mean).toBe(0)
  })

  it('are those of samples of the same values', () => {
    const values = fc.array(fc.nat(1e9))
    fc.assert(
      fc.property(values, values, values, (known, bounds, more) => {
        const totals = totalsOf(known, bounds)
        const samples = new Samples()
        for (const value of known) samples.push(value)
        for (const bound of bounds) samples.pushAtLeast(bound)
        const [otherTotals, otherSamples] = [totalsOf(more, []), new Samples()]
        for (const value of more) otherSamples.push(value)
        totals.add(otherTotals)
        samples.add(otherSamples)
        const { count, open, mean, largest } = samples
        expect([totals.count, totals.open, totals.mean, totals.largest]).toEqual([count, open, mean, largest])
      }),
    )
  })
})
