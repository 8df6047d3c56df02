import fc from 'fast-check'
import seedrandom from 'seedrandom'
import { describe, expect, it } from 'vitest'
import { Streams } from '../../../sim/chance/random.ts'
import { chiSquare, chiSquareLimit } from './chi-square.ts'

describe('named streams', () => {
  it('give the same numbers for the same seed and name, for ever', () => {
    const arrivals = new Streams('oak').stream('arrivals')
    expect([arrivals.uniform(), arrivals.uniform(), arrivals.uniform()]).toEqual([
      0.4668041403197921, 0.5914957839402272, 0.9547714206040402,
    ])
    const places = new Streams('oak').stream('places')
    expect(Array.from({ length: 8 }, () => places.below(250))).toEqual([144, 198, 68, 202, 139, 214, 72, 152])
  })

  it('are the 53-bit numbers of seedrandom.alea, seeded with seed/name', () => {
    const stream = new Streams('oak').stream('arrivals')
    const alea = seedrandom.alea('oak/arrivals')
    for (let i = 0; i < 1000; i++) expect(stream.uniform()).toBe(alea.double())
  })

  it('do not notice what is drawn from the others', () => {
    const alone = new Streams('oak').stream('arrivals')
    const streams = new Streams('oak')
    const arrivals = streams.stream('arrivals')
    const failures = streams.stream('failures')
    for (let i = 0; i < 100; i++) {
      failures.uniform()
      expect(arrivals.uniform()).toBe(alone.uniform())
    }
  })

  it('are given out once, because two users of one would disturb each other', () => {
    const streams = new Streams('oak')
    streams.stream('arrivals')
    expect(() => streams.stream('arrivals')).toThrow(
      "The random stream 'arrivals' was asked for twice. Each user of chance needs a stream of its own: ask for another name.",
    )
  })

  it('differ between names and between seeds', () => {
    const first = (seed: string, name: string) => new Streams(seed).stream(name).uniform()
    const values = ['oak', 'elm', 'ash'].flatMap(seed => ['a', 'b', 'c'].map(name => first(seed, name)))
    expect(new Set(values).size).toBe(9)
  })
})

describe('the numbers of a stream', () => {
  it('lie in [0, 1) and have bits below the 32nd', () => {
    const stream = new Streams('oak').stream('x')
    let fine = 0
    for (let i = 0; i < 10_000; i++) {
      const value = stream.uniform()
      expect(value >= 0 && value < 1).toBe(true)
      if (!Number.isInteger(value * 2 ** 32)) fine++
    }
    // 21 more bits: only one value in 2^21 has none of them set.
    expect(fine).toBeGreaterThan(9_990)
  })

  it('are whole numbers in [0, n) when asked for one below n', () => {
    const stream = new Streams('oak').stream('x')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 }), n => {
        const value = stream.below(n)
        return Number.isInteger(value) && value >= 0 && value < n
      }),
      { seed: 1 },
    )
  })

  it('fall evenly, alone and in neighbouring pairs', () => {
    const stream = new Streams('oak').stream('x')
    const pairs = new Float64Array(256)
    for (let i = 0; i < 100_000; i++) {
      const cell = 16 * stream.below(16) + Math.floor(16 * stream.uniform())
      pairs[cell] = pairs[cell]! + 1
    }
    expect(chiSquare(pairs)).toBeLessThan(chiSquareLimit(256))
  })
})

describe('the streams that were drawn from', () => {
  it('are those that a number was taken from, numbered ones together', () => {
    const streams = new Streams('oak')
    streams.stream('place/root')
    const probes = streams.stream('sampling/probes')
    for (const machine of [1, 2, 30]) streams.stream(`failures/machine-${machine}`).uniform()
    expect(streams.drawn).toEqual(['failures/machine-*'])
    probes.below(3)
    expect(streams.drawn).toEqual(['failures/machine-*', 'sampling/probes'])
  })
})
