import { describe, expect, it } from 'vitest'
import { styleOf } from '../../../reports/charts/palette.ts'

describe('styles of systems', () => {
  it('differ for sixteen systems, by colour for eight of them', () => {
    const styles = Array.from({ length: 16 }, (_, i) => styleOf(i))
    expect(new Set(styles.slice(0, 8).map(({ colour }) => colour)).size).toBe(8)
    expect(new Set(styles.map(({ colour, shape }) => colour + shape)).size).toBe(16)
  })
})
