import { describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../../../../sim/engine/time.ts'
import { JobBackoff, jobBackoffDefaults } from '../../../../systems/kubernetes/controllers/job-backoff.ts'
import { JobIndexes } from '../../../../systems/kubernetes/controllers/job-indexes.ts'

const nobody: ReadonlySet<number> = new Set()

describe('the indexes of a Job', () => {
  const indexes = (completions: number, limit: number | null = null) =>
    new JobIndexes(completions, limit, jobBackoffDefaults)

  it('are taken from the lowest on, by those that have no pod and are not over', () => {
    const of = indexes(6)
    of.podSucceeded(1)
    expect(of.pending(3, new Set([0, 3]))).toEqual([2, 4, 5])
    expect(of.pending(2, nobody)).toEqual([0, 2])
    expect(of.pending(9, nobody)).toEqual([0, 2, 3, 4, 5])
    expect(of.pending(0, nobody)).toEqual([])
  })

  it('are over when each has succeeded or was given up', () => {
    const of = indexes(2, 0)
    expect(of.areOver).toBe(false)
    of.podSucceeded(0)
    expect(of.areOver).toBe(false)
    of.podFailed(1, 'Count', 0)
    expect([of.areOver, [...of.failed]]).toEqual([true, [1]])
    // A pod of it that succeeds after all makes it a success.
    of.podSucceeded(1)
    expect([of.failed.size, of.succeeded.size]).toEqual([0, 2])
  })

  it('survive as many failures as they may, and none that gives them up', () => {
    const of = indexes(3, 1)
    of.podFailed(0, 'Count', 0)
    of.podFailed(0, 'Ignore', 0)
    expect([...of.failed]).toEqual([])
    of.podFailed(0, 'Count', 0)
    of.podFailed(1, 'FailIndex', 0)
    expect([...of.failed]).toEqual([0, 1])
    of.podSucceeded(2)
    of.podFailed(2, 'FailIndex', 0)
    expect([...of.failed]).toEqual([0, 1])
  })

  it('are not counted where only the Job counts', () => {
    const of = indexes(1)
    of.podFailed(0, 'FailIndex', 0)
    expect([of.failed.size, of.pending(1, nobody), of.until(0)]).toEqual([0, [0], 0])
  })

  // Index 0 failed at 1 s and waits 10 s; index 2 failed twice, at 1 and 2 s, and waits 20 s.
  it('wait each for itself after a failure', () => {
    const of = indexes(3, 5)
    of.podFailed(0, 'Count', SECOND)
    of.podFailed(2, 'Count', SECOND)
    of.podFailed(2, 'Count', 2 * SECOND)
    expect([0, 1, 2].map(index => of.until(index) / SECOND)).toEqual([11, 0, 22])
    // The first keeps its place.
    expect(of.pending(2, nobody)).toEqual([0, 1])
  })
})

it('a Job waits 10 s after a failure, twice as long after each more, and ten minutes at most', () => {
  const backoff = new JobBackoff(jobBackoffDefaults)
  expect(backoff.until).toBe(0)
  const waits = Array.from({ length: 8 }, () => {
    backoff.failed(SECOND)
    return backoff.until / SECOND - 1
  })
  expect(waits).toEqual([10, 20, 40, 80, 160, 320, 600, 600])
  backoff.succeeded()
  expect(backoff.until).toBe(0)
  backoff.failed(MINUTE)
  expect(backoff.until).toBe(70 * SECOND)
})
