/**
 * PodDisruptionBudgets, as far as preemption looks at them (Kubernetes,
 * pkg/scheduler/framework/plugins/defaultpreemption/default_preemption.go, v1.34.4).
 */
import type { Pod } from './pod.ts'
import { isEmpty, type Selector, selects } from './selector.ts'

export interface DisruptionBudget {
  readonly namespace: string
  readonly name: string
  /** One that is empty, or not given, protects nothing. */
  readonly selector: Selector
  /** `status.disruptionsAllowed`. */
  readonly allowed: number
  /** `status.disruptedPods`: names of pods whose eviction is under way and was counted already. */
  readonly disrupted: ReadonlySet<string>
}

/**
 * Which of the pods would break a budget if all of them went, one after another in this order. Every pod counts its budgets
 * down, whether it breaks one or not.
 */
export function violating(pods: readonly Pod[], budgets: readonly DisruptionBudget[]): ReadonlySet<Pod> {
  const left = budgets.map(({ allowed }) => allowed)
  const found = new Set<Pod>()
  for (const pod of pods) {
    const { namespace, labels } = pod.template
    if (labels.size === 0) continue
    budgets.forEach((budget, i) => {
      if (budget.namespace !== namespace || isEmpty(budget.selector)) return
      if (!selects(budget.selector, labels) || budget.disrupted.has(pod.key.slice(namespace.length + 1)))
        return
      left[i]!--
      if (left[i]! < 0) found.add(pod)
    })
  }
  return found
}
