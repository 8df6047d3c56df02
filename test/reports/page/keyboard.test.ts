import { describe, expect, it } from 'vitest'
import { moved } from '../../../reports/page/keyboard.ts'

describe('keys in a chart', () => {
  // Three rows, the first of which is a heading.
  const rows = (key: string, at: number | null) =>
    moved(at === null ? null : { index: at, dataset: 0 }, key, [3], true, ({ index }) => index > 0)?.index

  it('walk over rows both ways, pass over headings and stop at the ends', () => {
    expect(rows('ArrowRight', null)).toBe(1)
    expect(rows('ArrowDown', 1)).toBe(2)
    expect(rows('ArrowDown', 2)).toBe(2)
    expect(rows('ArrowUp', 2)).toBe(1)
    expect(rows('ArrowUp', 1)).toBe(1)
    expect(rows('End', 1)).toBe(2)
    expect(rows('Home', 2)).toBe(1)
  })

  it('change the curve up and down where each is read alone, at the same share of its points', () => {
    const all = () => true
    expect(moved({ index: 10, dataset: 0 }, 'ArrowDown', [21, 5], false, all)).toEqual({
      index: 2,
      dataset: 1,
    })
    expect(moved({ index: 2, dataset: 1 }, 'ArrowUp', [21, 5], false, all)).toEqual({ index: 10, dataset: 0 })
    expect(moved({ index: 3, dataset: 1 }, 'PageDown', [21, 5], false, all)).toEqual({ index: 4, dataset: 1 })
  })

  it('leave with Escape, and leave all other keys to the browser', () => {
    expect(moved({ index: 1, dataset: 0 }, 'Escape', [3], true, () => true)).toBeNull()
    expect(moved({ index: 1, dataset: 0 }, 'Tab', [3], true, () => true)).toBeUndefined()
  })
})
