import { expect, it } from 'vitest'
import { OfferRoom } from '../../../../policies/root/offers/offer-room.ts'
import { Machines } from '../../../../sim/world/machines.ts'
import { View } from '../../../../sim/world/views.ts'

/** An offer of 2 cores and 50 MiB of the first machine, 1 core, 100 MiB and a GPU of the last. */
function offer() {
  const machines = new Machines([4000, 4000, 4000], [100, 100, 100], [{ name: 'gpu', amounts: [0, 0, 1] }])
  const view = View.offered(machines)
  view.include(0, 2000, 50)
  view.include(2, 1000, 100)
  view.freeAmounts[0]![2] = 1
  const gpu = machines.extras.add({ resources: { gpu: 1 }, needs: {} })
  return { view, gpu }
}

it('is on a machine of the offer that has all that one task asks for', () => {
  const { view, gpu } = offer()
  const room = new OfferRoom()
  expect([room.has(view, 2000, 50, 0), room.has(view, 1000, 100, 0)]).toEqual([true, true])
  expect([room.has(view, 2000, 51, 0), room.has(view, 2001, 0, 0), room.has(view, 0, 101, 0)]).toEqual([
    false,
    false,
    false,
  ])
  expect([room.has(view, 1000, 100, gpu), room.has(view, 1001, 50, gpu)]).toEqual([true, false])
  // What lies beyond is too large, and what does not may still fit: 2 cores and 50 MiB without a GPU.
  expect([room.has(view, 2001, 60, gpu), room.has(view, 2000, 50, 0)]).toEqual([false, true])
})

it('is as much as there is now, for what was not found too large before', () => {
  const { view } = offer()
  const room = new OfferRoom()
  expect(room.has(view, 1500, 50, 0)).toBe(true)
  view.take(0, 1500, 20)
  expect([room.has(view, 1500, 50, 0), room.has(view, 500, 30, 0)]).toEqual([false, true])
  // Another offer, of which nothing is known.
  view.give(0, 1500, 20)
  expect(room.has(view, 1500, 50, 0)).toBe(false)
  room.forget()
  expect(room.has(view, 1500, 50, 0)).toBe(true)
})

it('is answered rightly however many demands were too large', () => {
  const { view } = offer()
  const room = new OfferRoom()
  for (let i = 0; i < 20; i++) expect(room.has(view, 4000 - i, 60 + i, 0)).toBe(false)
  expect([room.has(view, 2000, 50, 0), room.has(view, 2000, 51, 0)]).toEqual([true, false])
})
