import { expect, it } from 'vitest'
import { isMet } from '../../../../systems/kubernetes/controllers/success-policy.ts'
import type { SuccessRule } from '../../../../systems/kubernetes/objects/job.ts'

const rule = (
  succeededIndexes: SuccessRule['succeededIndexes'],
  succeededCount: number | null,
): SuccessRule => ({
  succeededIndexes,
  succeededCount,
})
const some = rule(
  [
    [0, 1],
    [4, 4],
  ],
  null,
)

it.each<[what: string, rules: SuccessRule[], succeeded: number[], met: boolean]>([
  ['no rule', [], [0, 1, 2], false],
  ['as many as are asked for, whichever', [rule(null, 2)], [3, 5], true],
  ['fewer than are asked for', [rule(null, 2)], [3], false],
  ['a rule that asks for nothing', [rule(null, null)], [3], false],
  ['all of those that are named', [some], [0, 1, 4, 7], true],
  ['not all of those that are named', [some], [0, 4, 7, 8], false],
  ['as many of those that are named', [{ ...some, succeededCount: 2 }], [0, 4, 7], true],
  ['too few of those that are named', [{ ...some, succeededCount: 2 }], [4, 5, 7], false],
  ['one rule of two', [some, rule(null, 1)], [9], true],
])('%s', (_, rules, succeeded, met) => {
  expect(isMet(rules, new Set(succeeded))).toBe(met)
})
