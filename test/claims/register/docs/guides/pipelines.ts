import { VERSIONS } from '../../../../../bench/pipeline-file/wfformat.ts'
import { claim, test, worked } from '../../../claim.ts'

const newer = test(
  'test/bench/pipeline-file/wfformat.test.ts',
  'has structure in one list and run times in another, put together by id',
)

export const claims = [
  claim(
    'Versions {1.0} to {1.6} are read',
    worked(() => [Number(VERSIONS[0]), Number(VERSIONS.at(-1))]),
  ),
  claim('| `runtimeInSeconds` | its duration, also 0 |', newer),
  claim('| `coreCount` | its cores; 1 where it is not said |', newer),
]
