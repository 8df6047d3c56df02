import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { Course } from '../../../sim/measure/course.ts'
import { steadinessOf, truncation } from '../../../sim/measure/steadiness.ts'

const same = (value: number) => value

describe('MSER', () => {
  it('leaves out what makes the mean of the rest less sure', () => {
    // Σ(y − ȳ)² / (n − d)² for d = 0: mean 2.5, squares 56.25 + 4 · 2.25 + 3 · 0.25 = 66, / 64 = 1.03;
    // d = 1: mean 10/7, squares 4 · (3/7)² + 3 · (4/7)² = 12/7, / 49 = 0.0350; d = 2: 6 values, 1.5 / 36 = 0.0417.
    expect(truncation([10, 1, 2, 1, 2, 1, 2, 1])).toBe(1)
  })

  it('leaves nothing out of values that do not change, and never more than half', () => {
    expect(truncation([3, 3, 3, 3])).toBe(0)
    expect(truncation([1, 2, 3, 4, 5, 6, 7, 8])).toBe(4)
  })
})

describe('how steady a run was', () => {
  it('is told from the start of the first batch of five jobs that is kept', () => {
    const course = new Course(512 * SECOND)
    // One job a second; the first 50 wait 100, then 10 and 12 by turns.
    for (let i = 0; i < 512; i++) course.push(i * SECOND, i < 50 ? 100 : 10 + 2 * (i % 2))
    const { steadyFromS, steadyMean, batchJobs, batchMeans } = steadinessOf(course, 0, same)
    expect(steadyFromS).toBe(50)
    // Jobs 50 … 511: 231 even ones of 10 and 231 odd ones of 12.
    expect(steadyMean).toBe(11)
    // 512 / 20 = 25.6 jobs: batches of 26, 19 of them, and the last 18 jobs join the last.
    expect(batchJobs).toEqual([...Array.from({ length: 18 }, () => 26), 44])
    expect(batchMeans.slice(0, 3)).toEqual([100, (24 * 100 + 22) / 26, 11])
  })

  it('is not told of fewer than twenty batches of five jobs', () => {
    const course = new Course(512 * SECOND)
    for (let i = 0; i < 99; i++) course.push(i * SECOND, i)
    expect(steadinessOf(course, 0, same).steadyFromS).toBeNull()
  })
})

describe('the course of a measurement', () => {
  it('joins slices when a run outlasts them, and adds up with another of other slices', () => {
    const long = new Course(Number.POSITIVE_INFINITY)
    long.push(0, 1)
    long.push(511 * SECOND, 2)
    expect([long.width, long.sums[0], long.sums[511]]).toEqual([SECOND, 1, 2])
    // 512 s and more: two seconds a slice; 511 s stands in slice 255, 1 023 s in the last.
    long.push(1023 * SECOND, 4)
    expect([long.width, long.sums[0], long.sums[255], long.sums[511]]).toEqual([2 * SECOND, 1, 2, 4])
    const short = new Course(Number.POSITIVE_INFINITY)
    short.push(3 * SECOND, 8)
    for (const [a, b] of [
      [short, long],
      [long, short],
    ] as const) {
      const sum = new Course(Number.POSITIVE_INFINITY)
      sum.add(a)
      sum.add(b)
      expect([sum.width, sum.sums[0], sum.sums[1], sum.sums[255], sum.sums[511]]).toEqual([
        2 * SECOND,
        1,
        8,
        2,
        4,
      ])
    }
  })
})
