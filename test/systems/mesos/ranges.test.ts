import { expect, it } from 'vitest'
import { covers, joined, type Range, without } from '../../../systems/mesos/ranges.ts'

it.each<[string, readonly Range[], readonly Range[]]>([
  [
    'overlap',
    [
      [5, 9],
      [1, 6],
    ],
    [[1, 9]],
  ],
  [
    'touch',
    [
      [1, 2],
      [3, 4],
    ],
    [[1, 4]],
  ],
  [
    'lie inside each other',
    [
      [1, 9],
      [2, 3],
    ],
    [[1, 9]],
  ],
])('ranges that %s are joined', (_, ranges, expected) => {
  expect(joined(ranges)).toEqual(expected)
})

it('ranges with a number between them stay apart', () => {
  expect(
    joined([
      [4, 5],
      [1, 2],
    ]),
  ).toEqual([
    [1, 2],
    [4, 5],
  ])
})

it.each<[string, readonly Range[], readonly Range[]]>([
  [
    'nothing that is there',
    [
      [1, 9],
      [21, 30],
    ],
    [[10, 20]],
  ],
  ['the beginning', [[5, 12]], [[13, 20]]],
  ['the end', [[20, 25]], [[10, 19]]],
  [
    'the middle',
    [[12, 12]],
    [
      [10, 11],
      [13, 20],
    ],
  ],
  ['all', [[10, 20]], []],
  [
    'two parts',
    [
      [10, 10],
      [15, 16],
    ],
    [
      [11, 14],
      [17, 20],
    ],
  ],
])('10 to 20 without %s is what is left', (_, taken, left) => {
  expect(without([[10, 20]], taken)).toEqual(left)
})

it('ranges cover others that lie in them with both ends', () => {
  const outer: readonly Range[] = [
    [1, 5],
    [8, 9],
  ]
  expect([
    covers(outer, [
      [1, 5],
      [9, 9],
    ]),
    covers(outer, [[5, 8]]),
    covers(outer, []),
  ]).toEqual([true, false, true])
})
