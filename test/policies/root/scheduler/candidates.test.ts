import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Candidates } from '../../../../policies/root/scheduler/candidates.ts'
import { NONE } from '../../../../sim/world/handles.ts'

describe('jobs that may pass', () => {
  it('are found by size and estimate, the first in order', () => {
    // Jobs 0 to 3 in order of their numbers: [cores, estimate] = [4, 50], [2, 300], [1, 100], [2, 80].
    const candidates = new Candidates((a, b) => a < b)
    candidates.insert(0, 4, 4, 50)
    candidates.insert(1, 2, 2, 300)
    candidates.insert(2, 1, 1, 100)
    candidates.insert(3, 2, 2, 80)
    const all = () => true
    // 3 cores free for 100, nothing spare: 0 is too large, 1 too long; 2 it is.
    expect(candidates.first(3, 100, 0, all)).toBe(2)
    // With 2 spare, 1 may stay beyond that.
    expect(candidates.first(3, 100, 2, all)).toBe(1)
    expect(candidates.first(3, 90, 0, all)).toBe(3)
    expect(candidates.first(3, 100, 0, job => job !== 2)).toBe(3)
    candidates.remove(2)
    candidates.remove(3)
    expect(candidates.first(3, 100, 0, all)).toBe(NONE)
    expect(candidates.has(2)).toBe(false)
  })

  it('are those that a walk through all would find', () => {
    const action = fc.record({
      job: fc.nat(300),
      cores: fc.integer({ min: 1, max: 9 }),
      more: fc.constantFrom(1, 1, 3),
      estimate: fc.nat(60),
      key: fc.nat(20),
      free: fc.nat(10),
      longest: fc.nat(60),
      spare: fc.nat(6),
    })
    fc.assert(
      fc.property(fc.array(action, { minLength: 50, maxLength: 400 }), actions => {
        const jobs = new Map<number, (typeof actions)[number]>()
        const keys = new Map<number, number>()
        const before = (a: number, b: number) =>
          keys.get(a) === keys.get(b) ? a < b : keys.get(a)! < keys.get(b)!
        const candidates = new Candidates(before)
        for (const each of actions) {
          const { job, cores, more, estimate, key, free, longest, spare } = each
          if (jobs.delete(job)) candidates.remove(job)
          else {
            keys.set(job, key)
            candidates.insert(job, cores, cores * more, estimate)
            jobs.set(job, each)
          }
          const accepts = (other: number) => other % 5 > 0
          let expected = NONE
          for (const [other, its] of jobs) {
            if (its.cores > free || !accepts(other)) continue
            if (its.estimate > longest && its.cores * its.more > spare) continue
            if (expected === NONE || before(other, expected)) expected = other
          }
          expect(candidates.first(free, longest, spare, accepts)).toBe(expected)
        }
      }),
      { numRuns: 20, seed: 3, endOnFailure: true },
    )
  })
})
