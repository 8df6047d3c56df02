/** Which of several kinds of parked jobs has the one that goes first, while what is free becomes less. */
import { expect, it } from 'vitest'
import { HelpedKinds } from '../../../../policies/root/scheduler/helped-kinds.ts'
import { Hope, type JobKind } from '../../../../policies/root/scheduler/job-kinds.ts'
import type { JobQueue } from '../../../../policies/root/scheduler/job-queue.ts'
import { type JobId, NONE } from '../../../../sim/world/handles.ts'

/** Kinds of one job each, which is tried in order of its number: job i asks for so many cores. */
function helpedBy(cores: readonly number[]) {
  const failed: JobId[] = []
  const kinds = cores.map((each, job): JobKind => {
    const ask = { line: 0, spec: job, tasks: 1, cpuMilli: each, memoryMiB: 0 }
    const together = { togetherCpuMilli: each, togetherMemoryMiB: 0 }
    const parked = { queue: {} as JobQueue, first: job, parked: 1, attempts: 0 }
    return { ...ask, ...together, ...parked, hope: Hope.None, isListed: false, ordered: NONE }
  })
  const free = { cores: 8 }
  const helped: HelpedKinds = new HelpedKinds({
    kindOf: job => kinds[job]!,
    before: (a, b) => a < b,
    isTooMuch: kind => kind.cpuMilli > free.cores,
    fail: kind => {
      failed.push(kinds.indexOf(kind))
      if (kind.ordered !== NONE) helped.unorder(kind)
      kind.hope = Hope.None
    },
  })
  /** The job goes into line, and what it asks for is not free any more. */
  const take = (job: JobId) => {
    const kind = kinds[job]!
    if (kind.ordered !== NONE) helped.unorder(kind)
    kind.hope = Hope.Unasked
    free.cores -= kind.cpuMilli
  }
  return { helped, kinds, failed, free, take }
}

it('gives the first, then the first of those that it left room for', () => {
  const { helped, kinds, failed, take } = helpedBy([9, 2, 7, 3, 4, 3])
  // Not in order of their jobs, and one twice.
  for (const job of [5, 3, 0, 4, 2, 1, 3]) helped.add(kinds[job]!)
  expect(helped.next()).toBe(1)
  expect(failed).toEqual([0])
  // 6 of 8 cores are left: too few for 7. Then 3, too few for 4. Then none.
  take(1)
  expect(helped.next()).toBe(3)
  expect(kinds.map(({ ordered }) => ordered)).toEqual([NONE, NONE, NONE, 3, 4, 5])
  take(3)
  expect(helped.next()).toBe(5)
  take(5)
  expect(helped.next()).toBe(NONE)
  expect(failed).toEqual([0, 2, 4])
})

it('weighs those that come later against those that are in order', () => {
  const { helped, kinds, failed, take } = helpedBy([1, 1, 1, 1, 1])
  helped.add(kinds[2]!)
  helped.add(kinds[4]!)
  expect([helped.next(), helped.next()]).toEqual([2, 2])
  helped.add(kinds[3]!)
  expect(helped.next()).toBe(2)
  helped.add(kinds[1]!)
  expect(helped.next()).toBe(1)
  take(1)
  expect(helped.next()).toBe(2)
  expect(failed).toEqual([])
})

it('gives nobody while one stands in line who goes before all', () => {
  const { helped, kinds } = helpedBy([1, 1, 1])
  helped.standing = 1
  helped.add(kinds[2]!)
  expect(helped.next()).toBe(NONE)
  helped.add(kinds[0]!)
  expect(helped.next()).toBe(0)
  helped.standing = NONE
  expect(helped.next()).toBe(0)
})

it('forgets a kind that lost hope, and has it once when hope comes back before a look', () => {
  const { helped, kinds, take } = helpedBy([1, 1])
  helped.add(kinds[0]!)
  helped.add(kinds[1]!)
  kinds[0]!.hope = Hope.None
  helped.add(kinds[0]!)
  expect(helped.next()).toBe(0)
  take(0)
  expect(helped.next()).toBe(1)
  kinds[1]!.hope = Hope.None
  helped.unorder(kinds[1]!)
  expect(helped.next()).toBe(NONE)
})
