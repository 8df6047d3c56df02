import { expect, it } from 'vitest'
import { PassedOver } from '../../../../policies/root/offers/passed-over.ts'
import { machinesOf } from '../../../support/watched-run.ts'

/** Of three machines of 2 cores, nobody takes machine 0 until 100, and machine 1 until 80. */
function noted() {
  const machines = machinesOf(3, 2)
  // Changes of the time before have been taken account of.
  machines.take(0, 1000, 0)
  const passed = new PassedOver(machines)
  passed.note(0, 100)
  passed.note(1, 80)
  const has = (now: number) => {
    passed.update(now)
    return [0, 1, 2].filter(machine => passed.has(machine))
  }
  return { machines, passed, has }
}

it('are machines that nobody could be offered, until the first filter of each ends', () => {
  const { passed, has } = noted()
  expect([has(0), has(79), has(80), has(99), has(100)]).toEqual([[0, 1], [0, 1], [0], [0], []])
  // What is over is forgotten, and noted anew with what holds then.
  passed.note(1, 300)
  expect([has(299), has(300)]).toEqual([[1], []])
})

it('are passed over until the first of all filters ends, also of those who were asked later', () => {
  const { passed, has } = noted()
  passed.note(0, 120)
  passed.note(1, 50)
  expect([has(49), has(50), has(99), has(100)]).toEqual([[0, 1], [0], [0], []])
})

it('are not passed over once something was taken or became free there, whatever is free then', () => {
  const { machines, has } = noted()
  machines.take(1, 1000, 0)
  machines.give(1, 1000, 0)
  machines.give(0, 500, 0)
  expect(has(0)).toEqual([])
})

it('are all forgotten when more changed than was kept, and when nobody asked for machines one by one', () => {
  const { machines, passed, has } = noted()
  for (let i = 0; i < machines.touched.length; i++) machines.take(2, 0, 0)
  expect(has(0)).toEqual([])
  passed.note(0, 100)
  passed.note(2, 100)
  passed.forgetAll()
  expect(has(0)).toEqual([])
})

it('are noted after the changes of a round, of which the next takes account', () => {
  const { machines, passed, has } = noted()
  machines.take(2, 2000, 0)
  expect(has(0)).toEqual([0, 1])
  passed.note(2, 90)
  expect(has(1)).toEqual([0, 1, 2])
})
