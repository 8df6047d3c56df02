/**
 * What manifests say of a cluster, apart from what makes pods.
 */
import type { Namespaces } from '../affinity-term.ts'
import type { Node } from '../node.ts'
import type { Service } from '../workloads.ts'

export interface WrittenCluster {
  /** One for each machine, in order; empty where machines are not written as nodes. */
  readonly nodes: readonly Node[]
  readonly services: readonly Service[]
  readonly namespaces: Namespaces
}
