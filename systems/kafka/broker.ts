/**
 * One broker of Kafka: what it needs, whether it wants to run, and which offers suit it (Broker.scala, ffbf1625).
 */
import { SECOND, type Time } from '../../sim/engine/time.ts'
import { javaDouble } from '../java-double.ts'
import type { Constraint } from './constraint.ts'
import { FAILOVER, Failover, type FailoverPolicy } from './failover.ts'
import { type Offer, type PortRange, reservationOf, type Wanted } from './reservation.ts'
import { STICKINESS_PERIOD, Stickiness } from './stickiness.ts'

/** Amounts in whole thousandths of a core and a MiB. */
export interface BrokerSettings {
  readonly id: number
  readonly cpus: number
  readonly mem: number
  readonly port: PortRange | null
  readonly volume: string | null
  readonly constraints: readonly Constraint[]
  readonly stickinessPeriod: Time
  readonly failover: FailoverPolicy
}

export const brokerDefaults: Omit<BrokerSettings, 'id'> = {
  cpus: 1000,
  mem: 2_048_000,
  port: null,
  volume: null,
  constraints: [],
  stickinessPeriod: STICKINESS_PERIOD,
  failover: FAILOVER,
}

/** `pending` until Mesos says that it starts (`Task` in Broker.scala). */
export type TaskState = 'pending' | 'starting' | 'running' | 'stopping' | 'reconciling'

export interface BrokerTask {
  readonly id: string
  readonly hostname: string
  readonly attributes: Readonly<Record<string, string>>
  readonly state: TaskState
}

/** How a broker takes an offer. `refuseFor` is how long it does not want to see it again. */
export type Match =
  | { readonly accepts: true }
  | { readonly accepts: false; readonly reason: string; readonly ever: boolean; readonly refuseFor: Time }

/** What will never fit is declined for an hour. */
export const NEVER_MATCHES: Time = 3600 * SECOND

export class Broker {
  readonly settings: BrokerSettings
  readonly stickiness: Stickiness
  readonly failover: Failover
  /** Whether somebody wants it to run. */
  active = false
  task: BrokerTask | null = null

  constructor(settings: BrokerSettings) {
    this.settings = settings
    this.stickiness = new Stickiness(settings.stickinessPeriod)
    this.failover = new Failover(settings.failover)
  }

  get shouldStart(): boolean {
    return this.active && this.task === null
  }

  get shouldStop(): boolean {
    return !this.active && this.task !== null && this.task.state !== 'stopping'
  }

  /** It runs and should, or does not and should not. */
  get isSteady(): boolean {
    return !this.active || this.task?.state === 'running'
  }

  /** @param others values of an attribute where other brokers have tasks */
  matches(offer: Offer, now: Time, others: (attribute: string) => readonly string[]): Match {
    const { cpus, mem, volume, constraints } = this.settings
    const { shared, ofRole, volume: held } = reservationOf(offer, this.#wanted)
    if (shared.cpus + ofRole.cpus < cpus) return never(`cpus < ${javaDouble(cpus / 1000)}`)
    if (shared.mem + ofRole.mem < mem) return never(`mem < ${mem / 1000}`)
    if (shared.port === null && ofRole.port === null) return never('no suitable port')
    if (volume !== null && held === null) return never(`offer missing volume: ${volume}`)
    for (const { attribute, text, allows } of constraints) {
      const value = offer.attributes[attribute] ?? (attribute === 'hostname' ? offer.hostname : undefined)
      if (value === undefined) return never(`no ${attribute}`)
      if (!allows(value, others(attribute))) return never(`${attribute} doesn't match ${text}`)
    }
    const sticky = this.stickiness.timeLeft(now)
    if (sticky > 0 && !this.stickiness.isHome(offer.hostname))
      return eventually('hostname != stickiness host', sticky)
    // Whole seconds are waited: less than one is none.
    const delay = Math.trunc((this.failover.expiresAt - now) / SECOND) * SECOND
    if (delay > 0) return eventually('waiting to restart', delay)
    return { accepts: true }
  }

  get #wanted(): Wanted {
    return this.settings
  }

  /** Its task runs. */
  registerStart(hostname: string): void {
    this.stickiness.started(hostname)
    this.failover.reset()
  }

  /** Its task has ended. The first failure in a row starts the time of stickiness; later ones do not prolong it. */
  registerStop(now: Time, failed: boolean): void {
    if (!failed || this.failover.failures === 0) this.stickiness.stopped(now)
    if (failed) this.failover.failed(now)
    else this.failover.reset()
  }

  /** `failed 3/5`, `starting 2`, `pending`, `running`, `stopped`. */
  label(now: Time): string {
    if (this.task !== null && this.task.state !== 'starting') return this.task.state
    if (!this.active) return 'stopped'
    const { failures, policy } = this.failover
    const of = policy.maxTries === null ? '' : `/${policy.maxTries}`
    if (this.failover.isWaitingAt(now)) return `failed ${failures}${of}`
    return failures > 0 ? `starting ${failures + 1}${of}` : 'starting'
  }
}

function never(reason: string): Match {
  return { accepts: false, reason, ever: false, refuseFor: NEVER_MATCHES }
}

function eventually(reason: string, refuseFor: Time): Match {
  return { accepts: false, reason, ever: true, refuseFor }
}
