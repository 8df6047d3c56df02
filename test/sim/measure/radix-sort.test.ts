import { describe, expect, it } from 'vitest'
import { radixSort } from '../../../sim/measure/radix-sort.ts'

/** So many numbers of the kind, in no order, and room behind them that is not to be touched. */
function numbers(count: number, of: (i: number) => number): Float64Array {
  const values = new Float64Array(count + 2).fill(-7)
  for (let i = 0; i < count; i++) values[i] = of((i * 7919) % count)
  return values
}

describe.each([100, 20_000])('%i values', count => {
  it.each([
    ['small and whole', (i: number) => i],
    ['times in microseconds', (i: number) => 1_000_000 * i],
    ['of many sizes', (i: number) => 1.0007 ** i],
    ['smaller than one, with zeros', (i: number) => (i % 3 === 0 ? 0 : 1 / i)],
    ['the same', () => 42.5],
    ['without a bound', (i: number) => (i % 5 === 0 ? Number.POSITIVE_INFINITY : i)],
  ])('that are %s are sorted in place, and nothing behind them is', (_what, of) => {
    const values = numbers(count, of)
    const expected = [...values.subarray(0, count)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    radixSort(values, count)
    expect(expected.filter((value, i) => value !== values[i])).toEqual([])
    expect([values[count], values[count + 1]]).toEqual([-7, -7])
  })
})

it('values of which only some are sorted are left where they stand', () => {
  const values = Float64Array.of(3, 1, 2, 0)
  radixSort(values, 3)
  expect([...values]).toEqual([1, 2, 3, 0])
})
