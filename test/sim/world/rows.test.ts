import { describe, expect, it } from 'vitest'
import { longer, Rows } from '../../../sim/world/rows.ts'

describe('rows', () => {
  const table = (capacity: number) => {
    const grown: number[] = []
    return { rows: new Rows(capacity, size => grown.push(size)), grown }
  }

  it('are handed out in order, and those that were given back first, the newest of them first', () => {
    const { rows } = table(4)
    expect([rows.take(), rows.take(), rows.take()]).toEqual([0, 1, 2])
    rows.release(0)
    rows.release(2)
    expect([rows.live, rows.used]).toEqual([1, 3])
    expect([rows.take(), rows.take(), rows.take()]).toEqual([2, 0, 3])
    expect([rows.live, rows.used]).toEqual([4, 4])
  })

  it('grow to twice as many when all are taken, and not before', () => {
    const { rows, grown } = table(2)
    expect(grown).toEqual([2])
    rows.take()
    rows.take()
    rows.release(1)
    rows.take()
    expect([grown, rows.capacity]).toEqual([[2], 2])
    expect([rows.take(), rows.take(), rows.take()]).toEqual([2, 3, 4])
    expect([grown, rows.capacity, rows.used]).toEqual([[2, 4, 8], 8, 5])
    // All of them come back, which is more than there were at first, and are handed out again.
    for (const row of [0, 1, 2, 3, 4]) rows.release(row)
    expect(Array.from({ length: 6 }, () => rows.take())).toEqual([4, 3, 2, 1, 0, 5])
    expect(grown).toEqual([2, 4, 8])
  })
})

describe('a longer copy', () => {
  it('has the same values, zeros after them, and is of the same kind', () => {
    const column = Float64Array.of(1.5, -2)
    const copy = longer(column, 4)
    expect(copy).toEqual(Float64Array.of(1.5, -2, 0, 0))
    copy[0] = 9
    expect(column[0]).toBe(1.5)
    expect(longer(Uint8Array.of(7), 2)).toEqual(Uint8Array.of(7, 0))
  })
})
