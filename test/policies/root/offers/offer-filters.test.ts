import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OfferFilters } from '../../../../policies/root/offers/offer-filters.ts'

describe('a filter', () => {
  it('holds back what lies within what was declined, of that machine and framework, until it is over', () => {
    const filters = new OfferFilters(2, 3)
    filters.add(0, 2, 1000, 50, 10, 5)
    expect(filters.heldUntil(0, 2, 1000, 50, 9)).toBe(10)
    expect(filters.heldUntil(0, 2, 1001, 50, 9)).toBe(0)
    expect(filters.heldUntil(0, 2, 1000, 51, 9)).toBe(0)
    expect(filters.heldUntil(0, 2, 1000, 50, 10)).toBe(0)
    expect(filters.heldUntil(0, 1, 1000, 50, 9)).toBe(0)
    expect(filters.heldUntil(1, 2, 1000, 50, 9)).toBe(0)
  })

  it('is forgotten when its framework wants everything again, and the framework was revived once more', () => {
    const filters = new OfferFilters(2, 3)
    for (const framework of [0, 1]) filters.add(framework, filters.whole, 1, 1, 10, 0)
    filters.revive(0)
    expect([0, 1].map(framework => filters.heldUntil(framework, 3, 1, 1, 0))).toEqual([0, 10])
    expect([0, 1].map(framework => filters.revivalsOf(framework))).toEqual([1, 0])
  })
})

it('filters of a hundred machines at once are all remembered, and those that are over make room', () => {
  const filters = new OfferFilters(1, 1000)
  for (let machine = 0; machine < 100; machine++) filters.add(0, machine, 10, 1, 50, 0)
  const heldAt = (now: number) =>
    Array.from({ length: 300 }, (_, machine) => filters.heldUntil(0, machine, 10, 1, now)).map(
      until => until > 0,
    )
  expect(heldAt(49)).toEqual(Array.from({ length: 300 }, (_, machine) => machine < 100))
  for (let machine = 100; machine < 200; machine++) filters.add(0, machine, 10, 1, 90, 60)
  expect(heldAt(60)).toEqual(Array.from({ length: 300 }, (_, machine) => machine >= 100 && machine < 200))
})

it('filters are those that a table of all machines would have, whatever was declined and when', () => {
  const MACHINES = 200
  const decline = fc.record({
    machine: fc.nat(MACHINES),
    lasts: fc.integer({ min: 0, max: 20 }),
    cpuMilli: fc.nat(3),
    revives: fc.integer({ min: 0, max: 60 }).map(draw => draw === 0),
  })
  fc.assert(
    fc.property(fc.array(decline, { maxLength: 300 }), declines => {
      const filters = new OfferFilters(1, MACHINES)
      const table = new Map<number, readonly [cpuMilli: number, until: number]>()
      for (const [now, { machine, lasts, cpuMilli, revives }] of declines.entries()) {
        if (revives) {
          filters.revive(0)
          table.clear()
        }
        filters.add(0, machine, cpuMilli, 0, now + lasts, now)
        table.set(machine, [cpuMilli, now + lasts])
      }
      const now = declines.length
      for (let machine = 0; machine <= MACHINES; machine++) {
        const [cpuMilli, until] = table.get(machine) ?? [0, 0]
        expect(filters.heldUntil(0, machine, 1, 0, now)).toBe(cpuMilli >= 1 && until > now ? until : 0)
      }
    }),
    { numRuns: 50, seed: 11 },
  )
})
