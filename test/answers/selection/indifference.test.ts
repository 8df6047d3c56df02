import { expect, it } from 'vitest'
import { readIndifference, unitFault } from '../../../answers/selection/indifference.ts'
import { definitionOf } from '../../../reports/samples.ts'

it('is a share of the baseline, a time, percentage points or a plain number', () => {
  expect(['1%', '5 s', '2 min', '0.5 pp', '2 percentage points', '0.01'].map(readIndifference)).toMatchObject(
    [
      { is: 'relative', value: 0.01 },
      { is: 'time', value: 5 },
      { is: 'time', value: 120 },
      { is: 'points', value: 0.005 },
      { is: 'points', value: 0.02 },
      { is: 'plain', value: 0.01 },
    ],
  )
  for (const text of ['', '0', '-1', '0 pp', 'pp', '5 parsecs', '-3 s', '0%'])
    expect(() => readIndifference(text), text).toThrow('expected a difference above 0')
})

it('is no time where the headline is none, and no percentage points of what is no share', () => {
  const [time, points] = [readIndifference('5 s'), readIndifference('0.5 pp')]
  const [wait, available] = [definitionOf('wait_first_mean_s'), definitionOf('available_share')]
  expect([unitFault(time, wait), unitFault(points, available)]).toEqual([undefined, undefined])
  expect(unitFault(time, available)).toBe(
    '--indifference 5 s: found a time where the headline is available_share, expected 1% of the baseline, or a difference in the number\'s own unit, such as --indifference "0.5 pp".',
  )
  expect(unitFault(points, wait)).toMatch(/^--indifference 0.5 pp: found percentage points/)
})
