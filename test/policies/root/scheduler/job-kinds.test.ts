/** Kinds of parked jobs by what they ask for. */
import { expect, it } from 'vitest'
import { Hope, type JobKind, JobKinds } from '../../../../policies/root/scheduler/job-kinds.ts'
import type { JobQueue } from '../../../../policies/root/scheduler/job-queue.ts'
import { NONE } from '../../../../sim/world/handles.ts'

/** A kind of which so many jobs are parked. */
function kind(line: number, spec: number, tasks: number, cpuMilli: number, parked = 1): JobKind {
  const together = { togetherCpuMilli: tasks * cpuMilli, togetherMemoryMiB: 0 }
  const state = { hope: Hope.None, isListed: false, ordered: NONE, attempts: 0 }
  const queue = { queue: {} as JobQueue, first: 0, parked }
  return { line, spec, tasks, cpuMilli, memoryMiB: 0, ...together, ...queue, ...state }
}

it('are found by line, spec and tasks, and stand by cores, the oldest first among equals', () => {
  const kinds = new JobKinds()
  const large = kind(0, 7, 1, 3000)
  const gang = kind(0, 7, 2, 3000)
  const small = kind(0, 5, 1, 1000)
  const other = kind(2, 7, 1, 3000)
  for (const each of [large, gang, small, other]) kinds.add(each)
  expect(kinds.byCores).toEqual([small, large, gang, other])
  // One more stands before some of those that are in order; it takes the place of one that was found so.
  const medium = kind(0, 7, 1, 2000)
  kinds.add(medium)
  expect(kinds.byCores).toEqual([small, medium, large, gang, other])
  expect(kinds.find(0, 7, 1)).toBe(medium)
  expect(kinds.find(0, 7, 2)).toBe(gang)
  expect(kinds.find(0, 5, 1)).toBe(small)
  expect(kinds.find(2, 7, 1)).toBe(other)
  expect([kinds.find(1, 7, 1), kinds.find(0, 6, 1), kinds.find(0, 5, 2)]).toEqual(Array(3).fill(undefined))
})

it('stay when nobody is parked any more, until there are many', () => {
  const kinds = new JobKinds()
  // Of 64 kinds a half is empty. One of these was found by a spec that asks for something else by now.
  const made = Array.from({ length: 64 }, (_, i) => kind(0, i, 1, 1000 + i, i % 2))
  for (const each of made.slice(0, 63)) kinds.add(each)
  const again = kind(0, 0, 1, 500)
  kinds.add(again)
  expect(kinds.byCores.length).toBe(64)
  expect(kinds.find(0, 2, 1)).toBe(made[2])
  kinds.add(made[63]!)
  expect(kinds.byCores).toEqual([again, ...made.filter((_, i) => i % 2 === 1)])
  expect(kinds.find(0, 0, 1)).toBe(again)
  expect(kinds.find(0, 1, 1)).toBe(made[1])
  expect(kinds.find(0, 2, 1)).toBe(undefined)
})
