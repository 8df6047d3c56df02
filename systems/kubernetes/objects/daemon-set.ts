/**
 * DaemonSets.
 */
import type { Time } from '../../../sim/engine/time.ts'
import type { Selector } from '../selector.ts'
import type { PodAmount } from './amount.ts'
import type { ObjectMeta } from './object-name.ts'
import type { PodTemplateSpec } from './pod-template-spec.ts'

export type DaemonSetUpdate =
  | { readonly type: 'OnDelete' }
  | { readonly type: 'RollingUpdate'; readonly maxSurge: PodAmount; readonly maxUnavailable: PodAmount }

export interface DaemonSet extends ObjectMeta {
  readonly kind: 'DaemonSet'
  readonly selector: Selector
  readonly pod: PodTemplateSpec
  readonly update: DaemonSetUpdate
  readonly minReady: Time
  /** `hostNetwork` of its pods. */
  readonly isOnHostNetwork: boolean
}
