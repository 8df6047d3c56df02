/**
 * What a plugin of the scheduler is: a filter, a score, or both (Kubernetes, staging/src/k8s.io/kube-scheduler/framework, v1.34.4).
 *
 * A filter and a score are prepared once for each pod template and then asked for nodes. What reads only one node is
 * asked again for it when that node has changed; what reads the cluster gets a `begin` in every cycle.
 */
import type { Cluster } from './cluster.ts'
import type { NodeInfo } from './node-info.ts'
import type { AskedOfNodes, Pod, PodTemplate } from './pod.ts'

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

/** Asked about one node at a time; whatever it reads is of that node. */
export interface NodeFilter {
  /** Null lets the node pass. */
  check(info: NodeInfo): Status | null
  /** Whether the columns of nodes alone show that this one passes; if not, `check` has to say. */
  passes?(slot: number): boolean
  /** No other node is looked at. */
  readonly names?: ReadonlySet<string>
  /** No node at all can pass. */
  readonly rejects?: Status
}

/** Counts over the cluster, and then knows nodes by their slots. */
export interface ClusterFilter {
  /** What is counted before any node is looked at. False: there is nothing to check in this cycle (Skip). */
  begin(): boolean
  /** Null lets the node pass. */
  check(slot: number): Status | null
  /** What would be with this pod on the node, until it is removed again. */
  add(pod: Pod, info: NodeInfo): void
  /** What would be without it, until it is added again. */
  remove(pod: Pod, info: NodeInfo): void
}

export interface NodeScorer {
  /** 0 to 100, or any whole number that `normalise` brings there. */
  score(info: NodeInfo): number
  /** The same for many nodes: adds the weighted score of each of the first `count` slots to its sum. */
  addScores?(slots: Int32Array, count: number, weight: number, sums: Int32Array): void
  /** Brings the first `count` scores to 0 to 100; where all are 0, to one score whatever their number. */
  normalise?(scores: Float64Array, count: number): void
}

export interface ClusterScorer {
  /** Whether `begin` would find nothing to score in this cycle, whichever nodes pass. */
  isIdle(): boolean
  /** What is counted over the nodes that passed, before any is scored. False: no scores in this cycle (Skip). */
  begin(slots: Int32Array, count: number): boolean
  /** Fills the first `count` scores, of the nodes that passed, in order. */
  score(slots: Int32Array, count: number, scores: Float64Array): void
  /** Brings them to 0 to 100. */
  normalise(scores: Float64Array, slots: Int32Array, count: number): void
}

/**
 * Prepares what a plugin does for the pods of a template; null has nothing to do for them (Skip). `reads` says what an
 * answer about a node depends on: the node alone, its pods too, the number of nodes too, or any node and pod.
 */
interface Preparing<Reads, Asked, Prepared> {
  readonly reads: Reads
  prepare(asked: Asked, cluster: Cluster): Prepared | null
}

export interface Plugin {
  readonly name: string
  readonly filter?:
    | Preparing<'node' | 'pods', AskedOfNodes, NodeFilter>
    | Preparing<'cluster', PodTemplate, ClusterFilter>
  readonly score?:
    | Preparing<'node' | 'pods' | 'size', AskedOfNodes, NodeScorer>
    | Preparing<'cluster', PodTemplate, ClusterScorer>
}

export function unresolvable(plugin: string, ...reasons: readonly string[]): Status {
  return { plugin, code: 'UnschedulableAndUnresolvable', reasons }
}

export function unschedulable(plugin: string, ...reasons: readonly string[]): Status {
  return { plugin, code: 'Unschedulable', reasons }
}
