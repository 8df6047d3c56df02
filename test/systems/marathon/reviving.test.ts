import { describe, expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import { marathon13 } from '../../../systems/marathon/flags.ts'
import { Reviving } from '../../../systems/marathon/reviving.ts'

describe('reviving', () => {
  it('happens at once, but not twice in five seconds', () => {
    const reviving = new Reviving(marathon13)
    expect(reviving.nextAt(0)).toBe(NEVER)
    reviving.wanted()
    expect(reviving.nextAt(7)).toBe(7)
    reviving.revived(7)
    expect(reviving.nextAt(8)).toBe(7 + 5 * SECOND)
  })

  it('happens three times in 1.3, unless nothing is wanted any more', () => {
    const reviving = new Reviving(marathon13)
    reviving.wanted()
    const times: number[] = []
    for (let at = reviving.nextAt(0); at !== NEVER; at = reviving.nextAt(at)) {
      times.push(at / SECOND)
      reviving.revived(at)
    }
    expect(times).toEqual([0, 5, 10])
    reviving.wanted()
    reviving.unwanted()
    expect(reviving.nextAt(0)).toBe(NEVER)
  })
})
