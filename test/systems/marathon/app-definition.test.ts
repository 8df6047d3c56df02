import { describe, expect, it } from 'vitest'
import { conductDefaults } from '../../../systems/marathon/app-definition.ts'

describe('an app definition that says nothing', () => {
  it('waits up to an hour in 1.3 and up to five minutes at head, growing by 15 % a failure', () => {
    expect(conductDefaults('1.3').backoff).toEqual({ backoff: 1e6, factor: 1.15, maxLaunchDelay: 3600e6 })
    expect(conductDefaults('head').backoff.maxLaunchDelay).toBe(300e6)
  })

  it('knows what to do with unreachable instances at head only', () => {
    expect(conductDefaults('1.3').unreachable).toBeNull()
    expect(conductDefaults('head').unreachable).toEqual({ inactiveAfter: 0, expungeAfter: 0 })
  })
})
