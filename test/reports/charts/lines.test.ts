import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evenLines, joined, lines, sentenceLines, shortened } from '../../../reports/charts/lines.ts'

describe('lines of a chart', () => {
  it('break at spaces, and long words at hyphens', () => {
    expect(lines('a pass over all jobs', 9)).toEqual(['a pass', 'over all', 'jobs'])
    expect(lines('kubernetes-1.30-default', 11)).toEqual(['kubernetes-', '1.30-', 'default'])
    expect(lines('shared-state offers', 12)).toEqual(['shared-state', 'offers'])
    expect(lines('incomprehensible', 8)).toEqual(['incompr…'])
  })

  it('do not break between a number and its unit', () => {
    expect(lines('at until 7201 s and 50 min (0.5 %)', 13)).toEqual([
      'at until',
      '7201 s and',
      '50 min',
      '(0.5 %)',
    ])
    expect(lines('in 5 steps', 7)).toEqual(['in 5', 'steps'])
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
    expect(joined(lines('kubernetes-1.30-default with a note', 12))).toBe(
      'kubernetes-1.30-default with a note',
    )
  })

  it('are cut where there is no room', () => {
    expect(shortened('offers', 6)).toBe('offers')
    expect(shortened('shared-state', 6)).toBe('share…')
  })
})
