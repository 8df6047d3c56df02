/**
 * PodDisruptionBudgets as they are written; what they allow at a moment is worked out by their controller.
 */
import type { Selector } from '../selector.ts'
import type { PodAmount } from './amount.ts'
import type { ObjectMeta } from './object-name.ts'

export interface DisruptionBudgetSpec extends ObjectMeta {
  readonly kind: 'PodDisruptionBudget'
  readonly selector: Selector
  /** Neither where both are null, and then nothing may be disrupted; never both. */
  readonly minAvailable: PodAmount | null
  readonly maxUnavailable: PodAmount | null
  /** `unhealthyPodEvictionPolicy: AlwaysAllow`: pods that run and are not ready may be evicted in any case. */
  readonly evictsUnready: boolean
}
