/**
 * Whether a pod would fit once other pods have come to a node (Kubernetes,
 * pkg/scheduler/framework/runtime/framework.go, RunFilterPluginsWithNominatedPods, v1.34.4).
 */
import type { NodeChecks } from './node-checks.ts'
import type { NodeInfo } from './node-info.ts'
import type { Status } from './plugin.ts'
import type { Pod } from './pod.ts'

/**
 * Checks a node to which pods of equal or higher priority are nominated twice: with all of them, for they may get there
 * first, and without, for they may not. `check` is the second, and the only one where there are none.
 */
export function passesWithNominated(
  pod: Pod,
  checks: NodeChecks,
  info: NodeInfo,
  nominated: readonly Pod[],
  check: () => Status | null,
): Status | null {
  const first = nominated.filter(other => other !== pod && other.template.priority >= pod.template.priority)
  if (first.length === 0) return check()
  const altered = info.copy()
  for (const other of first) {
    altered.add(other)
    checks.add(other, altered)
  }
  const status = checks.checkAltered(altered)
  for (const other of first) checks.remove(other, altered)
  return status ?? check()
}
