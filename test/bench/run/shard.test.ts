import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseShard, shardOf } from '../../../bench/run/shard.ts'

describe('a shard', () => {
  it('takes every n-th run, starting at the i-th', () => {
    expect(shardOf(['a', 'b', 'c', 'd', 'e'], { index: 2, of: 3 })).toEqual(['b', 'e'])
  })

  it('is everything when there is none', () => {
    expect(shardOf([1, 2, 3], undefined)).toEqual([1, 2, 3])
  })

  it('is one part of a partition: together they are the whole, and their sizes differ by one at most', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: 1, max: 20 }), (length, of) => {
        const all = Array.from({ length }, (_, index) => index)
        const parts = Array.from({ length: of }, (_, index) => shardOf(all, { index: index + 1, of }))
        expect(parts.flat().sort((a, b) => a - b)).toEqual(all)
        const sizes = parts.map(part => part.length)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('is written i/n', () => {
    expect(parseShard('2/8')).toEqual({ index: 2, of: 8 })
    expect(parseShard('8/8')).toEqual({ index: 8, of: 8 })
  })

  it.each(['0/8', '9/8', '2', '2/0', 'a/b', '1.5/3', '-1/3', ''])('is not %j', text => {
    expect(() => parseShard(text)).toThrow(/expected i\/n with 1 ≤ i ≤ n/)
  })
})
