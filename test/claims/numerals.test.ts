import { describe, expect, it } from 'vitest'
import { figurePattern, numberOf, roundingOf } from './numerals.ts'

const figures = (text: string) => [...text.matchAll(figurePattern)].map(([figure]) => figure)

describe('figures', () => {
  it('are digits and words from ten on', () => {
    expect(
      figures('1,048,576 values, 10 000 timers, 10⁻⁹, 3⅓ s, ⅔, 0.5 %; one of twenty-two, four billion, ten.'),
    ).toEqual(['1,048,576', '10 000', '10⁻⁹', '3⅓', '⅔', '0.5', 'twenty-two', 'four billion', 'ten'])
  })

  it('are ordinals, ranges and parts of formulas', () => {
    expect(figures('the 99th, from 60 to 200, (0 + 90) / 4, 1 − ρ')).toEqual([
      '99',
      '60',
      '200',
      '0',
      '90',
      '4',
      '1',
    ])
  })

  it('are no parts of names', () => {
    expect(figures('M/M/1 in RE2, revision 90619da, p95, SC ’15, an attention span')).toEqual([])
  })
})

describe('the value of a figure', () => {
  it('is what it says', () => {
    const written = [
      '1,048,576',
      '86 400',
      '10⁻⁹',
      '10³',
      '3⅓',
      '⅔',
      'twenty-two',
      'four billion',
      'hundred',
      'a',
      'Ten',
    ]
    const values = [1_048_576, 86_400, 1e-9, 1000, 10 / 3, 2 / 3, 22, 4e9, 100, 1, 10]
    expect(written.map(numberOf)).toEqual(values)
  })

  it('is none for a version of three parts', () => {
    expect(numberOf('1.0.1')).toBeNaN()
  })
})

it('rounding leaves half a unit in the last place, and nothing to words', () => {
  expect(['0.746', '85', '1,000', 'ten', '10⁻⁹'].map(roundingOf)).toEqual([0.0005, 0.5, 0.5, 0, 0])
})
