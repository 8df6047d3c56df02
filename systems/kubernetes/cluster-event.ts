/**
 * What can let a waiting pod fit.
 */
import type { Node } from './node.ts'
import type { Pod } from './pod.ts'

export type ClusterEvent =
  | { readonly kind: 'node-added'; readonly node: Node }
  | { readonly kind: 'node-updated'; readonly before: Node; readonly after: Node }
  | { readonly kind: 'node-removed'; readonly node: Node }
  /** A pod is on a node from now on. */
  | { readonly kind: 'pod-assigned'; readonly pod: Pod }
  /** A pod on a node is gone. That it begins to terminate is no event. */
  | { readonly kind: 'pod-removed'; readonly pod: Pod }
