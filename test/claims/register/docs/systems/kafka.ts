import { readFileSync } from 'node:fs'
import { DAY, MINUTE, SECOND } from '../../../../../sim/engine/time.ts'
import { frameworkKinds } from '../../../../../systems/catalogue.ts'
import { brokerDefaults, NEVER_MATCHES } from '../../../../../systems/kafka/broker.ts'
import {
  FRAMEWORK_TIMEOUT,
  RECONCILIATION_ATTEMPTS,
  RECONCILIATION_INTERVAL,
} from '../../../../../systems/kafka/cluster.ts'
import type { KafkaSpec } from '../../../../../systems/kafka/spec.ts'
import { DEFAULT_REFUSAL } from '../../../../../systems/mesos/protocol.ts'
import { cited, claim, test, worked } from '../../../claim.ts'
import { OTHER_CASES } from '../../../counts/cases.ts'

const kafka = frameworkKinds['kafka']!.usual as Omit<KafkaSpec, 'name' | 'takes'>
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
    'For {ten} minutes after it stopped',
    worked(() => [stickinessPeriod / MINUTE]),
  ),
  claim(
    'costs these {ten} minutes',
    worked(() => [stickinessPeriod / MINUTE]),
    test('test/systems/kafka/framework.test.ts', 'goes elsewhere after its period of stickiness'),
  ),
  claim(
    'is an assumption: {0} s',
    worked(() => [kafka.readyAfter / SECOND]),
  ),
  claim(
    'while it asks after brokers | {5} s |',
    worked(() => [DEFAULT_REFUSAL / SECOND]),
  ),
  claim(
    '(`failover-timeout`) | {30} days |',
    worked(() => [FRAMEWORK_TIMEOUT / DAY]),
  ),
  claim(
    '| every {5} min, {6} times |',
    worked(() => [RECONCILIATION_INTERVAL / MINUTE, RECONCILIATION_ATTEMPTS]),
  ),
]
