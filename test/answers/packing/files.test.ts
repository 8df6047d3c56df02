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
    // 3 machines do in one of the two trials, 4 in both; 7 % more fit in both, 56 % in one.
    [
      'compaction',
      [
        ['monolithic', 3, 0.5],
        ['monolithic', 4, 1],
      ],
    ],
    [
      'inflation',
      [
        ['monolithic', 7, 1],
        ['monolithic', 56, 0.5],
      ],
    ],
  ])
})
