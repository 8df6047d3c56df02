import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { durationLabel, durationRange, durationTicks } from '../../reports/charts/duration-axis.ts'
import { barLabel, evenLines, joined, lines, sentenceLines, shortened } from '../../reports/charts/lines.ts'
import { styleOf } from '../../reports/charts/palette.ts'

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

describe('lines of a chart', () => {
  it('break at spaces, and long words at hyphens', () => {
    expect(lines('a pass over all jobs', 9)).toEqual(['a pass', 'over all', 'jobs'])
    expect(lines('kubernetes-1.30-default', 11)).toEqual(['kubernetes-', '1.30-', 'default'])
    expect(lines('shared-state offers', 12)).toEqual(['shared-state', 'offers'])
    expect(lines('incomprehensible', 8)).toEqual(['incompr…'])
  })

  it('are even, where there must be two', () => {
    expect(lines('the mean wait of jobs here', 20)).toEqual(['the mean wait of', 'jobs here'])
    expect(evenLines('the mean wait of jobs here', 20)).toEqual(['the mean wait', 'of jobs here'])
  })

  it('keep sentences whole where they fit', () => {
    expect(sentenceLines('One two. Three four. Five six seven.', 20)).toEqual([
      'One two. Three four.',
      'Five six seven.',
    ])
  })

  it('are never longer than asked for, and lose no word that fits', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,9}(-[a-z]{1,9})?$/), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(words, fc.integer({ min: 10, max: 30 }), (parts, width) => {
        const text = parts.join(' ')
        for (const broken of [lines(text, width), evenLines(text, width), sentenceLines(text, width)]) {
          expect(Math.max(...broken.map(line => line.length))).toBeLessThanOrEqual(width)
        }
        expect(lines(text, width).join('').replaceAll(' ', '')).toBe(parts.join(''))
      }),
    )
  })

  it('can be put together again', () => {
    expect(joined(barLabel('kubernetes-1.30-default with a note', 8))).toBe(
      'kubernetes-1.30-default with a note',
    )
  })

  it('name a bar in four lines at most', () => {
    const long = barLabel('a system with a very long name indeed, by fit and incremental', 8)
    expect(long).toEqual(['a system', 'with a very', 'long name', 'indeed, by…'])
    expect(barLabel('offers', 4)).toEqual(['offers'])
    expect(shortened('offers', 6)).toBe('offers')
  })
})

describe('styles of systems', () => {
  it('differ for sixteen systems, by colour for eight of them', () => {
    const styles = Array.from({ length: 16 }, (_, i) => styleOf(i))
    expect(new Set(styles.slice(0, 8).map(({ colour }) => colour)).size).toBe(8)
    expect(new Set(styles.map(({ colour, shape }) => colour + shape)).size).toBe(16)
  })
})
