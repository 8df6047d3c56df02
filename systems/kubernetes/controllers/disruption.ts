/**
 * How many pods of a PodDisruptionBudget may go (Kubernetes, pkg/controller/disruption/disruption.go, v1.34.4).
 */
import { podsOf } from '../objects/amount.ts'
import type { DisruptionBudgetSpec } from '../objects/disruption-budget-spec.ts'

type Limits = Pick<DisruptionBudgetSpec, 'minAvailable' | 'maxUnavailable'>

/**
 * `status.desiredHealthy`; null where it follows from nothing, and the budget allows nothing.
 *
 * @param scale how many pods their owners want, all together; null where one of the owners cannot be asked, as a Job cannot:
 *   then only a `minAvailable` that is a number protects pods without forbidding everything
 */
export function desiredHealthy(
  { minAvailable, maxUnavailable }: Limits,
  scale: number | null,
): number | null {
  if (minAvailable !== null && 'pods' in minAvailable) return minAvailable.pods
  if (scale === null || scale === 0) return null
  if (maxUnavailable !== null) return Math.max(0, scale - podsOf(maxUnavailable, scale, 'up'))
  return minAvailable === null ? null : podsOf(minAvailable, scale, 'up')
}

/**
 * `status.disruptionsAllowed`.
 *
 * @param healthy pods that are ready and not on their way out
 */
export function disruptionsAllowed(healthy: number, desired: number | null): number {
  return desired === null ? 0 : Math.max(0, healthy - desired)
}
