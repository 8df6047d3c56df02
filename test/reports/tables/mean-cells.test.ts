import { expect, it } from 'vitest'
import { scaleOf } from '../../../reports/quantities.ts'
import { meanCells } from '../../../reports/tables/mean-cells.ts'

const cells = (...column: readonly (readonly [mean: number, half: number])[]) =>
  meanCells(
    column.map(([mean, half]) => ({ mean, low: mean - half, high: mean + half, n: 10 })),
    scaleOf('ratio', []),
    10,
  )

it('says as much in each cell as its own spread bears', () => {
  expect(cells([25.97, 9.84], [3.39, 1.77], [1.12, 0.2], [15.99, 2.04])).toEqual([
    '26.0 ± 9.8',
    '3.4 ± 1.8',
    '1.12 ± 0.20',
    '16.0 ± 2.0',
  ])
  expect(cells([3.519, 0.89], [0, 0], [0.047, 0.063])).toEqual(['3.52 ± 0.89', '0', '0.047 ± 0.063'])
  expect(cells([100, 10], [812.3, 0.04])).toEqual(['100 ± 10', '812.30 ± 0.04'])
})

it('rounds to whole tens or hundreds where the spread is so wide', () => {
  expect(cells([4214, 1586], [1313, 65], [31, 127], [25, 21])).toEqual([
    '4,200 ± 1,600',
    '1,313 ± 65',
    '30 ± 130',
    '25 ± 21',
  ])
})

it('keeps three digits of what has no spread, in a column of which no value has one with the same decimals', () => {
  expect(cells([922, 610], [224.4, 0], [22.4, 0])).toEqual(['920 ± 610', '224 ± 0', '22.4 ± 0'])
  expect(cells([12.5, 0], [0.25, 0], [0, 0])).toEqual(['12.5 ± 0', '0.250 ± 0', '0'])
  expect(cells([0.25, 0], [0.5, 0], [1, 0])).toEqual(['0.25 ± 0', '0.50 ± 0', '1.00 ± 0'])
  expect(cells([12.5, 0], [1.25, 0])).toEqual(['12.50 ± 0', '1.25 ± 0'])
})
