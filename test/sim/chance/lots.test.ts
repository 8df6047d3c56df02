import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Lots, mixed } from '../../../sim/chance/lots.ts'
import { type Random, Streams } from '../../../sim/chance/random.ts'
import { chiSquare, chiSquareLimit } from './chi-square.ts'

/** Draws these numbers, one after the other. */
const drawing = (...numbers: number[]): Random => ({
  uniform: () => Number.NaN,
  below: () => numbers.shift()!,
})

function arranged(lots: Lots, numbers: readonly number[]): number[] {
  const places = Int32Array.from(numbers, (_, place) => place)
  lots.arrange(places, places.length, Int32Array.from(numbers))
  return Array.from(places, place => numbers[place]!)
}

describe('lots', () => {
  // fmix32 of MurmurHash3, by hand for 1. The shift by 16 leaves 1, times 0x85ebca6b is 0x85ebca6b; shifted by 13 that is 0x42f5e, and
  // exclusive or gives 0x85efe535; times 0xc2b2ae35 that is 0x514e79f9 in 32 bits; shifted by 16 0x514e, exclusive or 0x514e28b7.
  it('are the numbers mixed, and turned by a number that was drawn', () => {
    expect([mixed(0), mixed(1) >>> 0]).toEqual([0, 0x514e28b7])
    const lots = new Lots()
    lots.draw(drawing(0, 0))
    expect(lots.of(1)).toBe(mixed(1))
    // The number is masked before, and the lot is turned by 5.
    lots.draw(drawing(3, 5))
    expect([lots.of(3), lots.of(2)]).toEqual([5, mixed(1) + 5])
  })

  // With no mask and no turn, the lots of 0 to 3 are 0, 0x514e28b7, 0x30f4c306 and 0x85f0b427, which is negative.
  it('put numbers into their order', () => {
    const lots = new Lots()
    lots.draw(drawing(0, 0))
    expect([mixed(2) >>> 0, mixed(3) >>> 0]).toEqual([0x30f4c306, 0x85f0b427])
    expect(arranged(lots, [0, 1, 2, 3])).toEqual([3, 0, 2, 1])
  })

  it('leave what stands behind the count, and one by itself', () => {
    const lots = new Lots()
    lots.draw(drawing(0, 0))
    const places = Int32Array.of(2, 1, 0)
    lots.arrange(places, 1, Int32Array.of(0, 1, 2))
    expect([...places]).toEqual([2, 1, 0])
    lots.arrange(places, 2, Int32Array.of(0, 1, 2))
    expect([...places]).toEqual([2, 1, 0])
    lots.arrange(places, 2, Int32Array.of(0, 2, 1))
    expect([...places]).toEqual([1, 2, 0])
  })

  it('give all orders alike', () => {
    const random = new Streams('oak').stream('orders')
    const lots = new Lots()
    const times = new Map<string, number>()
    for (let i = 0; i < 24_000; i++) {
      lots.draw(random)
      const order = arranged(lots, [3, 4, 5, 1000]).join(' ')
      times.set(order, (times.get(order) ?? 0) + 1)
    }
    expect(times.size).toBe(24)
    expect(chiSquare([...times.values()])).toBeLessThan(chiSquareLimit(24))
  })

  it('put two into the same order whoever stands beside them, which is that of their lots', () => {
    const numbers = fc.uniqueArray(fc.oneof(fc.nat(20), fc.integer()), { maxLength: 300, size: 'max' })
    fc.assert(
      fc.property(numbers, fc.nat(), fc.infiniteStream(fc.boolean()), (all, seed, stays) => {
        const lots = new Lots()
        lots.draw(new Streams(`${seed}`).stream('lots'))
        const order = arranged(lots, all)
        expect(order).toEqual(all.toSorted((a, b) => lots.of(a) - lots.of(b)))
        const left = new Set(all.filter(() => stays.next().value))
        expect(arranged(lots, [...left])).toEqual(order.filter(number => left.has(number)))
      }),
      { numRuns: 200, seed: 1889 },
    )
  })
})
