/**
 * A Kafka, written down: what its brokers are told. All durations are `Time` (µs).
 */
import type { Time } from '../../sim/engine/time.ts'
import type { FrameworkSpec } from '../generic/spec.ts'

export interface KafkaSpec extends FrameworkSpec {
  readonly kind: 'kafka'
  /** `stickinessPeriod`. */
  readonly stickinessPeriod: Time
  /** `failoverDelay`. */
  readonly failoverDelay: Time
  /** `failoverMaxDelay`. */
  readonly failoverMaxDelay: Time
  /** `failoverMaxTries`; absent: any number. */
  readonly failoverMaxTries?: number
  /** `constraints`: an attribute or `hostname`, and a condition such as `groupBy:2`. */
  readonly constraints: readonly (readonly string[])[]
  /** `port`: `9092` or `9092..9100`; absent: any. */
  readonly port?: string
  /** Assumed: from the start of a broker's task until it reports that it runs. */
  readonly readyAfter: Time
}
