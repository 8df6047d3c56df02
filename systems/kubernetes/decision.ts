/**
 * How a scheduling cycle ended, and why (Kubernetes, pkg/scheduler/framework/types.go, FitError, v1.34.4).
 */
import type { NodeInfo } from './node-info.ts'
import type { Status } from './plugin.ts'
import type { Pod } from './pod.ts'

/** A node that was looked at and rejected. */
export interface Rejection {
  readonly info: NodeInfo
  readonly status: Status
}

/** Room that preemption made, or would make. */
export interface Candidate {
  readonly info: NodeInfo
  /** From the most important. */
  readonly victims: readonly Pod[]
  /** How many of them a disruption budget protects. */
  readonly violations: number
}

/** What preemption came to. */
export interface Preemption {
  /** In the order in which nodes were tried. */
  readonly candidates: readonly Candidate[]
  readonly rejections: readonly Rejection[]
  /** Candidates that are equal in every criterion; the first is taken. Empty where there is none. */
  readonly best: readonly Candidate[]
  /** Why the pod may not preempt; null if it may. */
  readonly ineligible: string | null
}

export interface Decision {
  readonly pod: Pod
  /** Nodes in the cluster. */
  readonly nodes: number
  /** Where it goes; null if nowhere. */
  readonly info: NodeInfo | null
  readonly rejections: readonly Rejection[]
  /** Of the nodes that were not looked at; null where all were, or need not be. */
  readonly absent: Status | null
  /** No node was looked at: the pod contradicts itself. */
  readonly preFilter: Status | null
  readonly preemption: Preemption | null
}

/** The text of the pod's FailedScheduling event. */
export function failureMessage(decision: Decision): string {
  const { nodes, preFilter, preemption } = decision
  if (nodes === 0) return 'no nodes available to schedule pods'
  const reasons =
    preFilter === null
      ? nodesMessage(nodes, decision.rejections, decision.absent)
      : `0/${nodes} nodes are available: ${preFilter.reasons.join(', ')}.`
  if (preemption === null || preemption.best.length > 0) return reasons
  const { ineligible, rejections } = preemption
  const outcome = ineligible ?? nodesMessage(nodes, rejections, notHelpful)
  // The plugin of dynamic resources speaks first; without claims it has nothing to give back.
  return `${reasons} no new claims to deallocate, preemption: ${outcome}`
}

const notHelpful: Status = {
  plugin: 'DefaultPreemption',
  code: 'UnschedulableAndUnresolvable',
  reasons: ['Preemption is not helpful for scheduling'],
}

/** Every reason with the number of its nodes, in the order of these texts. */
function nodesMessage(nodes: number, rejections: readonly Rejection[], absent: Status | null): string {
  const counts = new Map<string, number>()
  const count = (reason: string, by: number) => counts.set(reason, (counts.get(reason) ?? 0) + by)
  for (const { status } of rejections) for (const reason of status.reasons) count(reason, 1)
  const left = nodes - rejections.length
  if (left > 0 && absent !== null) for (const reason of absent.reasons) count(reason, left)
  const texts = [...counts].map(([reason, count]) => `${count} ${reason}`).sort()
  return `0/${nodes} nodes are available:${texts.length === 0 ? '' : ` ${texts.join(', ')}.`}`
}
