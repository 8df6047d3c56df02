/**
 * Where a broker is at home: for some time after it stopped only its last host is accepted, because its data is there
 * (Broker.scala, `Stickiness`, ffbf1625).
 */
import { MINUTE, SECOND, type Time } from '../../sim/engine/time.ts'

export const STICKINESS_PERIOD: Time = 10 * MINUTE

export class Stickiness {
  readonly period: Time
  #host: string | null = null
  #stoppedAt: Time | null = null

  constructor(period: Time) {
    this.period = period
  }

  get host(): string | null {
    return this.#host
  }

  get stoppedAt(): Time | null {
    return this.#stoppedAt
  }

  started(host: string): void {
    this.#host = host
    this.#stoppedAt = null
  }

  stopped(now: Time): void {
    this.#stoppedAt = now
  }

  /** In whole seconds; 0 or less when any host will do. */
  timeLeft(now: Time): Time {
    if (this.#host === null || this.#stoppedAt === null) return 0
    return Math.trunc((this.#stoppedAt - now + this.period) / SECOND) * SECOND
  }

  isHome(host: string): boolean {
    return this.#host === null || this.#host === host
  }
}
