import { describe, expect, it } from 'vitest'
import { isCounted, isResident } from '../../../systems/marathon/app.ts'

describe('an app', () => {
  it('counts for its constraints only instances since its configuration last changed', () => {
    expect([1, 2, 3].map(version => isCounted(version, 2))).toEqual([false, true, true])
  })

  it('is resident when it has persistent volumes', () => {
    expect(isResident({ volumes: [] })).toBe(false)
    expect(isResident({ volumes: [{ type: 'root', size: 1, constraints: [] }] })).toBe(true)
  })
})
