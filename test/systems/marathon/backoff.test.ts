import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { actionOn, Backoff, backoffDefaults } from '../../../systems/marathon/backoff.ts'
import { conditions } from '../../../systems/marathon/instance.ts'

const strategy = { backoff: 10 * SECOND, factor: 2, maxLaunchDelay: 60 * SECOND }

describe('back-off', () => {
  it('doubles from failure to failure, counted from each, up to the maximum', () => {
    const backoff = new Backoff(strategy, 'head')
    const deadlines = [0, 1, 2, 3].map(second => {
      backoff.add(second * SECOND)
      return backoff.deadline! / SECOND
    })
    // 0 + 10, 1 + 20, 2 + 40, 3 + min(80, 60).
    expect(deadlines).toEqual([10, 21, 42, 63])
  })

  it('reaches 300 s with the 42nd failure by the defaults of head', () => {
    const backoff = new Backoff(backoffDefaults('head'), 'head')
    for (let failure = 1; failure <= 41; failure++) backoff.add(0)
    // 1.15^40 = 267.8635…
    expect(Math.floor(backoff.delay / SECOND)).toBe(267)
    backoff.add(0)
    expect(backoff.delay).toBe(300 * SECOND)
    expect(backoffDefaults('1.3').maxLaunchDelay).toBe(3600 * SECOND)
  })

  it('is forgotten at its deadline in 1.3, and after more than the longest delay in head', () => {
    // 1.3 keeps what has a deadline later than now; head gives up what was set before now − maxLaunchDelay.
    for (const [era, forgottenAt] of [
      ['1.3', 10 * SECOND],
      ['head', 60 * SECOND + 1],
    ] as const) {
      const backoff = new Backoff(strategy, era)
      backoff.add(0)
      backoff.cleanUp(forgottenAt - 1)
      expect(backoff.deadline).toBe(10 * SECOND)
      backoff.cleanUp(forgottenAt)
      expect(backoff.deadline).toBeNull()
    }
  })

  it('of nothing is over at once: kept so in head, and not at all in 1.3', () => {
    const deadlines = (['head', '1.3'] as const).map(era => {
      const backoff = new Backoff({ ...strategy, backoff: 0 }, era)
      backoff.add(3 * SECOND)
      expect(backoff.holdsAt(3 * SECOND)).toBe(false)
      backoff.add(4 * SECOND)
      return backoff.deadline
    })
    // In head twice nothing is nothing.
    expect(deadlines).toEqual([4 * SECOND, null])
  })

  it('is counted anew, not made longer, by progress in head, and left alone in 1.3', () => {
    const deadlineAfter = (era: '1.3' | 'head') => {
      const backoff = new Backoff(strategy, era)
      backoff.advance(0)
      expect(backoff.deadline).toBeNull()
      backoff.add(0)
      backoff.advance(5 * SECOND)
      return backoff.deadline! / SECOND
    }
    expect([deadlineAfter('head'), deadlineAfter('1.3')]).toEqual([15, 10])
  })

  it('holds until its deadline, and not at all when it is reset', () => {
    const backoff = new Backoff(strategy, 'head')
    backoff.add(0)
    expect([9.999999, 10].map(second => backoff.holdsAt(second * SECOND))).toEqual([true, false])
    backoff.reset()
    expect(backoff.holdsAt(0)).toBe(false)
  })

  it('never becomes shorter and never longer than the maximum', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e8 }),
        fc.double({ min: 1, max: 5, noNaN: true }),
        fc.integer({ min: 1, max: 1e10 }),
        (first, factor, most) => {
          const backoff = new Backoff({ backoff: first, factor, maxLaunchDelay: most }, 'head')
          let last = 0
          for (let failure = 0; failure < 60; failure++) {
            backoff.add(0)
            expect(backoff.delay).toBeGreaterThanOrEqual(last)
            expect(backoff.delay).toBeLessThanOrEqual(most)
            last = backoff.delay
          }
        },
      ),
      { seed: 1887, numRuns: 100 },
    )
  })
})

describe('what a status does to back-off', () => {
  it('differs between eras in progress, and says which statuses there are', () => {
    expect(
      ['failed', 'finished', 'running', 'killed', 'unreachable'].map(status =>
        actionOn(status, false, 'head'),
      ),
    ).toEqual(['addDelay', 'addDelay', 'advanceDelay', 'none', 'none'])
    expect(actionOn('running', false, '1.3')).toBe('none')
    // Of the reasons why a task is gone, a drained agent counts with these two alone (NotifyRateLimiterStepImpl.agentDraining).
    expect(
      ['killed', 'goneByOperator', 'gone', 'failed'].map(status => actionOn(status, true, 'head')),
    ).toEqual(['resetDelay', 'resetDelay', 'addDelay', 'addDelay'])
    expect(actionOn('goneByOperator', false, 'head')).toBe('addDelay')
    for (const condition of conditions)
      expect(() => actionOn(condition.toLowerCase(), false, 'head'), condition).not.toThrow()
    expect(() => actionOn('asleep', false, 'head')).toThrow(
      'The status "asleep" is not known; expected one of dropped,',
    )
  })
})
