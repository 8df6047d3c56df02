import { BETWEEN_LOOKS, FIRST_LOOK } from '../../../../../reports/statistics/sequential.ts'
import { claim, test, worked } from '../../../claim.ts'
import { pageFile } from '../../../page-file.ts'

interface Axes {
  readonly system: readonly string[]
  readonly root: { readonly think: { readonly 'per-job': readonly string[] } }
  readonly load: readonly number[]
  readonly seeds: number
}

export const claims = [
  claim(
    '{2} systems × {2} think times × {2} loads × {3} seeds = {24} runs',
    worked(() => {
      const { system, root, load, seeds } = pageFile<Axes>('docs/guides/experiments.md', 'axes.yaml')
      const counts = [system.length, root.think['per-job'].length, load.length, seeds]
      return [...counts, counts.reduce((product, count) => product * count, 1)]
    }),
  ),
  claim(
    'Above 1 the queue grows as long as jobs arrive; that must be meant',
    test('test/bench/experiment/load.test.ts', 'above 1 is written as such'),
  ),
  claim(
    'looked at after {20} seeds, and after every {5} more',
    worked(() => [FIRST_LOOK, BETWEEN_LOOKS]),
  ),
  claim(
    'More seeds than {200} are never made',
    test(
      'test/bench/experiment/precision.test.ts',
      'are about the headline, with as many runs as there may be',
    ),
  ),
  claim(
    'such as `cpu_used_share`, ±{2} % are percentage points',
    test('test/bench/experiment/precision.test.ts', 'tells what is wrong with them'),
  ),
]
