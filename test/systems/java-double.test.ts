import { expect, it } from 'vitest'
import { javaDouble } from '../../systems/java-double.ts'

it.each([
  [0, '0.0'],
  [1, '1.0'],
  [-3, '-3.0'],
  [0.5, '0.5'],
  [0.001, '0.001'],
  [0.0009, '9.0E-4'],
  [9_999_999, '9999999.0'],
  [10_000_000, '1.0E7'],
  [-12_500_000, '-1.25E7'],
  [1.5e-10, '1.5E-10'],
])('Java writes %d as %s', (value, text) => {
  expect(javaDouble(value)).toBe(text)
})
