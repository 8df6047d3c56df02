import { SECOND } from '../../../../../sim/engine/time.ts'
import { systems } from '../../../../../systems/catalogue.ts'
import type { OffersSpec, SamplingSpec } from '../../../../../systems/generic/spec.ts'
import { ALLOCATION_INTERVAL } from '../../../../../systems/mesos/protocol.ts'
import { cited, claim, test, worked } from '../../../claim.ts'
import { pageFile } from '../../../page-file.ts'

const offers = systems['offers']!.root as OffersSpec
const sampling = systems['sampling']!.root as SamplingSpec

export const claims = [
  claim(
    'when it nears 1 the line grows without end',
    test('test/theory/deciders.test.ts', 'is M/D/1: jobs queue'),
  ),
  claim(
    'for one `interval` ({1} s, as in Mesos)',
    worked(() => [offers.interval / SECOND]),
    worked(() => [ALLOCATION_INTERVAL / SECOND]),
  ),
  claim(
    'not offered to it again for a while (`decline-filter`, {5} s)',
    worked(() => [offers.declineFilter / SECOND]),
  ),
  claim(
    '(`probe-ratio` d = {2})',
    worked(() => [sampling.probeRatio]),
  ),
  // 1 − 0.5² = 3/4 of the tasks find one of two machines idle when half are; 1 − 0.9² = 19 % when one in ten is.
  claim('when half of all are idle, and seldom when one in ten is', cited('Ousterhout et al., SOSP 2013')),
  claim(
    'One scheduler for each framework, {80} % load',
    worked(() => [
      100 * pageFile<{ load: number }>('docs/background/architectures.md', 'thinking.yaml').load,
    ]),
  ),
]
