import { describe, expect, it } from 'vitest'
import { type Random, Streams } from '../../../sim/chance/random.ts'
import { shuffle, shuffled } from '../../../sim/chance/shuffle.ts'
import { chiSquare, chiSquareLimit } from './chi-square.ts'

/** Draws these numbers, one after the other, and notes below what each was to be. */
function drawing(...numbers: number[]): Random & { readonly asked: number[] } {
  const asked: number[] = []
  return {
    asked,
    uniform: () => Number.NaN,
    below: n => {
      asked.push(n)
      return numbers.shift()!
    },
  }
}

describe('a shuffle', () => {
  // From the end: 40 changes place with 10, then 30 with 20, then 20 with itself.
  it('draws a place for each number from the last, of those that are left', () => {
    const random = drawing(0, 1, 1)
    const numbers = [10, 20, 30, 40]
    shuffle(numbers, 4, random)
    expect(random.asked).toEqual([4, 3, 2])
    expect(numbers).toEqual([40, 30, 20, 10])
  })

  it('leaves what stands behind the count', () => {
    const numbers = new Int32Array([1, 2, 3])
    shuffle(numbers, 2, drawing(0))
    expect([...numbers]).toEqual([2, 1, 3])
  })

  it('gives all orders alike', () => {
    const random = new Streams('oak').stream('orders')
    const times = new Map<string, number>()
    for (let i = 0; i < 6000; i++) {
      const order = shuffled(3, random).join('')
      times.set(order, (times.get(order) ?? 0) + 1)
    }
    expect(times.size).toBe(6)
    expect(chiSquare([...times.values()])).toBeLessThan(chiSquareLimit(6))
  })
})
