import fc from 'fast-check'
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

it('a heap gives entries in order, whatever came and went, and some of them equal', () => {
  const step = fc.record({ value: fc.nat(5), goes: fc.option(fc.nat()), pops: fc.boolean() })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), steps => {
      const heap = new Heap<{ readonly value: number }>((a, b) => a.value - b.value)
      const list: { readonly value: number }[] = []
      for (const { value, goes, pops } of steps) {
        const entry = { value }
        heap.push(entry)
        list.push(entry)
        const gone = goes === null ? undefined : list.splice(goes % list.length, 1)[0]
        if (gone !== undefined) expect([heap.delete(gone), heap.has(gone)]).toEqual([true, false])
        const least = Math.min(...list.map(each => each.value))
        expect(heap.peek()?.value).toBe(list.length === 0 ? undefined : least)
        expect(heap.size).toBe(list.length)
        if (!pops) continue
        const popped = heap.pop()
        expect(popped?.value).toBe(list.length === 0 ? undefined : least)
        if (popped !== undefined) list.splice(list.indexOf(popped), 1)
      }
    }),
  )
})
