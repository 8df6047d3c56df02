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
  const read = (constraints: readonly (readonly string[])[]) =>
    constraints.map(([attribute, condition]) =>
      constraintOf(attribute!, condition!, `Framework '${name}', constraints`),
    )
  return {
    readyAfter: spec.readyAfter,
    ofClass: Object.fromEntries(
      Object.entries(spec.brokers ?? {}).map(([jobClass, broker]) => [
        jobClass,
        { ...broker, constraints: read(broker.constraints) },
      ]),
    ),
    settings: {
      port: port === undefined ? null : parsePorts(port),
      constraints: read(spec.constraints),
      stickinessPeriod,
      failover: { delay: failoverDelay, maxDelay: failoverMaxDelay, maxTries: failoverMaxTries ?? null },
    },
  }
}
