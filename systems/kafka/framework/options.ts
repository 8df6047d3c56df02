import type { Time } from '../../../sim/engine/time.ts'
import type { BrokerSettings } from '../broker.ts'

/** What a broker is told besides what it needs, which its job asks for. */
type ToldSettings = Omit<BrokerSettings, 'id' | 'cpus' | 'mem' | 'volume'>

/** What an experiment says of a Kafka. */
export interface KafkaOptions {
  /** What every other broker is told. */
  readonly settings: ToldSettings
  /** Those of brokers of definition files, by class of jobs. */
  readonly ofClass: Readonly<Record<string, ToldSettings>>
  /** From the start of a broker's task until it reports that it runs. */
  readonly readyAfter: Time
}
