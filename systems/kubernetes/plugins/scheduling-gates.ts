/**
 * SchedulingGates: a pod waits outside the queue until its gates are taken away (Kubernetes,
 * pkg/scheduler/framework/plugins/schedulinggates/scheduling_gates.go, v1.34.4).
 */

import { type Status, unresolvable } from '../plugin.ts'
import type { PodTemplate } from '../pod.ts'

/** Null for a pod that may enter the queue. */
export function schedulingGates({ schedulingGates: gates }: PodTemplate): Status | null {
  if (gates.length === 0) return null
  return unresolvable('SchedulingGates', `waiting for scheduling gates: [${gates.join(' ')}]`)
}
