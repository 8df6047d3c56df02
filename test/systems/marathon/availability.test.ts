import { describe, expect, it } from 'vitest'
import { isUsable } from '../../../systems/marathon/availability.ts'

describe('an offer of an agent with maintenance from 100 to 150', () => {
  it('is used until 20 before, and again after', () => {
    const unavailability = { start: 100, duration: 50 }
    expect([80, 81, 150, 151].map(now => isUsable(unavailability, now, 20))).toEqual([
      true,
      false,
      false,
      true,
    ])
  })

  it('is never used again when there is no end, and always without maintenance', () => {
    expect(isUsable({ start: 100 }, 1e15, 0)).toBe(false)
    expect(isUsable(undefined, 1e15, 0)).toBe(true)
  })
})
