import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { RateLimiter } from '../../../systems/kubernetes/rate-limiter.ts'

it('gives its burst at once and then a token a period', () => {
  const bucket = new RateLimiter(20, 3)
  expect([0, 0, 0].map(now => bucket.tryTake(now))).toEqual([true, true, true])
  expect(bucket.tryTake(0.049 * SECOND)).toBe(false)
  expect(bucket.tryTake(0.05 * SECOND)).toBe(true)
  expect(bucket.reserve(0.05 * SECOND)).toBe(0.1 * SECOND)
})

it('fills up again while nobody asks, and not above its burst', () => {
  const bucket = new RateLimiter(1, 2)
  bucket.reserve(0)
  bucket.reserve(0)
  const took = [100, 100, 100].map(at => bucket.tryTake(at * SECOND))
  expect(took).toEqual([true, true, false])
})

it('holds nobody up without a rate', () => {
  const bucket = new RateLimiter(0, 1)
  expect([7, 7, 7].map(now => bucket.reserve(now))).toEqual([7, 7, 7])
})

it('gives no more than its burst and its rate in any stretch', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 3 * SECOND }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 5 }),
      (gaps, burst) => {
        const bucket = new RateLimiter(2, burst)
        const taken: number[] = []
        let now = 0
        for (const gap of gaps) {
          now += gap
          if (bucket.tryTake(now)) taken.push(now)
        }
        for (let i = 0; i < taken.length; i++)
          for (let j = i; j < taken.length; j++)
            expect(j - i + 1).toBeLessThanOrEqual(burst + (2 * (taken[j]! - taken[i]!)) / SECOND)
      },
    ),
  )
})
