import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PackedColumn } from '../../../workloads/traces/packed-column.ts'

/** What a column takes in which all values are the same. */
const least = packed([7, 7, 7]).bytes

function packed(values: readonly number[]): PackedColumn {
  return new PackedColumn(Float64Array.from(values), values.length)
}

function unpacked(column: PackedColumn, count: number): number[] {
  return Array.from({ length: count }, (_, row) => column.at(row))
}

describe('a packed column', () => {
  it.each([
    ['values that are all the same', [5, 5, 5, 5], 0],
    ['values without an end', [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], 0],
    // 0 and 255 above the least; with 256 a byte is not enough, nor two bytes with 65536, nor four with 2³².
    ['up to 255 above the least', [1000, 1255], 2],
    ['up to 65535 above the least', [1000, 1256], 4],
    ['65535 above the least', [-1, 65534], 4],
    ['up to 2³² − 1 above the least', [0, 65_536, 2 ** 32 - 1], 12],
    ['more', [0, 2 ** 32], 16],
    // 250 s above 10⁶ s are 250 steps, and 70,000 s are 70,000.
    ['whole seconds, whatever their size', [1e12, 1e12 + 250e6], 2],
    ['more seconds', [0, 70_000e6, 1e6], 12],
    // Whole cores are thousands.
    ['whole cores', [1000, 256_000, 3000], 3],
    ['fractions', [0.5, 1, 2], 24],
    ['one without an end among others', [1, Number.POSITIVE_INFINITY], 16],
    // The difference is no exact double.
    ['numbers too far apart', [-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER], 16],
    ['numbers too large', [2 ** 54, 2 ** 54 + 4], 16],
  ])('holds %s', (_, values, bytes) => {
    const column = packed(values)
    expect(unpacked(column, values.length)).toEqual(values)
    expect(column.bytes - least).toBe(bytes)
  })

  it('copies some of its rows', () => {
    const column = packed([10, 20, 30, 40])
    const into = new Int32Array(5)
    column.copyTo(into, 1, 3, 2)
    expect([...into]).toEqual([0, 0, 20, 30, 0])
    packed([9, 9]).copyTo(into, 0, 2, 3)
    expect([...into]).toEqual([0, 0, 20, 9, 9])
  })

  it('gives back any numbers', () => {
    const whole = fc.integer({ min: -1000, max: 1000 })
    const unit = fc.constantFrom(1, 1000, 1e6, 2 ** 22)
    const number = fc.oneof(
      whole,
      fc.tuple(whole, unit).map(([value, of]) => value * of),
      fc.double({ noNaN: true }).map(value => value + 0),
      fc.maxSafeInteger(),
    )
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 30 }), values => {
        expect(unpacked(packed(values), values.length)).toEqual(values.map(value => value + 0))
      }),
    )
  })
})
