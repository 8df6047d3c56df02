import { describe, expect, it } from 'vitest'
import { difference } from '../../conformance/compare.ts'

describe('what was found', () => {
  it('may have keys that were not expected, at any depth', () => {
    expect(difference({ a: { b: 1 } }, { a: { b: 1, c: 2 }, d: 3 })).toBeNull()
  })

  it('must have every key that was expected', () => {
    expect(difference({ a: { b: 1 } }, { a: {} })).toBe('a.b: found nothing, expected 1')
  })

  it('is compared to a billionth where nothing else is said', () => {
    expect(difference(1, 1 + 9e-10)).toBeNull()
    expect(difference(1, 1 + 2e-9)).not.toBeNull()
    expect(difference(1, 1.04, 0.05)).toBeNull()
    expect(difference(1, Number.NaN)).not.toBeNull()
    expect(difference(1, '1')).not.toBeNull()
  })

  it('has lists of the same length and order', () => {
    expect(difference([1, 2], [2, 1])).toBe('[0]: found 2, expected 1')
    expect(difference([1], [1, 2])).toBe('2 entries where 1 were expected')
  })

  it('may be any of a list', () => {
    expect(difference({ nodeAnyOf: ['a', 'b'] }, { node: 'b' })).toBeNull()
    expect(difference({ nodeAnyOf: ['a', 'b'] }, 'a')).toBeNull()
    expect(difference({ nodeAnyOf: ['a', 'b'] }, { node: 'c' })).toBe(
      'node: found "c", expected any of ["a","b"]',
    )
    expect(difference({ oneOf: { task: ['a', 'b'] } }, { task: 'a' })).toBeNull()
    expect(difference({ oneOf: { task: ['a', 'b'] } }, {})).not.toBeNull()
    expect(difference({ perNodeOneOf: [4, 5] }, { perNode: [4, 5, 4] })).toBeNull()
    expect(difference({ perNodeOneOf: [4, 5] }, { perNode: [4, 6] })).not.toBeNull()
  })
})
