import { expect, it } from 'vitest'
import { inPerCent } from '../../../answers/capacity/words.ts'

it('are per cent without what binary fractions add', () => {
  // 0.56 · 100 is 56.00000000000001, and 0.07 · 100 is 7.000000000000001.
  expect([0.56, 0.07, 0.125].map(inPerCent)).toEqual([56, 7, 12.5])
})
