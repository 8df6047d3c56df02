import { expect, it } from 'vitest'
import { Streams } from '../../../sim/chance/random.ts'
import { weightedShuffle } from '../../../systems/mesos/random-sorter.ts'

const random = () => new Streams('oak').stream('shuffle')

it('a heavy item comes first as often as it weighs', () => {
  // 3 of 4; 0.75 ± 0.04 in 2000 draws is four standard errors.
  const stream = random()
  let first = 0
  for (let i = 0; i < 2000; i++)
    if (weightedShuffle(['heavy', 'light'], [3, 1], stream)[0] === 'heavy') first++
  expect(Math.abs(first / 2000 - 0.75)).toBeLessThan(0.04)
})

it('all items are there, and those of equal keys in the order that they had', () => {
  const items = Array.from({ length: 20 }, (_, i) => i)
  expect(
    weightedShuffle(
      items,
      items.map(() => 1),
      random(),
    ).sort((a, b) => a - b),
  ).toEqual(items)
  // Without end each weighs nothing else than the others.
  expect(
    weightedShuffle(
      items,
      items.map(() => Number.POSITIVE_INFINITY),
      random(),
    ),
  ).toEqual(items)
})
