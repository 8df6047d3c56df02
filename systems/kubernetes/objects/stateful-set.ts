/**
 * StatefulSets.
 */
import type { Time } from '../../../sim/engine/time.ts'
import type { Selector } from '../selector.ts'
import type { PodAmount } from './amount.ts'
import type { ObjectMeta } from './object-name.ts'
import type { PodTemplateSpec } from './pod-template-spec.ts'

export type StatefulSetUpdate =
  | { readonly type: 'OnDelete' }
  /** The first `partition` pods are left as they are, the others updated, from the last down. */
  | { readonly type: 'RollingUpdate'; readonly partition: number; readonly maxUnavailable: PodAmount }

export interface StatefulSet extends ObjectMeta {
  readonly kind: 'StatefulSet'
  readonly replicas: number
  readonly selector: Selector
  readonly pod: PodTemplateSpec
  readonly podManagementPolicy: 'OrderedReady' | 'Parallel'
  readonly update: StatefulSetUpdate
  readonly minReady: Time
  /** Ordinal of the first pod. */
  readonly start: number
}
