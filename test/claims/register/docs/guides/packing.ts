import { PICKY, SHARE, TRIALS } from '../../../../../answers/packing/defaults.ts'
import { growing } from '../../../../../workloads/synthetic/growing.ts'
import { claim, test, worked } from '../../../claim.ts'

const byHand = test('test/cli/pack.test.ts', 'finds by hand’s count')

export const claims = [
  claim('The tasks of 3 cores need a large machine each', byHand),
  claim('up to the second large one: 2, 3 or all 4', byHand),
  claim(
    'Grown by 24 %, two tasks are {2.48}, which is rounded to {2}',
    worked(() => [2 * 1.24, growing(1.24)(2)]),
  ),
  claim(
    'by 25 % they are {2.5}, and the third',
    worked(() => [2 * 1.25]),
  ),
  claim(
    'Each of {11} trials',
    worked(() => [TRIALS]),
  ),
  claim(
    'holds in {90} % of the trials',
    worked(() => [100 * SHARE]),
  ),
  claim(
    'at most {0.2} % of the jobs (`--picky`)',
    worked(() => [100 * PICKY]),
  ),
]
