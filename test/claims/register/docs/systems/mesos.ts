import { DAY, MINUTE, SECOND } from '../../../../../sim/engine/time.ts'
import { systems } from '../../../../../systems/catalogue.ts'
import type { OffersSpec } from '../../../../../systems/generic/spec.ts'
import { oversubscriptionDefaults } from '../../../../../systems/mesos/oversubscription/defaults.ts'
import {
  ALLOCATION_INTERVAL,
  DEFAULT_REFUSAL,
  LONGEST_REFUSAL,
} from '../../../../../systems/mesos/protocol.ts'
import { LONGEST_PAUSE, SHORTEST_PAUSE } from '../../../../../systems/mesos/reconciliation.ts'
import {
  AGENT_BACKOFF,
  AGENT_REREGISTER_TIMEOUT,
  LONGEST_BACKOFF,
  SCHEDULER_BACKOFF,
  ZOOKEEPER_SESSION,
} from '../../../../../systems/mesos/registration.ts'
import { RECOVERY_TIMEOUT } from '../../../../../systems/mesos/root/leader.ts'
import { LONGEST_RETRY, SHORTEST_RETRY } from '../../../../../systems/mesos/status-updates.ts'
import { cited, claim, test, worked } from '../../../claim.ts'
import { CASES, casesOf, countCases } from '../../../counts/cases.ts'
import { constantIn } from '../../../source-constant.ts'

const answers = test('test/conformance/dcos.test.ts', 'the real systems answer as the models do')
const isOld = (name: string) => name.startsWith('mesos-1.0.1')

