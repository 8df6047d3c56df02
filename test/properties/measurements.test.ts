/** Samples and timeline, held to the simplest thing that does the same. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SECOND } from '../../sim/engine/time.ts'
import { radixSort } from '../../sim/measure/radix-sort.ts'
import { Samples } from '../../sim/measure/samples.ts'
import { Timeline } from '../../sim/measure/timeline.ts'

const seed = 1887

describe('samples', () => {
  const values = fc.array(fc.oneof(fc.nat({ max: 10 }), fc.double({ min: 0, max: 1e15, noNaN: true })), {
    maxLength: 80,
  })

  const place = fc.integer({ min: 1, max: 500 }).chain(of => fc.tuple(fc.nat({ max: of }), fc.constant(of)))

  it('say mean, largest and quantiles as a sorted list does, also when joined', () => {
    fc.assert(
      fc.property(values, values, place, (first, second, [i, of]) => {
        const samples = new Samples()
        for (const value of first) samples.push(value)
        samples.quantile(1, 2)
        const others = new Samples()
        for (const value of second) others.push(value)
        samples.add(others)
        const sorted = [...first, ...second].sort((a, b) => a - b)
        const value = sorted[Number((BigInt(Math.max(0, sorted.length - 1)) * BigInt(i)) / BigInt(of))]
        expect(samples.count).toBe(sorted.length)
        expect(samples.largest).toBe(sorted.at(-1) ?? null)
        expect(samples.quantile(i, of)).toEqual(value === undefined ? null : { low: value, high: value })
        if (sorted.length === 0) expect(samples.mean).toBeNull()
        else
          expect(samples.mean).toBe([...first, ...second].reduce((sum, value) => sum + value) / sorted.length)
      }),
      { numRuns: 200, seed },
    )
  })

  it('bound a quantile by every bound standing for itself, and by every bound standing for the infinite', () => {
    fc.assert(
      fc.property(values, values, place, (known, bounds, [i, of]) => {
        fc.pre(known.length + bounds.length > 0)
        const samples = new Samples()
        for (const value of known) samples.push(value)
        for (const bound of bounds) samples.pushAtLeast(bound)
        const at = (values: number[]) =>
          values.sort((a, b) => a - b)[Number((BigInt(values.length - 1) * BigInt(i)) / BigInt(of))]!
        expect(samples.quantile(i, of)).toEqual({
          low: at([...known, ...bounds]),
          high: at([...known, ...bounds.map(() => Number.POSITIVE_INFINITY)]),
        })
      }),
      { numRuns: 300, seed },
    )
  })

  it.each([
    ['whole microseconds', (i: number) => (i * 7919) % 1_000_003],
    ['halves and thirds', (i: number) => ((i * 7919) % 1009) / 3 + ((i * 31) % 7) / 2],
    [
      'the smallest and the largest numbers',
      (i: number) => (i % 3 === 0 ? 0 : i % 2 === 0 ? 5e-324 * i : 1.7e308 / i),
    ],
    ['equal numbers', () => 42],
  ])('are sorted digit by digit: %s', (_what, value) => {
    const values = Float64Array.from({ length: 25_000 }, (_, i) => value(i + 1))
    const expected = values.slice(0, 24_000).sort()
    radixSort(values, 24_000)
    expect(values.subarray(0, 24_000)).toEqual(expected)
    expect(values[24_000]).toBe(value(24_001))
  })
})

describe('the timeline', () => {
  it('keeps every integral, in any number of slices, however often they are joined', () => {
    const step = fc.record({ after: fc.nat({ max: 40 * SECOND }), cpuMilli: fc.nat({ max: 50 }) })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.option(fc.integer({ min: 1, max: 100 * SECOND }), { nil: Number.POSITIVE_INFINITY }),
        fc.array(step, { maxLength: 20 }),
        (slices, until, steps) => {
          const timeline = new Timeline(slices, until)
          let now = 0
          let integral = 0
          for (const { after, cpuMilli } of steps) {
            integral += timeline.usedCpuMilli * after
            now += after
            timeline.advance(now)
            timeline.usedCpuMilli = cpuMilli
          }
          const { cpuUsedShare, widthS } = timeline.read(now, 1, 1)
          const width = widthS * SECOND
          const total = cpuUsedShare.reduce(
            (sum, share, i) => sum + share * Math.min(width, now - i * width),
            0,
          )
          expect(Math.abs(total - integral)).toBeLessThanOrEqual(1e-9 * integral)
          expect(cpuUsedShare.length).toBeLessThanOrEqual(slices)
          // Never fewer slices than half: a joined timeline is half full.
          const span = Number.isFinite(until) ? until : slices * SECOND
          if (now >= span) expect(cpuUsedShare.length).toBeGreaterThanOrEqual(slices / 2)
        },
      ),
      { numRuns: 300, seed },
    )
  })
})
