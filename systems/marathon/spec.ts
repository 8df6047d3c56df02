/**
 * A Marathon, written down: flags, what apps say of themselves, and what is assumed. All durations are `Time` (µs).
 */
import type { Time } from '../../sim/engine/time.ts'
import type { FrameworkSpec } from '../generic/spec.ts'
import type { AppDefinition } from './app-definition.ts'
import type { KillSelection } from './scaling.ts'
import type { UnreachableStrategy } from './unreachable.ts'

export interface HealthCheckSpec {
  readonly grace: Time
  readonly interval: Time
  readonly timeout: Time
  /** 0: never kills. */
  readonly maxConsecutiveFailures: number
}

export interface MarathonSpec extends FrameworkSpec {
  /** The first is 1.3, as DC/OS 1.8 ships it. */
  readonly kind: 'marathon' | 'marathon-head'
  /** `--max_tasks_per_offer`, at head `--max_instances_per_offer`. */
  readonly maxInstancesPerOffer: number
  /** `--launch_tokens`. */
  readonly launchTokens: number
  /** `--launch_token_refresh_interval`. */
  readonly launchTokenRefreshInterval: Time
  /** `--decline_offer_duration`. */
  readonly declineOfferDuration: Time
  /** `--min_revive_offers_interval`. */
  readonly minReviveOffersInterval: Time
  /** `--offer_matching_timeout`. */
  readonly offerMatchingTimeout: Time
  /** `--task_launch_confirm_timeout`. */
  readonly taskLaunchConfirmTimeout: Time
  /** `--task_launch_timeout`. */
  readonly taskLaunchTimeout: Time
  /** `--draining_seconds`; head only. */
  readonly draining: Time
  /** `backoffSeconds`. */
  readonly backoff: Time
  /** `backoffFactor`, at least 1. */
  readonly backoffFactor: number
  /** `maxLaunchDelaySeconds`. */
  readonly maxLaunchDelay: Time
  /** `constraints`: field, operator and, for some, a value. */
  readonly constraints: readonly (readonly string[])[]
  /** Persistent volumes of every instance, on the disk of its agent; some: apps are resident. */
  readonly volumes: readonly { readonly sizeMiB: number }[]
  /** How many ports of its host, whichever, an instance asks for. */
  readonly ports: number
  /** `minimumHealthCapacity`, 0 to 1. */
  readonly minimumHealthCapacity: number
  /** `maximumOverCapacity`, 0 to 1. */
  readonly maximumOverCapacity: number
  readonly killSelection: KillSelection
  /** Head only. */
  readonly unreachable?: UnreachableStrategy
  /** Absent: an instance that runs is as it should be. */
  readonly healthCheck?: HealthCheckSpec
  /** Absent: an instance that is healthy is ready. */
  readonly readinessCheck?: { readonly interval: Time }
  /** By class of jobs, the classes whose apps must be up before. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>
  /** Assumed: the share of instances that fail every health check. */
  readonly failing: number
  /** Assumed: from the start of an instance until it answers health checks. */
  readonly healthyAfter: Time
  /** Assumed: from the start of an instance until it says that it is ready. */
  readonly readyAfter: Time
  /** Assumed: whether a check of an instance that is not well fails at once, or when its timeout is over. */
  readonly whenUnwell: 'refuses' | 'hangs'
  /** What becomes of an instance whose job is done. */
  readonly whenDone: 'remove' | 'relaunch'
  /** Assumed: to ask one app about one offer. */
  readonly matchTime: Time
  /** Assumed: a deployment, for each app in its group. */
  readonly deploymentCost: Time
  readonly scale: readonly { readonly at: Time; readonly to: number }[]
  readonly upgrades: readonly { readonly at: Time; readonly failing?: number }[]
  /** Apps of definition files, by class of jobs, which is their id: they say themselves what the settings say for all others. */
  readonly apps?: Readonly<Record<string, AppDefinition>>
}
