import { expect, it } from 'vitest'
import type { BestAnswer } from '../../../answers/selection/best.ts'
import { bestSentences, bestText } from '../../../answers/selection/best-text.ts'
import { definitionOf } from '../../../reports/samples.ts'

const undecided: BestAnswer = {
  axes: {},
  axis: 'system',
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
  intervals: [
    { mean: 4, low: 3.68, high: 4.32, n: 20 },
    { mean: 5, low: 4.6, high: 5.4, n: 20 },
    { mean: 90, low: 77, high: 103, n: 10 },
  ],
  eliminated: [{ system: 2, seeds: 10, by: 0 }],
  indifference: 0.5,
  bounded: [],
  withheld: [],
  exact: false,
  same: false,
}

it('calls nothing the best that was not decided', () => {
  expect(bestText([undecided], 0.05)).toBe(`        wait, first task, mean (s)  runs
easy                   4.00 ± 0.32    20  may be the best
fifo                   5.00 ± 0.40    20  may be the best
random                     90 ± 13    10  given up after 10 seeds, for easy

±: 95 % intervals of the means, by Student's t over the runs of each; each stands alone.

Not decided after 20 seeds: easy and fifo may be the best by the mean wait of a job for its first task. More --seeds, or a larger --indifference than 500 ms, would decide.
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
  expect(bestText([cut], 0.05)).toBe(`        wait, first task, mean (s)  runs
easy                 ≥ 4.00 ± 0.32    20  no verdict
fifo                   5.00 ± 0.40    20  no verdict
random                     90 ± 13    10  no verdict

±: 95 % intervals of the means, by Student's t over the runs of each; each stands alone.

easy has the lowest mean wait of a job for its first task after 50 runs. No verdict against fifo and random: whoever is lower may be so only because more of its jobs had not started, or not ended, when the run did.
`)
})

it('says that bounds of the others are no less than what is said', () => {
  expect(bestSentences({ ...decided, bounded: ['random'] }, 0.05)).toEqual([
    'easy is best by the mean wait of a job for its first task, or within 500 ms of the best, with 95 % confidence, after 50 runs (Kim and Nelson 2001).',
    'Jobs were cut off by the end of runs of random: their numbers are at least what is said.',
  ])
  expect(bestSentences({ ...decided, bounded: ['easy', 'random'] }, 0.05)[1]).toBe(
    'Jobs were cut off by the end of runs of easy and random: their numbers are at least what is said, and the choice is about what happened until then.',
  )
})

it('claims no confidence for systems of which all seeds are the same', () => {
  const same: BestAnswer = { ...undecided, because: 'within indifference', same: true }
  expect(bestText([same], 0.05)).toMatch(/^.*\neasy .* the same\nfifo .* the same\nrandom .* given up/)
  expect(bestSentences(same, 0.05)).toEqual([
    'easy and fifo have the same mean wait of a job for its first task in each of 20 seeds, which do not tell them apart: either will do, as far as these seeds show.',
  ])
})

it('calls exact what nothing is drawn at random for', () => {
  expect(bestSentences({ ...decided, exact: true, means: [4, 4, 90] }, 0.05)).toEqual([
    'easy has the lowest mean wait of a job for its first task, as has fifo; nothing is drawn at random in these runs, so that is exact.',
  ])
})

it('says of a share in percentage points what does not matter, and of what it is a share', () => {
  const share: BestAnswer = { ...decided, definition: definitionOf('available_share'), indifference: 0.0088 }
  expect(bestSentences(share, 0.05)[0]).toContain('or within 0.88 percentage points of the best')
  expect(bestSentences({ ...share, relative: { share: 0.01, of: 'fifo' } }, 0.05)[0]).toContain(
    'or within 0.88 percentage points (1 % of the mean of fifo) of the best',
  )
})

it('says which axis a value belongs to, and writes true and false as on and off', () => {
  const switched: BestAnswer = { ...decided, axis: 'preemption', values: [true, false, 'x'] }
  expect(bestSentences(switched, 0.05)[0]).toMatch(/^preemption on is best by /)
  expect(bestText([switched], 0.05)).toMatch(/\non .* best\noff .* given up after 20 seeds, for on\n/)
})
