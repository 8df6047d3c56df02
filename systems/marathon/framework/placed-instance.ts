/**
 * An instance of a simulation: Marathon's books on one task, from the decision to launch it until Marathon hears that it is over.
 */
import type { Time } from '../../../sim/engine/time.ts'
import { type MachineId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import type { Health } from '../health.ts'
import type { Condition, Instance } from '../instance.ts'
import type { Agent, Attribute } from '../offer.ts'
import type { Reservation } from './reservation.ts'

/** A is its app. */
export class PlacedInstance<A extends { readonly id: string }> implements Instance, Agent {
  readonly id: string
  /** Its number among all instances of this Marathon, for timers. */
  readonly number: number
  readonly app: A
  readonly machine: MachineId
  readonly agent: Agent
  /** Of the app when it was launched. */
  readonly version: number
  /** When Marathon decided to launch it. */
  readonly launchedAt: Time
  condition: Condition = 'Provisioned'
  /** From when on it has run, behind a partition too (InstanceState.activeSince); before, when it took on its condition. */
  since: Time
  /** NONE until Mesos has launched it. */
  task: TaskId = NONE
  /** When its agent was given up; -1 while it was not. */
  lostAt: Time = -1
  /** It is away, and its job has a task besides that waits to be launched in its place. */
  hasStandIn = false
  /** When it ran for the first time that Marathon knows; -1 before. */
  runningSince: Time = -1
  /** Its number among all that were ever checked, for timers. */
  checkedAs = -1
  /** By health check. */
  health: Health[] = []
  /** It runs, and its health checks, if it has any, have passed. */
  isHealthy = false
  /** It never answers a health check. */
  isUnsound = false
  /** Of a resident app, what it stands on. */
  reservation: Reservation | null = null
  /** Its agent is away, and constraints do not count it meanwhile. */
  isPassedOver = false
  /** It is to be killed as soon as it can be. */
  isSentenced = false

  constructor(number: number, app: A, machine: MachineId, agent: Agent, version: number, launchedAt: Time) {
    this.number = number
    this.id = `${app.id}.${number}`
    this.app = app
    this.machine = machine
    this.agent = agent
    this.version = version
    this.launchedAt = launchedAt
    this.since = launchedAt
  }

  get hostname(): string {
    return this.agent.hostname
  }

  get attributes(): readonly Attribute[] {
    return this.agent.attributes
  }

  /** How long it has run; null while it does not. */
  runningFor(now: Time): Time | null {
    return this.condition === 'Running' ? now - this.runningSince : null
  }

  becomes(condition: Condition, now: Time): void {
    this.condition = condition
    if (condition === 'Running' && this.runningSince < 0) this.runningSince = now
    this.since = this.runningSince < 0 ? now : this.runningSince
  }
}
