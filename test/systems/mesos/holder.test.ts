import { expect, test } from 'vitest'
import { holderOf } from '../../../systems/mesos/holder.ts'

test('the same names are the same holder, and others have other numbers', () => {
  const holders = [holderOf('a', 'r'), holderOf('a', 's'), holderOf('b', 'r'), holderOf('b', 's')]
  expect(holders.map(({ framework, role }) => `${framework} ${role}`)).toEqual(['a r', 'a s', 'b r', 'b s'])
  expect(new Set(holders.map(({ number }) => number)).size).toBe(4)
  expect(holderOf('b', 'r')).toBe(holders[2])
})
