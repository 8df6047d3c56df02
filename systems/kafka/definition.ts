import type { FrameworkKind, SystemDefinition } from '../definition.ts'
import { batch, pipelines } from '../generic/frameworks.ts'
import { latency, scheduler } from '../generic/systems.ts'
import { dcosMarathon } from '../marathon/definition.ts'
import type { MesosSpec } from '../mesos/spec.ts'
import { dcosMesos } from '../mesos/systems.ts'
import { checkKafka } from './checks.ts'
import { FAILOVER } from './failover.ts'
import { optionsOf } from './framework/options-of.ts'
import { Kafka } from './framework.ts'
import { kafkaOptions } from './framework-options.ts'
import type { KafkaSpec } from './spec.ts'
import { STICKINESS_PERIOD } from './stickiness.ts'

const kafkaKind: FrameworkKind<KafkaSpec> = {
  kind: 'kafka',
  says: 'Kafka on Mesos: services whose instances are brokers, which come back to their hosts',
  options: kafkaOptions,
  usual: {
    kind: 'kafka',
    weight: 1,
    killGrace: dcosMarathon.killGrace!,
    stickinessPeriod: STICKINESS_PERIOD,
    failoverDelay: FAILOVER.delay,
    failoverMaxDelay: FAILOVER.maxDelay,
    constraints: [],
    readyAfter: 0,
  },
  runsPipelines: false,
  onFailure: ({ failoverMaxTries }) => (failoverMaxTries === undefined ? 'relaunch' : 'retry'),
  refusal: root => (root.kind === 'mesos' ? undefined : 'Kafka answers offers of Mesos'),
  hostRefusal: () => 'Kafka launches brokers and nothing else',
  check: checkKafka,
  build: spec => new Kafka(spec.name, optionsOf(spec)),
}

/** The ports that agents of Mesos offer when nobody says more (src/slave/constants.hpp, DEFAULT_PORTS). */
const withPorts: MesosSpec = { ...dcosMesos(scheduler), ports: [{ from: 31_000, to: 32_000 }] }

export const kafka: SystemDefinition = {
  title: 'Kafka',
  says: 'The real Kafka framework beside the real Marathon on the real Mesos; see [Kafka](../systems/kafka.md) for what is modelled and where each constant comes from.',
  frameworks: [kafkaKind],
  systems: {
    'kafka-mesos': {
      says: 'DC/OS 1.8 with Kafka beside Marathon: services of the class broker are its brokers',
      root: withPorts,
      frameworks: [
        dcosMarathon,
        { ...kafkaKind.usual, name: 'kafka', takes: ['broker'] },
        { ...batch.usual, name: 'batch', takes: ['batch', '*'] },
        { ...pipelines.usual, name: 'pipelines', takes: ['pipeline'] },
      ],
      ...{ latency, quirks: {} },
    },
  },
}
