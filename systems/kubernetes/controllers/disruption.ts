/**
 * How many pods of a PodDisruptionBudget may go (Kubernetes, pkg/controller/disruption/disruption.go, v1.34.4).
 */
import { podsOf } from '../objects/amount.ts'
import type { DisruptionBudgetSpec } from '../objects/disruption-budget-spec.ts'

/**
 * `status.disruptionsAllowed`.
 *
 * @param healthy pods that are ready and not on their way out
 * @param scale how many pods their owners want, all together; null where one of the owners cannot be asked, as a Job cannot:
 *   then only a `minAvailable` that is a number protects pods without forbidding everything
 */
export function disruptionsAllowed(
  { minAvailable, maxUnavailable }: Pick<DisruptionBudgetSpec, 'minAvailable' | 'maxUnavailable'>,
  healthy: number,
  scale: number | null,
): number {
  if (minAvailable !== null && 'pods' in minAvailable) return Math.max(0, healthy - minAvailable.pods)
  if (scale === null || scale === 0) return 0
  if (maxUnavailable !== null)
    return Math.max(0, healthy - Math.max(0, scale - podsOf(maxUnavailable, scale, 'up')))
  return minAvailable === null ? 0 : Math.max(0, healthy - podsOf(minAvailable, scale, 'up'))
}
