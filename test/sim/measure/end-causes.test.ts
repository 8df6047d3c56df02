import { describe, expect, it } from 'vitest'
import { numbersOf } from '../../support/watched-run.ts'
import { failures } from './examples/failures.ts'

/**
 * Job 0 fails twice and is given up; with it go jobs 1 and 2 of its pipeline. Job 7 is given up with its first failure.
 */
const causes = [
  { end: 'failed', cause: 'a task failed', jobs: 1 },
  { end: 'failed', cause: 'its tasks failed 2 times', jobs: 1 },
  { end: 'cancelled', cause: 'its tasks failed 2 times', jobs: 2 },
]

describe('the causes of ends', () => {
  it.each(failures.slice(0, 2))('are counted job by job in $of', async ({ run }) => {
    const { result } = await run()
    expect(result.causes).toEqual(causes)
    const sum = (end: string) =>
      result.causes!.filter(each => each.end === end).reduce((all, { jobs }) => all + jobs, 0)
    expect(sum('failed')).toBe(numbersOf(result)['jobs_failed'])
    expect(sum('cancelled')).toBe(numbersOf(result)['jobs_cancelled'])
  })
})
