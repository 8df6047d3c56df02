import { expect, it } from 'vitest'
import { FreeNumbers } from '../../../../policies/root/offers/free-numbers.ts'

const take = (numbers: FreeNumbers, count: number) => Array.from({ length: count }, () => numbers.take())

it('are given out from 0, and the smallest that came back before a new one', () => {
  const numbers = new FreeNumbers()
  expect(take(numbers, 4)).toEqual([0, 1, 2, 3])
  for (const number of [2, 0, 3]) numbers.release(number)
  expect(take(numbers, 5)).toEqual([0, 2, 3, 4, 5])
})

it('come back in any order', () => {
  // 13 and 30 have no common divisor: 0, 13, 26, 9, 22 … are all thirty numbers.
  const numbers = new FreeNumbers()
  take(numbers, 30)
  for (let i = 0; i < 30; i++) numbers.release((13 * i) % 30)
  expect(take(numbers, 10)).toEqual([...Array(10).keys()])
  for (const number of [7, 1, 4]) numbers.release(number)
  expect(take(numbers, 24)).toEqual([1, 4, 7, ...Array.from({ length: 20 }, (_, i) => 10 + i), 30])
})
