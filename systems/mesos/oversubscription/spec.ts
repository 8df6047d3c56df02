/**
 * Oversubscription, written down: what agents estimate, what they correct, and what tasks use. All durations are `Time` (µs).
 */
import type { Time } from '../../../sim/engine/time.ts'

/** Names of estimators and controllers; `none` is Mesos' noop, its default. */
export type EstimatorName = 'none' | 'fixed' | 'threshold' | 'slack'
export type ControllerName = 'none' | 'load' | 'threshold'

/** Settings of agents; shares are of the cores of each. */
export interface OversubscriptionSpec {
  /** `--resource_estimator`: how much each agent says that it can give away a second time. */
  readonly resourceEstimator: EstimatorName
  /** Revocable cores of every agent, under `fixed` and `threshold`. */
  readonly oversubscribedCpuMilli?: number
  /** Under `threshold`: no more is given away while the load is above this. */
  readonly estimatorLoadThreshold?: number
  /** Under `slack`: what part of the cores that are held and not used; absent: all. */
  readonly slackShare?: number
  /** `--oversubscribed_resources_interval`. */
  readonly oversubscribedResourcesInterval: Time
  /** `--qos_controller`: which revocable tasks an agent kills. */
  readonly qosController: ControllerName
  /** Revocable tasks are killed while the load is above this. */
  readonly qosLoadThreshold?: number
  /** `--qos_correction_interval_min`. */
  readonly qosCorrectionInterval: Time
  /** The load is the mean of what tasks use, older use counting less and less: by a factor of e after so long. 0: what they use now. */
  readonly loadAverage: Time
}

/** From a moment on, tasks use between two shares of the cores that they hold. */
export interface UsePeriod {
  readonly at: Time
  readonly least: number
  readonly most: number
}

/** What a framework says about its tasks' cores. */
export interface CoreUseSpec {
  /** It registers with REVOCABLE_RESOURCES, and launches on revocable cores alone. */
  readonly revocable?: boolean
  /** Assumed: what its tasks use of their cores; absent: all, always. */
  readonly usage?: readonly UsePeriod[]
  /** Each task's use is drawn anew so often; absent: when it starts, and when a period begins. */
  readonly usageInterval?: Time
}
