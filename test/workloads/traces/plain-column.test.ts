import { expect, it } from 'vitest'
import { PlainColumn } from '../../../workloads/traces/plain-column.ts'

it('gives back one value, or several in a row, whatever becomes of the column that they came from', () => {
  const batch = Int32Array.of(4, 5, 6, 7)
  const column = new PlainColumn(batch, 3)
  batch.fill(0)
  expect([column.at(0), column.at(2), column.values.length]).toEqual([4, 6, 3])
  const into = new Float64Array(4)
  column.copyTo(into, 1, 2, 0)
  column.copyTo(into, 0, 3, 1)
  expect([...into]).toEqual([5, 4, 5, 6])
})
