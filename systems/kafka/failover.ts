/**
 * How long a broker that failed stays down: twice as long each time (Broker.scala, `Failover`, ffbf1625).
 */
import { MINUTE, type Time } from '../../sim/engine/time.ts'

export interface FailoverPolicy {
  readonly delay: Time
  readonly maxDelay: Time
  /** Null: as often as it takes. */
  readonly maxTries: number | null
}

export const FAILOVER: FailoverPolicy = { delay: MINUTE, maxDelay: 10 * MINUTE, maxTries: null }

export class Failover {
  readonly policy: FailoverPolicy
  #failures = 0
  #failedAt: Time | null = null

  constructor(policy: FailoverPolicy) {
    this.policy = policy
  }

  /** Since it last ran. */
  get failures(): number {
    return this.#failures
  }

  /** Null when it did not. */
  get failedAt(): Time | null {
    return this.#failedAt
  }

  get currentDelay(): Time {
    if (this.#failures === 0) return 0
    const { delay, maxDelay } = this.policy
    return Math.min(delay * 2 ** Math.min(30, this.#failures - 1), maxDelay)
  }

  /** 0 without failures. */
  get expiresAt(): Time {
    return this.#failedAt === null ? 0 : this.#failedAt + this.currentDelay
  }

  isWaitingAt(now: Time): boolean {
    return this.expiresAt > now
  }

  get isMaxTriesExceeded(): boolean {
    return this.policy.maxTries !== null && this.#failures >= this.policy.maxTries
  }

  failed(now: Time): void {
    this.#failures += 1
    this.#failedAt = now
  }

  reset(): void {
    this.#failures = 0
    this.#failedAt = null
  }
}
