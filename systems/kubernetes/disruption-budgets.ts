/**
 * PodDisruptionBudgets, and how preemption looks at them (Kubernetes,
 * pkg/scheduler/framework/plugins/defaultpreemption/default_preemption.go, v1.34.4).
 */
import type { Pod, PodTemplate } from './pod.ts'
import { isEmpty, type Selector, selects } from './selector.ts'

export interface DisruptionBudget {
  readonly namespace: string
  readonly name: string
  /** One that is not given protects nothing, nor does an empty one from preemption. */
  readonly selector: Selector
  /** `status.disruptionsAllowed`. */
  readonly allowed: number
  /** `status.disruptedPods`: names of pods whose eviction is under way and was counted already. */
  readonly disrupted: ReadonlySet<string>
}

/** Does preemption mind the budget for pods of the template? */
function isOf({ namespace, selector }: DisruptionBudget, template: PodTemplate): boolean {
  const { labels } = template
  return (
    labels.size > 0 && namespace === template.namespace && !isEmpty(selector) && selects(selector, labels)
  )
}

/**
 * Which of the pods would break a budget if all of them went, one after another in this order. Every pod counts its budgets
 * down, whether it breaks one or not.
 */
export function violating(pods: readonly Pod[], budgets: readonly DisruptionBudget[]): ReadonlySet<Pod> {
  const left = budgets.map(({ allowed }) => allowed)
  const found = new Set<Pod>()
  for (const pod of pods) {
    const { namespace } = pod.template
    budgets.forEach((budget, i) => {
      if (!isOf(budget, pod.template) || budget.disrupted.has(pod.key.slice(namespace.length + 1))) return
      left[i]!--
      if (left[i]! < 0) found.add(pod)
    })
  }
  return found
}
