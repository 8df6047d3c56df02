import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JobBatch } from '../../../sim/world/batch.ts'
import { KeptJobs } from '../../../workloads/traces/kept-jobs.ts'

const columns = [
  'id',
  'submit',
  'tasks',
  'cpuMilli',
  'duration',
  'estimate',
  'user',
  'gang',
  'failsAfter',
] as const

/** Keeps jobs submitted at these times in batches of `size`; everything else follows from their number. */
function kept(submits: readonly number[], size: number): KeptJobs {
  const jobs = new KeptJobs()
  const batch = new JobBatch(size)
  for (let from = 0; from < submits.length; from += size) {
    batch.clear()
    for (let i = from; i < Math.min(submits.length, from + size); i++) add(batch, i, submits[i]!)
    jobs.keep(batch)
  }
  return jobs
}

function add(batch: JobBatch, number: number, submit: number): void {
  const row = batch.add(submit, 1 + number / 2)
  batch.id[row] = number
  batch.tasks[row] = 1 + (number % 3)
  batch.cpuMilli[row] = 500 * (number % 2)
  batch.estimate[row] = number === 2 ? Number.POSITIVE_INFINITY : 7
  batch.user[row] = number - 1
  batch.gang[row] = number % 2
}

function rows(batch: JobBatch): number[][] {
  return Array.from({ length: batch.count }, (_, row) => columns.map(name => batch[name][row]!))
}

function read(jobs: KeptJobs, capacity: number): number[][] {
  const all: number[][] = []
  const batch = new JobBatch(capacity)
  // What an earlier reader left is no part of a job.
  batch.failsAfter.fill(1)
  while (jobs.read(batch) > 0) all.push(...rows(batch))
  return all
}

describe('kept jobs', () => {
  it('come back as they were, in batches of any size', () => {
    const size = fc.integer({ min: 1, max: 7 })
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 20 }), size, size, (submits, written, asked) => {
        const expected = new JobBatch(20)
        for (const [number, submit] of submits.entries()) add(expected, number, submit)
        const jobs = kept(submits, written)
        expect(jobs.count).toBe(submits.length)
        expect(read(jobs, asked)).toEqual(rows(expected))
      }),
    )
  })

  it('come back in order of submission once sorted, those of one moment as they were kept', () => {
    const jobs = kept([5, 2, 5, 2, 6], 2)
    jobs.sort()
    expect(read(jobs, 3).map(([id, submit]) => [submit, id])).toEqual([
      [2, 1],
      [2, 3],
      [5, 0],
      [5, 2],
      [6, 4],
    ])
  })

  it('are packed once they are more than 20,480, those before with them', () => {
    const submits = Array.from({ length: 20_481 }, (_, job) => job)
    const few = kept(submits.slice(0, -1), 4096)
    const many = kept(submits, 4096)
    // Twelve columns as they came have 73 bytes a job; packed, those of `add` have hardly 30.
    expect(few.bytes).toBeGreaterThan(20_480 * 73)
    expect(many.bytes).toBeLessThan(20_481 * 30)
    expect(read(many, 4096).slice(0, -1)).toEqual(read(few, 4096))
    expect(many.count).toBe(20_481)
  })

  it('are copied one by one', () => {
    const jobs = kept([1, 2, 3], 2)
    const batch = new JobBatch(4)
    expect(jobs.copy(2, batch)).toBe(0)
    expect(jobs.copy(0, batch)).toBe(1)
    expect(rows(batch).map(([id]) => id)).toEqual([2, 0])
  })

  it('take room, until they are dropped', () => {
    const jobs = kept([1, 2, 3], 2)
    expect(jobs.bytes).toBeGreaterThan(0)
    jobs.drop()
    expect([jobs.count, jobs.bytes]).toEqual([0, 0])
    expect(read(jobs, 2)).toEqual([])
  })
})
