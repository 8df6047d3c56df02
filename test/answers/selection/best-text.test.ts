import { expect, it } from 'vitest'
import type { BestAnswer } from '../../../answers/selection/best.ts'
import { bestSentences, bestText } from '../../../answers/selection/best-text.ts'
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
  withheld: [],
  exact: false,
  same: false,
}

it('calls nothing the best that was not decided', () => {
  expect(bestText([undecided], 0.05)).toBe(`        wait_first_mean_s (s), mean  runs
easy                          4.000    20  may be the best
fifo                          5.000    20  may be the best
random                       90.000    10  given up after 10 seeds, for easy

Not decided after 20 seeds: easy, fifo may be the best by wait_first_mean_s. More --seeds, or a larger --indifference than 500 ms, would decide.
`)
})

const decided: BestAnswer = {
  ...undecided,
  surviving: [0],
  because: 'one left',
  eliminated: [
    { system: 2, seeds: 10, by: 0 },
    { system: 1, seeds: 20, by: 0 },
  ],
}

it('gives no verdict where less was seen of the best, and says why', () => {
  const cut = { ...decided, bounded: ['easy'], withheld: ['fifo', 'random'] }
  expect(bestText([cut], 0.05)).toBe(`        wait_first_mean_s (s), mean  runs
easy                          4.000    20  no verdict
fifo                          5.000    20  no verdict
random                       90.000    10  no verdict

easy has the lowest mean wait_first_mean_s after 50 runs. No verdict against fifo and random: whoever is lower may be so only because more of its jobs had not started, or not ended, when the run did.
`)
})

it('says that bounds of the others are no less than what is said', () => {
  expect(bestSentences({ ...decided, bounded: ['random'] }, 0.05)).toEqual([
    'easy is best by wait_first_mean_s, or within 500 ms of the best, with 95 % confidence, after 50 runs (Kim and Nelson 2001).',
    'Jobs were cut off by the end of runs of random: their numbers are at least what is said.',
  ])
  expect(bestSentences({ ...decided, bounded: ['easy', 'random'] }, 0.05)[1]).toBe(
    'Jobs were cut off by the end of runs of easy, random: their numbers are at least what is said, and the choice is about what happened until then.',
  )
})

it('claims no confidence for systems of which all seeds are the same', () => {
  const same: BestAnswer = { ...undecided, because: 'within indifference', same: true }
  expect(bestText([same], 0.05)).toMatch(/^.*\neasy .* the same\nfifo .* the same\nrandom .* given up/)
  expect(bestSentences(same, 0.05)).toEqual([
    'easy and fifo have the same wait_first_mean_s in each of 20 seeds, which do not tell them apart: either will do, as far as these seeds show.',
  ])
})

it('calls exact what nothing is drawn at random for', () => {
  expect(bestSentences({ ...decided, exact: true, means: [4, 4, 90] }, 0.05)).toEqual([
    'easy has the lowest wait_first_mean_s, as has fifo; nothing is drawn at random in these runs, so that is exact.',
  ])
})
