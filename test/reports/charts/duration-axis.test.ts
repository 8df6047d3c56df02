import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  durationLabel,
  durationRange,
  durationTicks,
  withZero,
} from '../../../reports/charts/duration-axis.ts'

describe('an axis of durations', () => {
  it('has ticks that people read', () => {
    expect(durationTicks(0.02, 21_600).map(durationLabel)).toEqual([
      '100 ms',
      '1 s',
      '10 s',
      '1 min',
      '10 min',
      '1 h',
      '6 h',
    ])
    expect(durationTicks(5, 90).map(durationLabel)).toEqual(['5 s', '10 s', '20 s', '30 s', '1 min'])
  })

  it('has 0 where zeros stand, and nothing right above it', () => {
    // Of 10 ms, 20 ms, 50 ms … those up to twice the place of 0 are left out.
    expect(withZero(durationTicks(0.01, 0.2), 0.01)).toEqual([0.01, 0.05, 0.1, 0.2])
    expect(withZero([1, 2], undefined)).toEqual([1, 2])
  })

  it('ends at round durations around the values', () => {
    expect(durationRange(0.013, 4000)).toEqual({ min: 0.01, max: 7200 })
    expect(durationRange(60, 60)).toEqual({ min: 60, max: 60 })
    expect(durationRange(1e-9, 1e9)).toEqual({ min: 1e-9, max: 1e9 })
  })

  it('has a tick between any two round durations, and never more than sixteen', () => {
    const seconds = fc.double({ min: 1e-6, max: 5e7, noNaN: true })
    fc.assert(
      fc.property(seconds, seconds, (a, b) => {
        const { min, max } = durationRange(Math.min(a, b), Math.max(a, b))
        const ticks = durationTicks(min, max)
        expect(ticks.length).toBeGreaterThan(0)
        expect(ticks.length).toBeLessThanOrEqual(16)
        expect(ticks).toEqual([...ticks].sort((x, y) => x - y))
      }),
    )
  })

  it('names values between the ticks with three digits', () => {
    expect([0, 0.0000123, 0.0123, 59.3, 135.7, 5000, 100_000].map(durationLabel)).toEqual([
      '0 s',
      '12.3 µs',
      '12.3 ms',
      '59.3 s',
      '2.26 min',
      '1.39 h',
      '1.16 d',
    ])
  })
})
