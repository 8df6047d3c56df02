import { expect, it } from 'vitest'
import { Heap } from '../../../systems/kubernetes/heap.ts'

it('a heap gives its entries in order, also when some are taken out of the middle', () => {
  const heap = new Heap<{ readonly value: number }>((a, b) => a.value - b.value)
  const entries = [9, 3, 7, 1, 8, 2, 6, 4, 5, 0].map(value => ({ value }))
  for (const entry of entries) heap.push(entry)
  heap.push(entries[0]!)
  expect(heap.size).toBe(10)
  for (const taken of [3, 8, 0]) expect(heap.delete(entries.find(({ value }) => value === taken)!)).toBe(true)
  expect(heap.delete({ value: 1 })).toBe(false)
  expect(heap.has(entries[1]!)).toBe(false)
  const order: number[] = []
  for (let entry = heap.pop(); entry !== undefined; entry = heap.pop()) order.push(entry.value)
  expect(order).toEqual([1, 2, 4, 5, 6, 7, 9])
})
