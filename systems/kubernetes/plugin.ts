/**
 * What a plugin of the scheduler is: a filter, a score, or both (Kubernetes, staging/src/k8s.io/kube-scheduler/framework, v1.34.4).
 *
 * A filter and a score are prepared once for each pod template and then asked for nodes. What reads only one node is
 * asked again for it when that node has changed; what reads the cluster gets a `begin` in every cycle.
 */
import type { Cluster } from './cluster.ts'
import type { NodeInfo } from './node-info.ts'
import type { Pod, PodTemplate } from './pod.ts'

/**
 * What the scheduler does next with a node that was rejected: `Unschedulable`, preemption may help there;
 * `UnschedulableAndUnresolvable`, it can not.
 */
export type Code = 'Unschedulable' | 'UnschedulableAndUnresolvable'

/** Why a node was rejected, in the real scheduler's words. */
export interface Status {
  readonly plugin: string
  readonly code: Code
  readonly reasons: readonly string[]
}

/** What an answer about a node depends on: the node alone, its pods too, the number of nodes too, or any node and pod. */
export type Reads = 'node' | 'pods' | 'size' | 'cluster'

export interface Filter {
  /** Null lets the node pass. */
  check(info: NodeInfo): Status | null
  /** No other node is looked at. */
  readonly names?: ReadonlySet<string>
  /** No node at all can pass. */
  readonly rejects?: Status
  /** What is counted before any node is looked at. False: there is nothing to check in this cycle (Skip). */
  begin?(): boolean
  /** What would be with this pod on the node, until it is removed again. */
  add?(pod: Pod, info: NodeInfo): void
  /** What would be without it, until it is added again. */
  remove?(pod: Pod, info: NodeInfo): void
}

export interface Scorer {
  /** 0 to 100, or anything that `normalise` brings there. */
  score(info: NodeInfo): number
  /** What is counted over the nodes that passed, before any is scored. False: no scores in this cycle (Skip). */
  begin?(feasible: readonly NodeInfo[], count: number): boolean
  /** Brings the first `count` scores to 0 to 100; they are of the feasible nodes in order. */
  normalise?(scores: Float64Array, feasible: readonly NodeInfo[], count: number): void
}

export interface Plugin {
  readonly name: string
  readonly filter?: {
    readonly reads: Reads
    /** Null has nothing to check for pods of this template (Skip). */
    prepare(template: PodTemplate, cluster: Cluster): Filter | null
  }
  readonly score?: {
    readonly reads: Reads
    /** Null has no scores for pods of this template (Skip). */
    prepare(template: PodTemplate, cluster: Cluster): Scorer | null
  }
}

export function unresolvable(plugin: string, ...reasons: readonly string[]): Status {
  return { plugin, code: 'UnschedulableAndUnresolvable', reasons }
}

export function unschedulable(plugin: string, ...reasons: readonly string[]): Status {
  return { plugin, code: 'Unschedulable', reasons }
}
