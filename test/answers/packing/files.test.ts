import { expect, it } from 'vitest'
import { packingCharts } from '../../../answers/packing/files.ts'

it('draws in how many trials so much fits, and growth in whole per cent', () => {
  const charts = packingCharts([
    {
      axes: { system: 'monolithic' },
      machines: 4,
      compaction: { found: [3, 4], answer: 4 },
      inflation: { found: [0.56, 0.07], answer: 0.07 },
    },
  ])
  expect(charts.map(({ id, table }) => [id, table.rows])).toEqual([
    // 3 machines do in one of the two trials, 4 in both, 2 in none; 7 % more fit in both, 56 % in one, 57 % in none.
    [
      'compaction',
      [
        ['monolithic', 2, 0],
        ['monolithic', 3, 0.5],
        ['monolithic', 4, 1],
      ],
    ],
    [
      'inflation',
      [
        ['monolithic', 0, 1],
        ['monolithic', 7, 1],
        ['monolithic', 56, 0.5],
        ['monolithic', 57, 0],
      ],
    ],
  ])
})

it('draws a step where all trials agree, and counts those in which nothing fits', () => {
  const rowsOf = (inflation: readonly (number | undefined)[]) =>
    packingCharts([
      { axes: { system: 'a' }, machines: 4, inflation: { found: inflation, answer: undefined } },
    ]).map(({ table }) => table.rows.map(row => row.slice(1)))
  expect(rowsOf([0.24, 0.24, 0.24])).toEqual([
    [
      [0, 1],
      [24, 1],
      [25, 0],
    ],
  ])
  // Two of three trials have room for the workload as it is; nothing beyond eleven times was looked for.
  expect(rowsOf([10, undefined, 0])).toEqual([
    [
      [0, 2 / 3],
      [1000, 1 / 3],
    ],
  ])
  expect(rowsOf([undefined])).toEqual([])
})
