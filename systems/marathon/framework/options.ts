/**
 * What an experiment says of a Marathon: its flags, what its apps are told, and what is assumed where no source says it.
 */
import type { Time } from '../../../sim/engine/time.ts'
import type { PortNeeds, Volume } from '../app.ts'
import type { AppConduct } from '../app-definition.ts'
import type { Constraint } from '../constraints.ts'
import type { Flags } from '../flags.ts'

/** How instances behave towards their checks. Assumed: no definition says it. */
export interface Soundness {
  /** Of the instances of one configuration, the share that fails every health check. 0 to 1. */
  readonly failing: number
  /** From its start until an instance answers health checks. */
  readonly healthyAfter: Time
  /** From its start until an instance says that it is ready. */
  readonly readyAfter: Time
  /** How a check of an instance that is not well fails: at once, or when its timeout is over. */
  readonly whenUnwell: 'refuses' | 'hangs'
}

/** Instances that are well from the start. */
export const SOUND: Soundness = { failing: 0, healthyAfter: 0, readyAfter: 0, whenUnwell: 'refuses' }

/** What all apps of one class of jobs have in common; how many instances of which size there are, the job says. */
export interface AppTemplate extends AppConduct {
  /** Of an app of a definition file, the only one of its class; absent: the class is a group. */
  readonly id?: string
  readonly constraints: readonly Constraint[]
  /** Some: the app is resident. */
  readonly volumes: readonly Volume[]
  readonly ports: PortNeeds
  /** Absent: all roles that are offered. */
  readonly acceptedResourceRoles?: readonly string[]
  readonly soundness: Soundness
}

/** From this moment on, every app that is there has so many instances. */
export interface ScaleOrder {
  readonly at: Time
  readonly to: number
}

/** At this moment every app that is there gets another configuration, whose instances may be less sound. */
export interface UpgradeOrder {
  readonly at: Time
  readonly failing: number
}

export interface MarathonOptions {
  readonly flags: Flags
  /** By class of jobs; `default` for the others. */
  readonly apps: { readonly default: AppTemplate } & Readonly<Record<string, AppTemplate>>
  /**
   * What becomes of an instance whose job is done: `remove`, whoever deployed it takes it away, which is how workloads say how
   * long a service lasts; `relaunch`, its command has ended, and Marathon starts it again after its back-off.
   */
  readonly whenDone: 'remove' | 'relaunch'
  /** Assumed: to ask one app about one offer, one after the other. */
  readonly matchTime: Time
  /** Assumed: to compute and store a deployment, for each app in its group, one deployment after the other. */
  readonly deploymentCost: Time
  readonly scale: readonly ScaleOrder[]
  readonly upgrades: readonly UpgradeOrder[]
}
