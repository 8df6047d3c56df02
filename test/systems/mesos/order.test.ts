import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Order } from '../../../systems/mesos/order.ts'

it('things are put before others, taken out and moved, as in a list', () => {
  const step = fc.record({
    what: fc.constantFrom('insert', 'insert', 'remove', 'move'),
    a: fc.nat(),
    b: fc.nat(),
  })
  fc.assert(
    // More than a hundred places is a long way, which is gone in another way.
    fc.property(fc.constantFrom(0, 5, 300), fc.array(step, { maxLength: 30 }), (first, steps) => {
      const list = Array.from({ length: first }, (_, i) => i)
      const order = new Order<number>()
      order.things.push(...list)
      for (const i of list) order.insert(i, i)
      expect(Order.of(list).list()).toEqual(list)
      for (const { what, a, b } of steps) {
        const { length } = list
        if (what === 'insert') {
          const place = a % (length + 1)
          order.things.push(order.things.length)
          order.insert(order.things.length - 1, place)
          list.splice(place, 0, order.things.length - 1)
        } else if (length > 0 && what === 'remove') {
          order.removeAt(a % length)
          list.splice(a % length, 1)
        } else if (length > 0) {
          const [from, to] = [a % length, b % length]
          order.move(from, to)
          list.splice(to, 0, ...list.splice(from, 1))
        }
        expect(order.list()).toEqual(list)
      }
    }),
  )
})

it('begins with room for sixteen, and makes more', () => {
  const order = new Order<string>()
  for (let i = 0; i < 40; i++) {
    order.things.push(`${i}`)
    order.insert(i, 0)
  }
  expect(order.list()).toEqual(Array.from({ length: 40 }, (_, i) => `${39 - i}`))
})
