import { expect, it } from 'vitest'
import { PassedOver } from '../../../../policies/root/offers/passed-over.ts'

/** In round 4, machine 1 had 2 cores and 50 MiB, three pieces had come back, and nobody takes it until 100. */
function noted(): PassedOver {
  const passed = new PassedOver(3)
  passed.note(1, 4, 2000, 50, 3, 100)
  return passed
}

it('are machines that nobody could be offered in the round before, while nothing about them changes', () => {
  const passed = noted()
  expect(passed.holds(1, 5, 2000, 50, 3, 99)).toBe(true)
  // Not in the round after the next, nor once the first filter is over.
  expect(passed.holds(1, 6, 2000, 50, 3, 99)).toBe(false)
  expect(passed.holds(1, 5, 2000, 50, 3, 100)).toBe(false)
  // Nor with more cores, more memory, or a piece that came back.
  expect(passed.holds(1, 5, 2001, 50, 3, 99)).toBe(false)
  expect(passed.holds(1, 5, 2000, 51, 3, 99)).toBe(false)
  expect(passed.holds(1, 5, 2000, 50, 4, 99)).toBe(false)
  expect(passed.holds(0, 5, 2000, 50, 3, 99)).toBe(false)
})

it('are passed over again until the first of all filters ends', () => {
  const passed = noted()
  passed.again(1, 5, 120)
  expect([passed.holds(1, 6, 2000, 50, 3, 99), passed.holds(1, 6, 2000, 50, 3, 100)]).toEqual([true, false])
  passed.again(1, 6, 80)
  expect([passed.holds(1, 7, 2000, 50, 3, 79), passed.holds(1, 7, 2000, 50, 3, 80)]).toEqual([true, false])
  // Everybody is asked again: a new beginning.
  passed.note(1, 7, 1000, 50, 4, 300)
  expect([passed.holds(1, 8, 1000, 50, 4, 200), passed.holds(1, 8, 2000, 50, 3, 200)]).toEqual([true, false])
})
