import { claim, test } from '../../../claim.ts'

export const claims = [
  claim(
    'How good a machine is for a task of a job, from {0} to {100}.',
    test('test/bench/policy-file/policy-guard.test.ts', 'is told what was expected'),
  ),
]
