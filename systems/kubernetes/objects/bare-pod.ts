/**
 * Pods that nobody owns: nobody replaces them.
 */
import type { ObjectMeta } from './object-name.ts'
import type { PodTemplateSpec } from './pod-template-spec.ts'

export interface BarePod extends ObjectMeta {
  readonly kind: 'Pod'
  readonly pod: PodTemplateSpec
  /** Where it is in the dump; null where it waits, or where places are left out. */
  readonly nodeName: string | null
}
