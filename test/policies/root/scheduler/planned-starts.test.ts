import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PlannedStarts } from '../../../../policies/root/scheduler/planned-starts.ts'
import { NEVER } from '../../../../sim/engine/time.ts'
import { NONE } from '../../../../sim/world/handles.ts'

it('come by time, and of one time by the order given, however often they are changed', () => {
  // By number, the larger first.
  const starts = new PlannedStarts((a, b) => a > b)
  expect([starts.first, starts.next, starts.has(3)]).toEqual([NONE, NEVER, false])
  starts.set(3, 50)
  starts.set(1, 20)
  starts.set(2, 50)
  expect([starts.first, starts.next]).toEqual([1, 20])
  starts.set(1, 60)
  expect([starts.first, starts.next]).toEqual([3, 50])
  starts.remove(3)
  expect([starts.first, starts.has(3), starts.has(2)]).toEqual([2, false, true])
  starts.set(1, 50)
  // Both at 50: 2 goes before 1.
  expect(starts.first).toBe(2)
  starts.remove(2)
  starts.remove(1)
  expect([starts.first, starts.next]).toEqual([NONE, NEVER])
})

it('come as they were planned where no order is given, and last if planned anew', () => {
  const starts = new PlannedStarts(null)
  for (const job of [500, 2, 70]) starts.set(job, 50)
  starts.set(3, 20)
  starts.set(500, 50)
  const order = [3, 2, 70, 500].map(() => {
    const { first } = starts
    starts.remove(first)
    return first
  })
  expect(order).toEqual([3, 2, 70, 500])
})

it('are those of a sorted list, for hundreds of jobs of any numbers', () => {
  const step = fc.record({ job: fc.nat(500), time: fc.nat(20), leaves: fc.nat(3) })
  fc.assert(
    fc.property(fc.array(step, { minLength: 100, maxLength: 400 }), steps => {
      const starts = new PlannedStarts((a, b) => a < b)
      const planned = new Map<number, number>()
      for (const { job, time, leaves } of steps) {
        expect(starts.has(job)).toBe(planned.has(job))
        if (leaves === 0 && planned.delete(job)) starts.remove(job)
        else {
          starts.set(job, time)
          planned.set(job, time)
        }
        const [first] = [...planned].sort(([a, atA], [b, atB]) => atA - atB || a - b)
        expect([starts.first, starts.next]).toEqual(first ?? [NONE, NEVER])
      }
      while (planned.size > 0) {
        const [first] = [...planned].sort(([a, atA], [b, atB]) => atA - atB || a - b)
        expect(starts.first).toBe(first![0])
        starts.remove(first![0])
        planned.delete(first![0])
      }
    }),
    { numRuns: 15, seed: 5 },
  )
})
