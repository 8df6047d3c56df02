/**
 * What a Job makes of a pod that failed (Kubernetes, pkg/controller/job/pod_failure_policy.go, v1.34).
 */
import type { PodFailureAction, PodFailureRule } from '../objects/job.ts'

/** How a pod of a Job came to its end without success. */
export interface PodFailure {
  /** Of each container by its name, where it ended by itself or was killed. */
  readonly exitCodes: ReadonlyMap<string, number>
  /** Conditions that are true: `DisruptionTarget` for pods that were preempted, evicted or drained. */
  readonly conditions: readonly string[]
}

/** Exit code of a container that was killed because it did not end by itself: 128 + SIGKILL. */
export const KILLED = 137

/** The action of the first rule that matches; `Count` where none does. */
export function actionOn(failure: PodFailure, rules: readonly PodFailureRule[]): PodFailureAction {
  return rules.find(rule => matches(failure, rule))?.action ?? 'Count'
}

function matches({ exitCodes, conditions }: PodFailure, rule: PodFailureRule): boolean {
  const { onExitCodes, onConditions } = rule
  if (onExitCodes === null)
    return onConditions.some(({ type, status }) => status === 'True' && conditions.includes(type))
  const { container, operator, values } = onExitCodes
  for (const [name, code] of exitCodes) {
    // A container that succeeded is no reason for the failure of the pod.
    if (code === 0 || (container !== null && container !== name)) continue
    if (values.includes(code) === (operator === 'In')) return true
  }
  return false
}
