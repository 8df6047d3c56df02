import { exitCodes } from '../../../../../cli/exit.ts'
import { TOLERANCE } from '../../../../../conformance/compare.ts'
import { claim, test, worked } from '../../../claim.ts'

export const claims = [
  claim(
    'code {0} if all is well, {1} if a case failed or cannot be asked, and {2} if the input is wrong',
    worked(() => [exitCodes.ok, exitCodes.runFailed, exitCodes.wrongInput]),
    test('test/cli/conformance.test.ts', 'says what passed, what failed and how, and what it cannot ask'),
  ),
  claim(
    'Numbers are equal to {10⁻⁹}, or to the `tolerance` of the case',
    worked(() => [TOLERANCE]),
    test('test/conformance/compare.test.ts', 'is compared to a billionth where nothing else is said'),
  ),
]
