/**
 * ReplicaSets that no Deployment owns; those of one are made by it.
 */
import type { Time } from '../../../sim/engine/time.ts'
import type { Selector } from '../selector.ts'
import type { ObjectMeta } from './object-name.ts'
import type { PodTemplateSpec } from './pod-template-spec.ts'

export interface ReplicaSet extends ObjectMeta {
  readonly kind: 'ReplicaSet'
  readonly replicas: number
  readonly selector: Selector
  readonly pod: PodTemplateSpec
  readonly minReady: Time
}
