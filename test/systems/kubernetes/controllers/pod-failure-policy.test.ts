import { describe, expect, it } from 'vitest'
import { actionOn, type PodFailure } from '../../../../systems/kubernetes/controllers/pod-failure-policy.ts'
import type { PodFailureRule } from '../../../../systems/kubernetes/objects/job.ts'

const failed = (codes: Readonly<Record<string, number>>, ...conditions: readonly string[]): PodFailure => ({
  exitCodes: new Map(Object.entries(codes)),
  conditions,
})
const byCode = (
  operator: 'In' | 'NotIn',
  values: readonly number[],
  container: string | null = null,
): PodFailureRule => ({
  action: 'FailJob',
  onExitCodes: { container, operator, values },
  onConditions: [],
})
const byCondition = (status: 'True' | 'False', type = 'DisruptionTarget'): PodFailureRule => ({
  action: 'Ignore',
  onExitCodes: null,
  onConditions: [{ type, status }],
})

describe('a rule for exit codes', () => {
  it.each<[string, PodFailureRule, PodFailure, boolean]>([
    ['one of its codes', byCode('In', [3, 42]), failed({ a: 42 }), true],
    ['another code', byCode('In', [3, 42]), failed({ a: 1 }), false],
    ['any code but its own', byCode('NotIn', [3]), failed({ a: 1 }), true],
    ['its own where it wants others', byCode('NotIn', [3]), failed({ a: 3 }), false],
    ['one container of two', byCode('In', [3]), failed({ a: 1, b: 3 }), true],
    ['another container than the one that it names', byCode('In', [3], 'a'), failed({ a: 1, b: 3 }), false],
    ['the container that it names', byCode('In', [3], 'b'), failed({ a: 1, b: 3 }), true],
    // 0 is a success, and no reason for a failure.
    ['nothing but successes', byCode('NotIn', [3]), failed({ a: 0 }), false],
    ['no container at all', byCode('NotIn', [3]), failed({}), false],
  ])('matches, or not, %s', (_, rule, failure, matches) => {
    expect(actionOn(failure, [rule])).toBe(matches ? 'FailJob' : 'Count')
  })
})

it('a rule for conditions matches one that is true', () => {
  const disrupted = failed({ a: 137 }, 'DisruptionTarget')
  expect(actionOn(disrupted, [byCondition('True')])).toBe('Ignore')
  expect(actionOn(disrupted, [byCondition('False')])).toBe('Count')
  expect(actionOn(disrupted, [byCondition('True', 'Ready')])).toBe('Count')
  expect(actionOn(failed({ a: 1 }), [byCondition('True')])).toBe('Count')
})

it('the first rule that matches counts', () => {
  const both = [byCondition('True'), byCode('In', [137])]
  expect(actionOn(failed({ a: 137 }, 'DisruptionTarget'), both)).toBe('Ignore')
  expect(actionOn(failed({ a: 137 }), both)).toBe('FailJob')
  expect(actionOn(failed({ a: 137 }), [])).toBe('Count')
})
