import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { claim, test, worked } from '../../../claim.ts'
import { constantIn } from '../../../source-constant.ts'

const RUNS = '../shared/reference/omega/runs.json.gz'
const suite = 'test/conformance/omega.test.ts'
const runs = () =>
  (JSON.parse(gunzipSync(readFileSync(RUNS)).toString()) as { runs: readonly unknown[] }).runs.length

/** The runs whose titles say that the order of simultaneous events decides. */
const decidedByTies = () => {
  const listed = /wereDecidedByTies = \[([\s\S]*?)\]/.exec(readFileSync(suite, 'utf8'))?.[1] ?? ''
  return listed.split('\n').filter(line => line.includes("'")).length
}
const hopeless = 'policies/root/scheduler/hopeless.ts'

export const claims = [
  claim(
    'the tests hold them to {87} of its runs',
    worked(() => [runs()], 'rounded', RUNS),
    test(suite, '87 runs of the Omega simulator'),
  ),
  claim('In those 87 runs that shows in the last digits only', test(suite, '87 runs of the Omega simulator')),
  claim(
    "Java's {48}-bit linear congruential generator",
    test('test/sim/chance/java-random.test.ts', 'follows the documented algorithm for every seed and bound'),
  ),
  claim(
    'gives a job up after {100} attempts without a task placed, or {1,000} attempts',
    worked(() => [constantIn(hopeless, 'WITHOUT_TASK'), constantIn(hopeless, 'AT_ALL')]),
    test(suite, 'given up at its 101st attempt'),
  ),
  claim(
    'In {84} of the {87} runs that makes no difference. In {three} runs of a saturated two-level cluster it does',
    worked(() => [runs() - decidedByTies(), runs(), decidedByTies()], 'rounded', RUNS),
    test(suite, 'first in, first out instead moves waits by more than a tenth'),
  ),
]
