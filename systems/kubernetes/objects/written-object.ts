/**
 * An object of a manifest as the jobs of one class, which are what it makes.
 */
import type { PodMaker } from './cluster-objects.ts'

export interface WrittenObject {
  readonly object: PodMaker
  /** Where its first pods are, one after the other, without any scheduler being asked; null: the scheduler is. */
  readonly places: readonly (string | null)[]
}
