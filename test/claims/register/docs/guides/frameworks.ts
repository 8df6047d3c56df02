import { SECOND } from '../../../../../sim/engine/time.ts'
import { backoffDefaults } from '../../../../../systems/marathon/backoff.ts'
import { claim, worked } from '../../../claim.ts'
import { constantIn } from '../../../source-constant.ts'

const services = 'policies/frameworks/services.ts'

export const claims = [
  claim(
    'a pause that grows by {15} % with each failure, up to {5} min',
    worked(() => [
      100 * (constantIn(services, 'BACKOFF_FACTOR') - 1),
      constantIn(services, 'MAX_BACKOFF') / (60 * SECOND),
    ]),
    // "Marathon's defaults": the same as in the model of Marathon itself.
    worked(() => {
      const { factor, maxLaunchDelay } = backoffDefaults('head')
      return [100 * (factor - 1), maxLaunchDelay / (60 * SECOND)]
    }),
  ),
]
