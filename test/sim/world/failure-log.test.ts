import { expect, it } from 'vitest'
import { FailureLog } from '../../../sim/world/failure-log.ts'

it('numbers failures from 0 and keeps the latest', () => {
  const log = new FailureLog(3)
  const failures = [1, 2, 3, 4].map(at => log.add(at, 10 * at, -1, `failure at ${at}`))
  expect(failures[1]).toEqual({ number: 1, at: 2, jobId: 20, pipeline: -1, reason: 'failure at 2' })
  expect(log.count).toBe(4)
  // The fourth has taken the place of the first.
  expect([0, 1, 2, 3, 4].map(number => log.get(number)?.at ?? null)).toEqual([null, 2, 3, 4, null])
})
