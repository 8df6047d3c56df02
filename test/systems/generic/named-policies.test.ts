import { expect, test } from 'vitest'
import {
  orderNamed,
  orders,
  type PolicyFiles,
  placementNamed,
  placements,
  preemptionNamed,
  preemptions,
  ruleFrom,
  rules,
  scoresMachines,
  shareNamed,
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

const compare = (a: number, b: number) => a - b
const files: PolicyFiles = {
  mine: {
    order: { name: 'mine', compare },
    place: { name: 'mine', place: () => 0 } as never,
    share: { name: 'mine' } as never,
  },
  scoring: { score: { name: 'scoring', score: () => 1 } as never },
}

test('policies are found by their names, those of the house first, and then those of files', () => {
  expect(orderNamed('mine', files)).toBe(files['mine']!.order)
  expect(orderNamed('fifo', files)).not.toBe(files['mine']!.order)
  expect(shareNamed('mine', files)).toBe(files['mine']!.share)
  expect(placementNamed('first-fit', files)).toBe(placements['first-fit']!.policy)
  expect((placementNamed('mine', files) as () => unknown)()).toBe(files['mine']!.place)
  expect(placementNamed('scoring', files)).toBeTypeOf('function')
  // Over an attribute tasks are spread by a score, of the house or of a file.
  expect(placementNamed('best-fit', files, 'rack')).not.toBe(placements['best-fit']!.policy)
  expect(placementNamed('scoring', files, 'rack')).toBeTypeOf('function')
  expect(preemptionNamed(undefined)).toBeNull()
  expect(preemptionNamed('lowest-priority-first')).not.toBeNull()
})

test('a policy that there is not is refused with those that there are', () => {
  const known = (policies: object) => Object.keys(policies).join(', ')
  const sentence = (what: string, of: string) =>
    `No ${what} policy is called 'none'; known are ${of}, or name a policy file that exports '${what}'.`
  expect(() => orderNamed('none', files)).toThrow(sentence('order', known(orders)))
  expect(() => shareNamed('none', files)).toThrow(sentence('share', known(shares)))
  expect(() => placementNamed('none', files)).toThrow(sentence('place', known(placements)))
  expect(() => ruleFrom({ name: 'none' } as never, files)).toThrow(sentence('rule', known(rules)))
  expect(() => preemptionNamed('none')).toThrow(sentence('preemption', known(preemptions)))
  // A placement that does not score cannot spread, whosever it is.
  const scoring = sentence('scoring place', 'best-fit, worst-fit, alignment')
  expect(() => placementNamed('none', files, 'rack')).toThrow(scoring)
  expect(() => placementNamed('first-fit', files, 'rack')).toThrow('best-fit, worst-fit, alignment')
  expect(() => placementNamed('mine', files, 'rack')).toThrow('best-fit, worst-fit, alignment')
})
