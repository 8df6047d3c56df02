/**
 * Deployments.
 */
import type { Time } from '../../../sim/engine/time.ts'
import type { Selector } from '../selector.ts'
import type { PodAmount } from './amount.ts'
import type { ObjectMeta } from './object-name.ts'
import type { PodTemplateSpec } from './pod-template-spec.ts'

export type DeploymentStrategy =
  | { readonly type: 'Recreate' }
  | { readonly type: 'RollingUpdate'; readonly maxSurge: PodAmount; readonly maxUnavailable: PodAmount }

export interface Deployment extends ObjectMeta {
  readonly kind: 'Deployment'
  readonly replicas: number
  readonly selector: Selector
  readonly pod: PodTemplateSpec
  readonly strategy: DeploymentStrategy
  /** How long a pod is ready before it counts as available. */
  readonly minReady: Time
  readonly progressDeadline: Time
  readonly paused: boolean
}
