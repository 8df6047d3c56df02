import { claim, test } from '../../../claim.ts'

export const claims = [
  claim(
    'A `†` marks a difference whose own interval leaves 0 out, but that is not enough',
    test(
      'test/reports/statistics/comparison.test.ts',
      'marks a difference that only its interval alone would show',
    ),
  ),
]
