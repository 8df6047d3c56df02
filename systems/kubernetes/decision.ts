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

/** The nodes that were rejected in one cycle, in the order in which they were looked at; the next cycle fills it anew. */
export class Rejections {
  readonly infos: NodeInfo[] = []
  readonly statuses: Status[] = []
  length = 0

  clear(): void {
    this.length = 0
  }

  push(info: NodeInfo, status: Status): void {
    this.infos[this.length] = info
    this.statuses[this.length++] = status
  }

  /** Undefined for a node that was not rejected. */
  statusOf(info: NodeInfo): Status | undefined {
    const at = this.infos.indexOf(info)
    return at < 0 || at >= this.length ? undefined : this.statuses[at]
  }

  list(): Rejection[] {
    return this.infos.slice(0, this.length).map((info, i) => ({ info, status: this.statuses[i]! }))
  }
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
  /** Holds until the next cycle begins. */
  readonly rejections: Rejections
  /** Of the nodes that were not looked at; null where all were, or need not be. */
  readonly absent: Status | null
  /** Plugins that narrowed the search to nodes by name. */
  readonly narrowing: readonly string[]
  /** No node was looked at: the pod contradicts itself. */
  readonly preFilter: Status | null
  readonly preemption: Preemption | null
}

/** The plugins that keep the pod waiting: an event that none of them minds cannot help it. */
export function rejectorsOf({ rejections, absent, narrowing }: Decision): ReadonlySet<string> {
  const plugins = new Set(narrowing)
  for (let i = 0; i < rejections.length; i++) plugins.add(rejections.statuses[i]!.plugin)
  if (absent !== null && absent.plugin !== '') plugins.add(absent.plugin)
  return plugins
}

/** The text of the pod's FailedScheduling event. */
export function failureMessage(decision: Decision): string {
  const { nodes, preFilter, preemption } = decision
  if (nodes === 0) return 'no nodes available to schedule pods'
  const reasons =
    preFilter === null
      ? nodesMessage(nodes, countReasons(decision.rejections), decision.rejections.length, decision.absent)
      : `0/${nodes} nodes are available: ${preFilter.reasons.join(', ')}.`
  if (preemption === null || preemption.best.length > 0) return reasons
  const { ineligible, rejections } = preemption
  const counts = new Map<string, number>()
  for (const { status } of rejections) count(counts, status, 1)
  const outcome = ineligible ?? nodesMessage(nodes, counts, rejections.length, notHelpful)
  // The plugin of dynamic resources speaks first; without claims it has nothing to give back.
  return `${reasons} no new claims to deallocate, preemption: ${outcome}`
}

const notHelpful: Status = {
  plugin: 'DefaultPreemption',
  code: 'UnschedulableAndUnresolvable',
  reasons: ['Preemption is not helpful for scheduling'],
}

/** Every reason with the number of its nodes, in the order of these texts. */
function nodesMessage(
  nodes: number,
  counts: Map<string, number>,
  rejected: number,
  absent: Status | null,
): string {
  if (rejected < nodes && absent !== null) count(counts, absent, nodes - rejected)
  const texts = [...counts].map(([reason, count]) => `${count} ${reason}`).sort()
  return `0/${nodes} nodes are available:${texts.length === 0 ? '' : ` ${texts.join(', ')}.`}`
}

function countReasons({ statuses, length }: Rejections): Map<string, number> {
  // Nodes share their statuses, so these are counted first.
  const nodes = new Map<Status, number>()
  for (let i = 0; i < length; i++) nodes.set(statuses[i]!, (nodes.get(statuses[i]!) ?? 0) + 1)
  const counts = new Map<string, number>()
  for (const [status, by] of nodes) count(counts, status, by)
  return counts
}

function count(counts: Map<string, number>, { reasons }: Status, by: number): void {
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + by)
}
