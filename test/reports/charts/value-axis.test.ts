import { expect, it } from 'vitest'
import { valueAxis } from '../../../reports/charts/value-axis.ts'

const interval = (mean: number, half: number) => ({ n: 2, mean, low: mean - half, high: mean + half })

it('ends at 100 % where shares come near it, though an interval goes on, and says that it is cut', () => {
  const axis = valueAxis([interval(0.974, 0.034), interval(0.33, 0.01)] as never, 'share', 'busy', 'y')
  expect(axis.options).toMatchObject({ min: 0, max: 100 })
  expect(axis.cuts).toBe(true)
})

it('is as long as small shares need', () => {
  const axis = valueAxis([interval(0.2, 0.1), interval(0.1, 0.01)] as never, 'share', 'locked', 'y')
  expect(axis.options).not.toHaveProperty('max')
  expect(axis.cuts).toBe(false)
})

it('says where zeros stand on a logarithmic axis that goes up', () => {
  const means = [interval(0, 0), interval(4, 1), interval(200, 1)] as never
  // A third of the lowest whisker, 3 s, and the round duration below.
  expect(valueAxis(means, 's', 'wait', 'y').options).toMatchObject({ min: 1, zeroAt: 1 })
  expect(valueAxis([interval(4, 1), interval(200, 1)] as never, 's', 'wait', 'y').options).not.toHaveProperty(
    'zeroAt',
  )
})
