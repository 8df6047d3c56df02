import { expect, it } from 'vitest'
import { padded, textWidth } from '../../reports/text-width.ts'

it('counts columns of a terminal', () => {
  // Four Han, two fullwidth, an emoji; an e with a mark of its own, and one with a joiner behind it.
  expect(
    ['monolithic', '≥ 4,200 ± 1,600', '待ち時間', 'ＡＢ', '🚀', 'e\u0301', 'a\u200db', '한글', ''].map(
      textWidth,
    ),
  ).toEqual([10, 15, 8, 4, 2, 1, 2, 4, 0])
})

it('pads to so many columns', () => {
  expect([padded('待ち', 6, 'left'), padded('待ち', 6, 'right'), padded('long', 2, 'left')]).toEqual([
    '待ち  ',
    '  待ち',
    'long',
  ])
})
