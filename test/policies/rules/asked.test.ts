import { expect, it } from 'vitest'
import { asked } from '../../../policies/rules/asked.ts'
import type { PlaceRule } from '../../../sim/contracts.ts'
import { Claims } from '../../../sim/world/claims.ts'
import { ALLOWED } from '../../../sim/world/reasons.ts'
import { idleCluster } from '../../support/idle-cluster.ts'
import { machinesOf } from '../../support/watched-run.ts'

const even: PlaceRule = {
  name: 'even',
  reason: 'the machine has an odd number',
  helpedBy: ['nothing'],
  allows: machine => machine % 2 === 0,
}

it('asks a rule of a policy file for every machine, and refuses with its reason', () => {
  const world = idleCluster(machinesOf(4, 1))
  const check = asked(even).prepare(0, new Claims(), world)!
  const against = world.reasons.number(even.reason)
  expect(against).not.toBe(ALLOWED)
  expect([0, 1, 2, 3].map(machine => check.allows(machine))).toEqual([ALLOWED, against, ALLOWED, against])
})

it('looks at the decision, and says what helps', () => {
  expect(asked(even)).toMatchObject({ name: 'even', reads: 'decision', helpedBy: 'nothing' })
  expect(asked({ ...even, helpedBy: ['nothing', 'task-ended'] }).helpedBy).toBe('task-ended')
})

it('reaches as far as the rule says, and says nothing where that says nothing', () => {
  expect(asked({ ...even, reach: machines => machines - 1 }).reach!(4)).toBe(3)
  expect('reach' in asked(even)).toBe(false)
})
