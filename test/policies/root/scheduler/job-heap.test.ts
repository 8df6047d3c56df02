/** Jobs of which the first in order is known, against a sorted list. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { JobHeap } from '../../../../policies/root/scheduler/job-heap.ts'
import { NONE } from '../../../../sim/world/handles.ts'

it('tells the first, whoever comes, goes and changes', () => {
  const steps = fc.array(fc.record({ job: fc.nat(200), key: fc.nat(20) }), { minLength: 1, maxLength: 400 })
  fc.assert(
    fc.property(steps, all => {
      const keys = new Map<number, number>()
      const key = (job: number) => keys.get(job)! * 1000 + job
      const heap = new JobHeap((a, b) => key(a) < key(b))
      for (const { job, key: next } of all) {
        // A job that is here goes one time in four, and changes its place otherwise.
        if (heap.has(job) && next % 4 === 0) {
          heap.remove(job)
          keys.delete(job)
        } else {
          keys.set(job, next)
          heap.put(job)
        }
        const sorted = [...keys.keys()].sort((a, b) => key(a) - key(b))
        expect(heap.first).toBe(sorted[0] ?? NONE)
        expect(heap.length).toBe(sorted.length)
        expect(heap.has(job)).toBe(keys.has(job))
      }
    }),
    { seed: 5 },
  )
})
