import { SECOND } from '../../../../../sim/engine/time.ts'
import { claim, worked } from '../../../claim.ts'
import { glossaryWords } from '../../../counts/glossary.ts'
import { constantIn } from '../../../source-constant.ts'

export const claims = [
  claim('{Ten} words. They mean the same', worked(glossaryWords)),
  claim(
    'short jobs counted as {ten} seconds',
    worked(() => [constantIn('sim/measure/job-times.ts', 'SLOWDOWN_BOUND') / SECOND]),
  ),
]
