/**
 * The eviction API: a pod is deleted if its PodDisruptionBudget allows that (Kubernetes, pkg/registry/core/pod/storage/eviction.go,
 * v1.34).
 */
import type { DisruptionBudget } from './disruption-budgets.ts'
import type { PodTemplate } from './pod.ts'
import { selects } from './selector.ts'

export interface EvictionBudget extends DisruptionBudget {
  /** As many of its pods are healthy as it wants (`currentHealthy`, `desiredHealthy`), and it wants some. */
  readonly isMet: boolean
  /** `unhealthyPodEvictionPolicy: AlwaysAllow`. */
  readonly evictsUnready: boolean
}

/** What a request to evict a pod looks at. */
export interface Evictable {
  readonly template: PodTemplate
  /** It runs, and nobody has deleted it. */
  readonly isRunning: boolean
  readonly isReady: boolean
}

/**
 * `too many requests`: not now, and asking again later may help (status 429). `refused`: never, since more than one budget is for
 * the pod (status 500).
 */
export type EvictionAnswer = 'evicted' | 'too many requests' | 'refused'

/** What becomes of a request, and the budget that it is counted against; null: none. */
export interface Admission<B extends EvictionBudget> {
  readonly answer: EvictionAnswer
  readonly counts: B | null
}

const FREE = { answer: 'evicted', counts: null } as const

export function admitEviction<B extends EvictionBudget>(
  { template, isRunning, isReady }: Evictable,
  budgets: readonly B[],
): Admission<B> {
  if (!isRunning) return FREE
  const own = budgets.filter(budget => isFor(budget, template))
  const [budget] = own
  if (budget === undefined) return FREE
  if (own.length > 1) return { answer: 'refused', counts: null }
  // A pod that is not ready is not among those that a budget counts.
  if (!isReady && (budget.evictsUnready || budget.isMet)) return FREE
  return budget.allowed > 0
    ? { answer: 'evicted', counts: budget }
    : { answer: 'too many requests', counts: null }
}

/** Here an empty selector is for every pod of the namespace; to preemption it is for none. */
function isFor({ namespace, selector }: EvictionBudget, template: PodTemplate): boolean {
  return namespace === template.namespace && selects(selector, template.labels)
}

/** The budget after the pod of this name was evicted; its controller works the number out anew when it hears of it. */
export function counted(budget: EvictionBudget, pod: string): EvictionBudget {
  return { ...budget, allowed: budget.allowed - 1, disrupted: new Set([...budget.disrupted, pod]) }
}
