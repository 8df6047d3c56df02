import type { Time } from '../../../sim/engine/time.ts'
import type { BrokerSettings } from '../broker.ts'

/** What an experiment says of a Kafka. */
export interface KafkaOptions {
  /** What every broker is told; what it needs is what its job asks for. */
  readonly settings: Omit<BrokerSettings, 'id' | 'cpus' | 'mem' | 'volume'>
  /** From the start of a broker's task until it reports that it runs. */
  readonly readyAfter: Time
}
