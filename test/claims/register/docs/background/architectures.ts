import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { SECOND } from '../../../../../sim/engine/time.ts'
import { systems } from '../../../../../systems/catalogue.ts'
import type { OffersSpec, SamplingSpec } from '../../../../../systems/generic/spec.ts'
import { ALLOCATION_INTERVAL } from '../../../../../systems/mesos/protocol.ts'
import { cited, claim, measured, test, worked } from '../../../claim.ts'
import { waitUnderFour } from '../../../measures/four-architectures.ts'
import { pageFile } from '../../../page-file.ts'

const offers = systems['offers']!.root as OffersSpec
const sampling = systems['sampling']!.root as SamplingSpec

interface FourArchitectures {
  readonly load: readonly number[]
  readonly seeds: number
  readonly machines: { readonly count: number }
}

const four = () => parse(readFileSync('examples/four-architectures.yaml', 'utf8')) as FourArchitectures
const others = ['monolithic', 'shared-state', 'sampling']

/** The wait under offers, in seconds, where nobody waits longer; NaN where somebody does. */
function longestWait(load: number): number {
  const wait = waitUnderFour('offers', load)
  return others.every(system => waitUnderFour(system, load) < wait) ? wait : Number.NaN
}

/** Of some numbers, the one that is furthest from another. */
const furthestFrom = (one: number, numbers: readonly number[]) =>
  numbers.reduce((worst, each) => (Math.abs(each - one) > Math.abs(worst - one) ? each : worst))

export const claims = [
  claim(
    'under four architectures at three loads. Up to a load of {0.75} offers wait longest, about a second; at {0.9} the',
    worked(() => four().load.slice(1)),
  ),
  claim(
    'offers wait longest, about {a} second; at',
    measured({ within: 0.35 }, () => [furthestFrom(1, [longestWait(0.6), longestWait(0.75)])]),
  ),
  claim(
    'Offers cost between {1} and 1.5 seconds at any load',
    measured('at least', () => [Math.min(...four().load.map(load => waitUnderFour('offers', load)))]),
  ),
  claim(
    'Offers cost between 1 and {1.5} seconds at any load',
    measured('at most', () => [Math.max(...four().load.map(load => waitUnderFour('offers', load)))]),
  ),
  claim(
    '*{400} machines, one mix of services, batch jobs and pipelines whose tasks sometimes fail, {ten} seeds.',
    worked(() => [four().machines.count, four().seeds]),
  ),
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