export const claims = [
  claim('DC/OS 1.8 ships it as Mesos 1.0.', cited('tag 1.0.1, which DC/OS 1.8 ships as a fork')),
  claim(
    'Two eras have names: `1.0` (tag 1.0.1, which DC/OS 1.8 ships as a fork) and `head` (revision c1b42f79 of 2024).',
    cited('The sources were read in these revisions'),
  ),
  claim('how 1.0 differs', cited('tag 1.0.1')),
  claim(
    'activation sets the count to 0',
    test('test/systems/mesos/drf-sorter.test.ts', 'keeps its count at head, and starts with 0 in 1.0'),
  ),
  claim(
    '| sorter.json | {20} | {14} tests of the tree and of any sorter at head, {3} of 1.0, {3} tables of the random sorter |',
    worked(
      () => {
        const names = casesOf('sorter')
        const old = names.filter(isOld).length
        const random = names.filter(name => /^(?:WeightedShuffle|RandomSorter)Test/.test(name)).length
        return [names.length, names.length - old - random, old, random]
      },
      'rounded',
      CASES,
    ),
    answers,
  ),
  claim(
    '| allocator.json | {33} | scripts of the hierarchical allocator, {2} of them of 1.0 |',
    worked(() => [...countCases('allocator'), casesOf('allocator').filter(isOld).length], 'rounded', CASES),
    answers,
  ),
  claim(
    '| drf-paper.json | {5} |',
    worked(() => countCases('drf-paper'), 'rounded', CASES),
    answers,
  ),
  claim('1.0 is held to few cases', cited('3 of 1.0')),
  claim('draws with −log(u)/w where Mesos draws u^(1/w)', answers),
  claim(
    '| `ALLOCATION_INTERVAL` | {1} s | both |',
    worked(() => [ALLOCATION_INTERVAL / SECOND]),
    cited('master/constants.hpp, `--allocation_interval`'),
  ),
  claim(
    '| least amounts worth an offer | {0.01} cores or {32} MB |',
    worked(() => {
      const { root } = systems['offers']!
      const { minimumCpuMilli, minimumMemoryMiB } = root as OffersSpec
      return [minimumCpuMilli / 1000, minimumMemoryMiB]
    }),
    cited('`--min_allocatable_resources`'),
  ),
  claim(
    '| `DEFAULT_REFUSAL` | {5} s, for negative ones too |',
    worked(() => [DEFAULT_REFUSAL / SECOND]),
    cited('mesos.proto, `Filters.refuse_seconds`'),
  ),
  claim(
    '| `LONGEST_REFUSAL` | {365} days |',
    worked(() => [LONGEST_REFUSAL / DAY]),
    cited('hierarchical.cpp'),
  ),
  claim('| a refusal of 0 s | no refusal |', cited('hierarchical.cpp')),
  claim('| weight of a role or framework | 1 | both | sorter.cpp |', cited('sorter.cpp')),
  claim('`mesos-dcos-1.8` has the settings of DC/OS 1.8.', cited('DC/OS 1.8: 2 min')),
  claim(
    'under quota, until {80} % of the agents are back',
    worked(() => [100 * constantIn('systems/mesos/root/leader.ts', 'RECOVERY_FACTOR')]),
  ),
  claim(
    'while the acknowledgement is on its way for more than {10} s',
    worked(() => [SHORTEST_RETRY / SECOND]),
  ),
  claim(
    '| pings | every 15 s, 5 without an answer (DC/OS 1.8: 20) |',
    cited('`--agent_ping_timeout`, `--max_agent_ping_timeouts`'),
  ),
  claim('| removals | no limit (DC/OS 1.8: one in 20 min) |', cited('`--agent_removal_rate_limit`')),
  claim('| offers last | for ever (DC/OS 1.8: 2 min) |', cited('`--offer_timeout`')),
  claim(
    '| `AGENT_REREGISTER_TIMEOUT` | {10} min |',
    worked(() => [AGENT_REREGISTER_TIMEOUT / MINUTE]),
    cited('`--agent_reregister_timeout`'),
  ),
  claim(
    '| `ZOOKEEPER_SESSION` | {10} s |',
    worked(() => [ZOOKEEPER_SESSION / SECOND]),
    cited('`--zk_session_timeout`'),
  ),
  claim(
    '| `AGENT_BACKOFF`, `SCHEDULER_BACKOFF`, `LONGEST_BACKOFF` | {1} s, {2} s, {1} min |',
    worked(() => [AGENT_BACKOFF / SECOND, SCHEDULER_BACKOFF / SECOND, LONGEST_BACKOFF / MINUTE]),
    cited('slave/constants.hpp, sched/constants.hpp'),
  ),
  claim(
    '| `SHORTEST_PAUSE`, `LONGEST_PAUSE` of frameworks that wait for an answer | {10} s, {10} min |',
    worked(() => [SHORTEST_PAUSE / SECOND, LONGEST_PAUSE / MINUTE]),
  ),
  claim(
    '| `SHORTEST_RETRY`, `LONGEST_RETRY` of updates | {10} s, {10} min |',
    worked(() => [SHORTEST_RETRY / SECOND, LONGEST_RETRY / MINUTE]),
    cited('slave/constants.hpp'),
  ),
  claim(
    '| `RECOVERY_FACTOR` | {0.8} |',
    worked(() => [constantIn('systems/mesos/root/leader.ts', 'RECOVERY_FACTOR')]),
    cited('allocator/mesos/hierarchical.cpp'),
  ),
  claim(
    '| `RECOVERY_TIMEOUT` | {10} min |',
    worked(() => [RECOVERY_TIMEOUT / MINUTE]),
    cited('allocator/mesos/hierarchical.cpp'),
  ),
  claim(
    '| `--oversubscribed_resources_interval` | {15} s |',
    worked(() => [oversubscriptionDefaults.oversubscribedResourcesInterval / SECOND]),
    cited('slave/flags.cpp'),
  ),
  claim(
    '| `--qos_correction_interval_min` | {15} s; Mesos asks',
    worked(() => [oversubscriptionDefaults.qosCorrectionInterval / SECOND]),
    cited('blue-yonder/mesos-threshold-oversubscription'),
  ),
  claim(
    '| `load-average` | {5} min: `load` reads this average',
    worked(() => [oversubscriptionDefaults.loadAverage / MINUTE]),
    cited('slave/qos_controllers/load.cpp'),
  ),
  claim("| a message's cost to the master | 0 s | both |", cited('an assumption: no measurement was found')),
]
