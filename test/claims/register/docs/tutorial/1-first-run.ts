import { claim, worked } from '../../../claim.ts'
import { pageFile } from '../../../page-file.ts'

interface First {
  readonly machines: { readonly count: number }
  readonly load: number
  readonly seeds: number
}

const experiment = () => pageFile<First>('docs/tutorial/1-first-run.md', 'first.yaml')

export const claims = [
  claim(
    'You have a cluster of {fifty} machines',
    worked(() => [experiment().machines.count]),
  ),
  claim(
    'jobs that need {80} % of all cores',
    worked(() => [100 * experiment().load]),
  ),
  claim(
    'repeats everything with {five} different sets of jobs',
    worked(() => [experiment().seeds]),
  ),
]
