import { describe, expect, it } from 'vitest'
import {
  becomesInactive,
  isExpunged,
  isOverdue,
  isReservationOverdue,
  replaceAtOnce,
  requireValid,
} from '../../../systems/marathon/unreachable.ts'

const strategy = { inactiveAfter: 300, expungeAfter: 600 }

describe('an unreachable instance', () => {
  it('is replaced after more than inactiveAfter and forgotten after more than expungeAfter', () => {
    expect([300, 301].map(away => becomesInactive(away, strategy))).toEqual([false, true])
    expect([600, 601].map(away => isExpunged('UnreachableInactive', away, strategy))).toEqual([false, true])
    expect(isExpunged('Unreachable', 601, strategy)).toBe(false)
    expect(becomesInactive(1, replaceAtOnce)).toBe(true)
  })

  it('is waited for when the strategy is disabled', () => {
    expect(becomesInactive(1e15, 'disabled') || isExpunged('UnreachableInactive', 1e15, 'disabled')).toBe(
      false,
    )
  })

  it('is never forgotten before it is replaced', () => {
    expect(() => requireValid({ inactiveAfter: 2, expungeAfter: 1 }, 'web.json')).toThrow(
      /^web\.json: .*inactiveAfter ≤ expungeAfter\.$/,
    )
    expect(() => requireValid({ inactiveAfter: 2, expungeAfter: 2 }, 'web.json')).not.toThrow()
    expect(() => requireValid('disabled', 'web.json')).not.toThrow()
  })
})

describe('a launch', () => {
  const flags = { taskLaunchConfirmTimeout: 10, taskLaunchTimeout: 100 }
  it('is given up after more than the timeout of its condition', () => {
    const overdue = (condition: 'Starting' | 'Staging' | 'Running', now: number) =>
      isOverdue({ condition, since: 0 }, now, flags)
    expect([
      overdue('Starting', 10),
      overdue('Starting', 11),
      overdue('Staging', 100),
      overdue('Staging', 101),
      overdue('Running', 1e9),
    ]).toEqual([false, true, false, true, false])
  })

  it('lets go of its reservation at the deadline', () => {
    expect([9, 10].map(now => isReservationOverdue(10, now))).toEqual([false, true])
  })
})
