/**
 * From a Kafka as an experiment writes it down to what its parts are told.
 */
import { constraintOf } from '../constraint.ts'
import { parsePorts } from '../port-range.ts'
import type { KafkaSpec } from '../spec.ts'
import type { KafkaOptions } from './options.ts'

/** @throws SwitchyardError for what `checkKafka` finds wrong. */
export function optionsOf(spec: KafkaSpec): KafkaOptions {
  const { name, stickinessPeriod, failoverDelay, failoverMaxDelay, failoverMaxTries, port } = spec
  return {
    readyAfter: spec.readyAfter,
    settings: {
      port: port === undefined ? null : parsePorts(port),
      constraints: spec.constraints.map(([attribute, condition]) =>
        constraintOf(attribute!, condition!, `Framework '${name}', constraints`),
      ),
      stickinessPeriod,
      failover: { delay: failoverDelay, maxDelay: failoverMaxDelay, maxTries: failoverMaxTries ?? null },
    },
  }
}
