/**
 * What an experiment can set of a Kafka.
 */
import type { FrameworkSpec } from '../generic/spec.ts'
import { marathonOptions } from '../marathon/framework-options.ts'
import type { OptionsOf } from '../options.ts'
import type { KafkaSpec } from './spec.ts'

export const kafkaOptions: OptionsOf<KafkaSpec, FrameworkSpec> = {
  stickinessPeriod: {
    is: 'duration',
    zero: true,
    about: 'Kafka: for so long after it stopped a broker takes its last host and no other.',
  },
  failoverDelay: {
    is: 'duration',
    zero: true,
    about: 'Kafka: pause after the first failure of a broker, doubled by each further one until it has run.',
  },
  failoverMaxDelay: { is: 'duration', zero: true, about: 'Kafka: the longest of these pauses.' },
  failoverMaxTries: {
    is: 'whole',
    least: 1,
    about: 'Kafka: a broker that fails so often in a row is given up; left out: none is.',
  },
  constraints: {
    ...marathonOptions.constraints,
    about: 'Kafka: constraints of every broker, such as [[hostname, unique], [rack, "groupBy:2"]]. A list.',
  },
  port: {
    is: 'text',
    expected: 'a port or a range of ports, such as 9092..9100',
    about: 'Kafka: the ports of its host of which a broker takes one, such as 9092..9100; left out: any.',
  },
  readyAfter: {
    is: 'duration',
    zero: true,
    about:
      'Kafka: from the start of a broker until it reports that it runs; one that fails before has not started. An assumption.',
  },
}
