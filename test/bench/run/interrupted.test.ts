import { expect, test } from 'vitest'
import { longRunning } from '../../../bench/run/interrupted.ts'

test('runs that have been running for ten seconds are named when they are stopped', () => {
  const begun = new Map([
    ['mine', 1000],
    ['other', 31_000],
    ['short', 31_001],
  ])
  expect(longRunning(begun, 41_000)).toBe(
    ' mine had been running for 40 s. other had been running for 10 s. short had been running for 10 s.',
  )
  expect(longRunning(begun, 40_499)).toBe(' mine had been running for 39 s.')
})
