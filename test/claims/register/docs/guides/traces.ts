import { exitCodes } from '../../../../../cli/exit.ts'
import { swfFieldNames } from '../../../../../workloads/traces/swf-fields.ts'
import { cited, claim, test, worked } from '../../../claim.ts'

const field = (name: string) => 1 + swfFieldNames.indexOf(name)

export const claims = [
  claim(
    'ends with exit code {2} if the file cannot be replayed',
    worked(() => [exitCodes.wrongInput]),
    test('test/cli/trace-info.test.ts', 'describes a trace that a replay would refuse, and ends with code 2'),
  ),
  claim(
    'requested (field {8}, else {5}), allocated ({5}, else {8}), or the larger',
    worked(() => {
      const [requested, allocated] = [field('requested processors'), field('allocated processors')]
      return [requested, allocated, allocated, requested]
    }),
    test('test/workloads/traces/swf.test.ts', 'holds the job'),
  ),
  claim(
    'a job that ran {0} s is dropped, or runs for one second',
    test('test/workloads/traces/swf.test.ts', 'holds the job'),
  ),
  claim(
    'below {1}, gaps shrink and the load rises',
    test('test/workloads/traces/swf.test.ts', 'holds the job'),
  ),
  claim(
    '| `jitter: 10 min` | the log with every submission up to ten minutes later |',
    test(
      'test/workloads/traces/redrawn-jobs.test.ts',
      'moves every submission a little, and keeps the order of submission',
    ),
  ),
  claim(
    'performance evaluation of parallel job schedulers*, Concurrency and Computation 26, 2014)',
    cited('drawing users is the idea of Zakay and Feitelson'),
  ),
]
