import { MILLISECOND } from '../../../../../sim/engine/time.ts'
import { systems } from '../../../../../systems/catalogue.ts'
import { cited, claim, worked } from '../../../claim.ts'

export const claims = [
  claim(
    "The default of {100} ms and {5} ms is that paper's conservative estimate",
    worked(() => {
      const { perJob, perTask } = systems['monolithic']!.root.think.default
      return [perJob / MILLISECOND, perTask / MILLISECOND]
    }),
    cited('(Omega, EuroSys 2013, section 4)'),
  ),
  claim(
    'The default of {1} ms each is assumed, not measured',
    worked(() => {
      const { scheduler, machine, status } = systems['monolithic']!.latency
      return [Math.max(scheduler, machine, status) / MILLISECOND]
    }),
  ),
]
