import { expect, it } from 'vitest'
import { Slots } from '../../../sim/world/slots.ts'

it('gives the lowest number that is free, job by job', () => {
  const slots = new Slots()
  expect([slots.take(5), slots.take(5), slots.take(5), slots.take(6)]).toEqual([0, 1, 2, 0])
  slots.release(5, 2)
  slots.release(5, 0)
  // 0 and 2 are free of job 5; then comes 3. Of job 6, 1 is next.
  expect([slots.take(5), slots.take(5), slots.take(5), slots.take(6)]).toEqual([0, 2, 3, 1])
})

it('begins again for a job that comes into the row of another', () => {
  const slots = new Slots()
  for (let i = 0; i < 3; i++) slots.take(1)
  slots.release(1, 1)
  slots.forget(1)
  expect([slots.take(1), slots.take(1)]).toEqual([0, 1])
})

it('keeps those that are free in order, however many there are', () => {
  const slots = new Slots()
  for (let i = 0; i < 6; i++) slots.take(0)
  for (const slot of [4, 1, 5, 0, 3]) slots.release(0, slot)
  expect(Array.from({ length: 6 }, () => slots.take(0))).toEqual([0, 1, 3, 4, 5, 6])
})

it('has numbers for more than it has room for at first', () => {
  const slots = new Slots()
  expect(Array.from({ length: 20 }, () => slots.take(3))).toEqual([...Array(20).keys()])
  slots.release(3, 9)
  expect([slots.take(3), slots.take(3)]).toEqual([9, 20])
})

it('keeps nothing of a job that is over, also when its last task goes', () => {
  const slots = new Slots()
  slots.take(2)
  slots.take(2)
  slots.forget(2)
  slots.release(2, 1)
  expect([slots.take(2), slots.take(2)]).toEqual([0, 1])
})
