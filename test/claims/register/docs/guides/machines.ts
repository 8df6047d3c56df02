import { claim, test } from '../../../claim.ts'

export const claims = [
  claim(
    'Machines are numbered from {1}, in the order of `machines`, here',
    test('test/bench/experiment/axes.test.ts', 'of a list of events names no machine that there is not'),
  ),
]
