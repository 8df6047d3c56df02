/**
 * Pods that nobody owns: nobody replaces them.
 */
import type { ObjectMeta } from './object-name.ts'
import type { PodSpec } from './pod-spec.ts'

export interface BarePod extends ObjectMeta {
  readonly kind: 'Pod'
  readonly pod: PodSpec
  /** Where it is in the dump; null where it waits, or where places are left out. */
  readonly nodeName: string | null
}
