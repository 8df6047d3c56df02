import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import {
  afterFailure,
  afterSuccess,
  firstCheckAfter,
  healthCheckDefaults,
  isAlive,
  isForgiven,
  kills,
  unknownHealth,
} from '../../../systems/marathon/health.ts'

describe('health', () => {
  it('is alive when the last success is later than the last failure', () => {
    expect(isAlive(unknownHealth)).toBe(false)
    const healthy = afterSuccess(unknownHealth, 10)
    expect([
      isAlive(healthy),
      isAlive(afterFailure(healthy, 10)),
      isAlive(afterSuccess(afterFailure(healthy, 20), 30)),
    ]).toEqual([true, false, true])
  })

  it('kills at the fourth failure in a row, for it looks at those before', () => {
    let health = afterSuccess(unknownHealth, 0)
    const killed = [1, 2, 3, 4].map(now => {
      const answer = kills(health, healthCheckDefaults, false)
      health = afterFailure(health, now)
      return answer
    })
    expect(killed).toEqual([false, false, false, true])
    expect(kills(afterSuccess(health, 5), healthCheckDefaults, false)).toBe(false)
  })

  it('never kills with a maximum of 0, nor what is unreachable', () => {
    expect(kills({ consecutiveFailures: 50 }, { maxConsecutiveFailures: 0 }, false)).toBe(false)
    expect(kills({ consecutiveFailures: 50 }, healthCheckDefaults, true)).toBe(false)
  })

  it('forgives failures in the grace period before the first success only', () => {
    const check = { grace: 300 }
    expect(isForgiven(unknownHealth, 299, check)).toBe(true)
    expect(isForgiven(unknownHealth, 300, check)).toBe(false)
    expect(isForgiven({ firstSuccess: 1 }, 2, check)).toBe(false)
    expect(isForgiven({ firstSuccess: 1 }, null, check)).toBe(true)
  })

  it('is first asked after five seconds, or the interval if that is shorter', () => {
    expect(firstCheckAfter(healthCheckDefaults)).toBe(5 * SECOND)
    expect(firstCheckAfter({ ...healthCheckDefaults, interval: 2 * SECOND })).toBe(2 * SECOND)
  })
})
