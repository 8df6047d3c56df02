import { readFileSync } from 'node:fs'
import { MINUTE, SECOND } from '../../../../../sim/engine/time.ts'
import { brokerDefaults, NEVER_MATCHES } from '../../../../../systems/kafka/broker.ts'
import { RECONCILIATION_ATTEMPTS, RECONCILIATION_INTERVAL } from '../../../../../systems/kafka/cluster.ts'
import { cited, claim, test, worked } from '../../../claim.ts'
import { OTHER_CASES } from '../../../counts/cases.ts'

const { cpus, mem, stickinessPeriod, failover } = brokerDefaults

function cases(): number {
  const { cases } = JSON.parse(readFileSync(`${OTHER_CASES}/kafka-mesos.json`, 'utf8')) as {
    cases: readonly unknown[]
  }
  return cases.length
}

export const claims = [
  claim('The revision is ffbf1625.', cited('ffbf1625')),
  claim(
    '{50} of {50} pass',
    worked(() => [cases(), cases()], 'rounded', OTHER_CASES),
    test('test/conformance/dcos.test.ts', 'the real systems answer as the models do'),
  ),
  claim(
    '| cores, memory | {1}, {2048} MiB |',
    worked(() => [cpus / 1000, mem / 1000]),
  ),
  claim(
    '| period of stickiness | {10} min |',
    worked(() => [stickinessPeriod / MINUTE]),
  ),
  claim(
    '| delay after a failure, longest | {1} min, {10} min |',
    worked(() => [failover.delay / MINUTE, failover.maxDelay / MINUTE]),
  ),
  claim(
    '| {3600} s |',
    worked(() => [NEVER_MATCHES / SECOND]),
  ),
  claim(
    '| every {5} min, {6} times |',
    worked(() => [RECONCILIATION_INTERVAL / MINUTE, RECONCILIATION_ATTEMPTS]),
  ),
]
