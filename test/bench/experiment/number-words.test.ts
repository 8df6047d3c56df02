import { expect, test } from 'vitest'
import { numberOf } from '../../../bench/experiment/number-words.ts'

test('a number is meant by its name, or by the words of a goal', () => {
  const meant = (words: string) => numberOf(words, words)
  expect(meant('p95 wait')).toBe('wait_first_p95_s')
  expect(meant('median last wait')).toBe('wait_last_p50_s')
  expect(meant('largest slowdown')).toBe('bounded_slowdown_max')
  expect(meant('availability')).toBe('available_share')
  expect(meant('makespan_s')).toBe('makespan_s')
  expect(meant('wait')).toMatchObject({ expected: 'which of its values' })
  expect(meant('availibility')).toMatchObject({ remedy: 'did you mean "availability"?' })
})
