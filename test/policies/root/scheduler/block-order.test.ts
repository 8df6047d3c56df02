/** Numbered blocks in an order of their own. */
import { expect, it } from 'vitest'
import { BlockOrder } from '../../../../policies/root/scheduler/block-order.ts'

const read = (order: BlockOrder) => [...order.ids.subarray(order.first, order.end)]

it('puts blocks anywhere, and gives numbers again', () => {
  const order = new BlockOrder()
  expect([0, 1, 1].map(place => order.insert(order.first + place))).toEqual([0, 1, 2])
  expect(read(order)).toEqual([0, 2, 1])
  order.removeAt(order.first + 1)
  expect(read(order)).toEqual([0, 1])
  expect(order.insert(order.end)).toBe(2)
  expect(order.count).toBe(3)
  order.clear()
  expect(read(order)).toEqual([])
  expect(order.count).toBe(3)
})

it('keeps its order while the first go and others come', () => {
  const order = new BlockOrder()
  const plain: number[] = []
  for (let i = 0; i < 200; i++) {
    const place = (i * 7) % (plain.length + 1)
    plain.splice(place, 0, order.insert(order.first + place))
    if (i % 3 === 0) {
      order.removeAt(order.first)
      plain.shift()
    }
    expect(read(order)).toEqual(plain)
  }
})
