import { expect, test } from 'vitest'
import * as schema from '../../../bench/experiment/system-schema.ts'
import { orders, placements, rules, shares } from '../../../systems/generic/named-policies.ts'

test('an experiment can name every order, placement and share that there is, and no other', () => {
  expect([...schema.orders].sort()).toEqual(Object.keys(orders).sort())
  expect([...schema.places].sort()).toEqual(Object.keys(placements).sort())
  expect([...schema.shares].sort()).toEqual(Object.keys(shares).sort())
})

test('rules have names that policy files may not take', () => {
  expect(rules).toEqual(['max-per-machine', 'avoid-last'])
})
