/**
 * The brokers of one Kafka cluster and what becomes of them (BrokerLifecycleManager.scala and TaskReconciler.scala, ffbf1625).
 */
import { DAY, MINUTE, type Time } from '../../sim/engine/time.ts'
import type { Broker } from './broker.ts'
import type { Offer } from './reservation.ts'

export const RECONCILIATION_INTERVAL: Time = 5 * MINUTE
export const RECONCILIATION_ATTEMPTS = 6
/** How long Mesos keeps the tasks of a Kafka scheduler that is away. */
export const FRAMEWORK_TIMEOUT: Time = 30 * DAY

/** What Mesos is to do. */
export type Order =
  | { readonly kind: 'kill'; readonly task: string }
  | { readonly kind: 'reconcile'; readonly tasks: readonly string[] }

export class KafkaCluster {
  readonly #brokers: Broker[]
  #attempts = 0

  /** @param brokers in the order in which they are offered resources */
  constructor(brokers: readonly Broker[]) {
    this.#brokers = [...brokers]
  }

  get brokers(): readonly Broker[] {
    return this.#brokers
  }

  add(broker: Broker): void {
    this.#brokers.push(broker)
  }

  /** It is stopped, and nothing of it is remembered. */
  remove(broker: Broker): void {
    this.#brokers.splice(this.#brokers.indexOf(broker), 1)
  }

  start(broker: Broker): void {
    broker.active = true
    broker.failover.reset()
  }

  /** Stops it for good; its task is killed. */
  stop(broker: Broker): Order[] {
    broker.active = false
    broker.failover.reset()
    if (broker.task === null) return []
    broker.task = { ...broker.task, state: 'stopping' }
    return [{ kind: 'kill', task: broker.task.id }]
  }

  launched(broker: Broker, task: string, offer: Offer): void {
    broker.task = { id: task, hostname: offer.hostname, attributes: offer.attributes, state: 'pending' }
  }

  /** Mesos says that a broker's task runs. One that is to stop, or that nobody knows, is killed. */
  running(broker: Broker, task: string): Order[] {
    if (broker.task === null) return [{ kind: 'kill', task }]
    const { state, hostname } = broker.task
    if (state === 'stopping') return this.stop(broker)
    broker.task = { ...broker.task, state: 'running' }
    // One that was asked after has not started.
    if (state !== 'running' && state !== 'reconciling') broker.registerStart(hostname)
    return []
  }

  /** Mesos says that it has ended, however. A broker that failed too often is given up. */
  ended(broker: Broker, now: Time): void {
    const failed = broker.active && broker.task !== null && broker.task.state !== 'stopping'
    broker.registerStop(now, failed)
    broker.task = null
    if (failed && broker.failover.isMaxTriesExceeded) broker.active = false
  }

  /** The scheduler is back: Mesos is asked about all tasks. */
  reconcile(): Order[] {
    this.#attempts = 1
    for (const broker of this.brokers)
      if (broker.task !== null) broker.task = { ...broker.task, state: 'reconciling' }
    return [{ kind: 'reconcile', tasks: [] }]
  }

  get isReconciling(): boolean {
    return this.brokers.some(({ task }) => task?.state === 'reconciling')
  }

  /** An interval has passed. What Mesos has not said a word about after six times is killed. */
  reconcileAgain(): Order[] {
    const unknown = this.brokers.filter(({ task }) => task?.state === 'reconciling')
    if (unknown.length === 0) return []
    this.#attempts += 1
    if (this.#attempts <= RECONCILIATION_ATTEMPTS)
      return [{ kind: 'reconcile', tasks: unknown.map(({ task }) => task!.id) }]
    return unknown.map(broker => {
      broker.task = { ...broker.task!, state: 'stopping' }
      return { kind: 'kill', task: broker.task.id }
    })
  }
}
