import { expect, test } from 'vitest'
import { valueNames } from '../../../reports/charts/systems.ts'

test('systems and policies are called by their names', () => {
  expect(valueNames('system', ['offers', '2-level'])).toEqual(['offers', '2-level'])
  expect(valueNames('order', ['fifo', 'easy'])).toEqual(['fifo', 'easy'])
})

test('numbers, durations and what is on or off say what they are values of', () => {
  expect(valueNames('refuse-seconds', [5, 120])).toEqual(['refuse-seconds 5', 'refuse-seconds 120'])
  expect(valueNames('until', ['10 min', '20 min'])).toEqual(['until 10 min', 'until 20 min'])
  expect(valueNames('preempt', [true, false])).toEqual(['preempt on', 'preempt off'])
})

test('only the first says it where all together would not fit on a line', () => {
  // 26, 27, 27 and 26 characters: more than 60.
  expect(valueNames('mean-time-to-failure', ['never', '50 min', '10 min', '2 min'])).toEqual([
    'mean-time-to-failure never',
    '50 min',
    '10 min',
    '2 min',
  ])
})
