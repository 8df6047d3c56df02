/**
 * Marathon's own settings, by era and as DC/OS 1.8 ships it. Sources: mesosphere/marathon v1.3.6 and 90619da (1.11 line,
 * called head here), command line flags; dcos/dcos 1.8.4, the unit file of Marathon.
 */
import { MILLISECOND, SECOND, type Time } from '../../sim/engine/time.ts'

/** Which Marathon: 1.3, as DC/OS 1.8 ships it, or head, the last line. */
export type Era = '1.3' | 'head'

export interface Flags {
  readonly era: Era
  /** Launches that may be under way at once; the count is set to this at the start and at each refresh. */
  readonly launchTokens: number
  readonly launchTokenRefreshInterval: Time
  /** `max_instances_per_offer`, called `max_tasks_per_offer` in 1.3. */
  readonly maxInstancesPerOffer: number
  /** How long the matchers of an offer may be asked, and how long an offer may wait for its turn. */
  readonly offerMatchingTimeout: Time
  readonly maxParallelOffers: number
  readonly maxQueuedOffers: number
  /** The filter that comes with an offer that nobody wants. */
  readonly declineOfferDuration: Time
  readonly minReviveOffersInterval: Time
  readonly taskLaunchConfirmTimeout: Time
  readonly taskLaunchTimeout: Time
  /** Whether an agent's maintenance is heeded (`--disable_maintenance_mode`). */
  readonly maintenanceMode: boolean
  /** How long before its maintenance an agent's offers are no longer used; head only. */
  readonly draining: Time
  /** Whether apps that want no GPU leave agents with GPUs alone; head only. */
  readonly gpuSchedulingBehavior: GpuSchedulingBehavior
}

export type GpuSchedulingBehavior = 'restricted' | 'unrestricted'

/** Mesos's refusal for a decline without a filter of its own: what an offer that should come again is answered with. */
export const DEFAULT_REFUSAL: Time = 5 * SECOND

export const head: Flags = {
  era: 'head',
  launchTokens: 100,
  launchTokenRefreshInterval: 30 * SECOND,
  maxInstancesPerOffer: 5,
  offerMatchingTimeout: 3000 * MILLISECOND,
  // min(8, cpus of the machine that Marathon runs on); the machine is taken to have at least 8.
  maxParallelOffers: 8,
  maxQueuedOffers: 1024,
  declineOfferDuration: 120 * SECOND,
  minReviveOffersInterval: 5 * SECOND,
  taskLaunchConfirmTimeout: 300 * SECOND,
  taskLaunchTimeout: 300 * SECOND,
  maintenanceMode: true,
  draining: 0,
  gpuSchedulingBehavior: 'restricted',
}

export const marathon13: Flags = {
  ...head,
  era: '1.3',
  offerMatchingTimeout: 1000 * MILLISECOND,
  // 1.3 has no such flags: its manager begins to match every offer when it comes (v1.3, OfferMatcherManagerActor.scala,
  // receiveProcessOffer), so that none waits.
  maxParallelOffers: Number.POSITIVE_INFINITY,
  maxQueuedOffers: 0,
  maintenanceMode: false,
  gpuSchedulingBehavior: 'unrestricted',
}

/** Marathon 1.3.0 with the settings of DC/OS 1.8.4. */
export const dcos18: Flags = {
  ...marathon13,
  maxInstancesPerOffer: 100,
  declineOfferDuration: 300 * SECOND,
  taskLaunchTimeout: 86_400 * SECOND,
}

/** The answer to an offer that stays unused: how long Mesos keeps it from this framework. */
export function refusal(resend: boolean, flags: Flags): Time {
  return resend ? DEFAULT_REFUSAL : flags.declineOfferDuration
}
