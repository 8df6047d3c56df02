import { expect, it } from 'vitest'
import type { BestAnswer } from '../../../answers/selection/best.ts'
import { bestText } from '../../../answers/selection/best-text.ts'
import { definitionOf } from '../../../reports/samples.ts'

const undecided: BestAnswer = {
  axes: {},
  values: ['easy', 'fifo', 'random'],
  definition: definitionOf('wait_first_mean_s'),
  of: 'all',
  best: 0,
  surviving: [0, 1],
  because: 'no more seeds',
  seeds: 20,
  runs: 50,
  counts: [20, 20, 10],
  means: [4, 5, 90],
  eliminated: [{ system: 2, seeds: 10, by: 0 }],
  indifference: 0.5,
  bounded: [],
}

it('calls nothing the best that was not decided', () => {
  expect(bestText([undecided], 0.05)).toBe(`        wait_first_mean_s (s), mean  runs
easy                          4.000    20  may be the best
fifo                          5.000    20  may be the best
random                       90.000    10  given up after 10 seeds, for easy

Not decided after 20 seeds: easy, fifo may be the best by wait_first_mean_s. More --seeds, or a larger --indifference than 500 ms, would decide.
`)
})
