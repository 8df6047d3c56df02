import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { head } from '../../../systems/marathon/flags.ts'
import { LaunchTokens } from '../../../systems/marathon/launch-tokens.ts'

describe('launch tokens', () => {
  it('are taken by launches, given back by tasks that run and are not unhealthy, and set again every 30 s', () => {
    const tokens = new LaunchTokens({ ...head, launchTokens: 2 }, 0)
    expect([tokens.take(), tokens.take(), tokens.take()]).toEqual([true, true, false])
    expect([tokens.running(null), tokens.running(true), tokens.running(false), tokens.count]).toEqual([
      1, 1, 0, 2,
    ])
    tokens.running(null)
    expect(tokens.count).toBe(3)
    expect(tokens.refreshAt).toBe(30 * SECOND)
    tokens.refresh(30 * SECOND)
    expect([tokens.count, tokens.refreshAt]).toEqual([2, 60 * SECOND])
  })

  it('let no more than 100 launches a 30 s begin when none is confirmed', () => {
    const tokens = new LaunchTokens(head, 0)
    let launches = 0
    for (let second = 0; second < 300; second++) {
      if (second * SECOND === tokens.refreshAt) tokens.refresh(second * SECOND)
      for (let tries = 0; tries < 50; tries++) if (tokens.take()) launches += 1
    }
    // 300 s are ten periods: 1000 launches, 3.33 a second.
    expect(launches).toBe(1000)
  })
})
