import { expect, test } from 'vitest'
import {
  orders,
  placements,
  preemptions,
  rules,
  scoresMachines,
  shares,
} from '../../../systems/generic/named-policies.ts'

test('every policy says in a line what it does', () => {
  for (const named of [orders, placements, shares, preemptions, rules])
    for (const [name, { says }] of Object.entries(named)) expect(says, name).toMatch(/^\w.{15,}[^.]$/)
})

test('rules have names that policy files may not take', () => {
  expect(Object.keys(rules)).toEqual(['max-per-machine', 'avoid-last'])
})

test('tasks can be spread where machines are scored, and not where they are drawn or taken in turn', () => {
  expect(Object.keys(placements).filter(scoresMachines)).toEqual(['best-fit', 'worst-fit', 'alignment'])
  expect(scoresMachines('constructor')).toBe(false)
})
