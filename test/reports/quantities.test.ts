import { describe, expect, it } from 'vitest'
import {
  decimalsOf,
  fixed,
  intervalTexts,
  quantity,
  scaleOf,
  signed,
  withUnit,
} from '../../reports/quantities.ts'

describe('a quantity', () => {
  it('has up to three digits and the unit that fits', () => {
    expect(
      [0.00025, 0.0451, 0.9996, 1, 90, 119, 120, 5400, 7200, 360_000].map(s => quantity(s, 's')),
    ).toEqual(['250 µs', '45.1 ms', '1 s', '1 s', '90 s', '119 s', '2 min', '90 min', '2 h', '100 h'])
    expect(quantity(0.4307, 'share')).toBe('43.1 %')
    expect(quantity(12_345.6, 'core-hours')).toBe('12,346 core-hours')
    expect(quantity(1.4567, 'ratio')).toBe('1.46')
    expect(quantity(3, 'count')).toBe('3')
  })

  it('knows one from many', () => {
    expect([0, 1, 2].map(count => quantity(count, 'jobs'))).toEqual(['0 jobs', '1 job', '2 jobs'])
    expect(quantity(1, 'core-hours')).toBe('1 core-hour')
    expect(withUnit('−1', { name: 'pp', factor: 100 })).toBe('−1 percentage point')
    expect(withUnit('1.0', { name: 'pp', factor: 100 })).toBe('1.0 percentage points')
  })

  it('is in the unit of the middle one where several stand together', () => {
    expect(scaleOf('s', [0.2, 30, 40]).name).toBe('s')
    expect(scaleOf('s', [0.2, 0.3, 40]).name).toBe('ms')
    expect(scaleOf('s', [0, 0, 600]).name).toBe('min')
    expect(scaleOf('s', [0, Number.NaN]).name).toBe('s')
  })

  it('is written with commas between thousands, a true minus, and never −0', () => {
    expect(fixed(1_234_567.891, 2)).toBe('1,234,567.89')
    expect(fixed(-1.5, 1)).toBe('−1.5')
    expect(fixed(-0.001, 1)).toBe('0.0')
    expect(signed(0.001, 1)).toBe('0.0')
    expect(signed(2, 0)).toBe('+2')
  })
})

describe('the decimals of a mean', () => {
  it('show two digits of its half width', () => {
    expect(decimalsOf(7.8123, 0.4188)).toBe(2)
    expect(decimalsOf(12.3, 3.21)).toBe(1)
    expect(decimalsOf(0.5, 45)).toBe(0)
  })

  it('are no more than three digits of the mean need, unless the half width would vanish', () => {
    expect(decimalsOf(812.3, 1.04)).toBe(0)
    expect(decimalsOf(812.3, 0.04)).toBe(2)
  })

  it('are whole tens or hundreds where the half width has more than two digits before the point', () => {
    expect(decimalsOf(4214, 1586)).toBe(-2)
    expect(decimalsOf(285, 99.6)).toBe(-1)
    expect(decimalsOf(285, 99.4)).toBe(0)
    expect([4214, 1586, -1586, 40].map(value => fixed(value, -2))).toEqual(['4,200', '1,600', '−1,600', '0'])
    expect(fixed(-40, -2)).toBe('0')
  })

  it('show three digits where there is no half width', () => {
    expect([0, 0.01234, 1.234, 1234].map(mean => decimalsOf(mean, 0))).toEqual([0, 4, 2, 0])
  })
})

describe('an interval', () => {
  it('has as many decimals as its mean', () => {
    expect(intervalTexts({ mean: -1.8, low: -2.4, high: -1.2 }, 1)).toEqual({
      mean: '−1.80',
      range: '−2.40 to −1.20',
    })
    expect(intervalTexts({ mean: 0.031, low: -0.01, high: 0.072 }, 100, fixed)).toEqual({
      mean: '3.1',
      range: '−1.0 to 7.2',
    })
  })

  it('shows an end that is not 0 as not 0', () => {
    expect(intervalTexts({ mean: 1.002, low: 0.004, high: 2 }, 1).range).toBe('+0.004 to +2.000')
    // Half the width is 22,500, but the lower end is 900 away from the mean: tens.
    expect(intervalTexts({ mean: 2083, low: 1183, high: 46_183 }, 1)).toEqual({
      mean: '+2,080',
      range: '+1,180 to +46,180',
    })
    // Half the width is 150: tens would make 0 of 4.
    expect(intervalTexts({ mean: 154, low: 4, high: 304 }, 1).range).toBe('+4 to +304')
  })

  it('is none for one value, for equal values, and for those that differ by rounding alone', () => {
    expect(intervalTexts({ mean: 2.5, low: Number.NaN, high: Number.NaN }, 1)).toEqual({
      mean: '+2.5',
      range: null,
    })
    expect(intervalTexts({ mean: 0.3, low: 0.3, high: 0.1 + 0.2 }, 1)).toEqual({ mean: '+0.3', range: null })
  })
})
