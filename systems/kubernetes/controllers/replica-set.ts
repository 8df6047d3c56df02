/**
 * What a ReplicaSet does about its pods (Kubernetes, pkg/controller/replicaset/replica_set.go, v1.34).
 */
import type { Time } from '../../../sim/engine/time.ts'
import { inDeletionOrder } from './deletion-order.ts'
import { isActive, type OwnedPod } from './owned-pod.ts'

/** So many pods at most are created or deleted in one go. */
export const BURST_REPLICAS = 500

export interface ReplicaChange {
  readonly creates: number
  readonly deletes: readonly OwnedPod[]
}

/**
 * One sync: pods that are over or terminate do not count, so that one that is deleted is replaced at once, and beside it while it
 * ends. More than `BURST_REPLICAS` are left to the next sync.
 *
 * @param related active pods of the same Deployment
 */
export function syncReplicaSet(
  replicas: number,
  pods: Iterable<OwnedPod>,
  related: Iterable<OwnedPod>,
  now: Time,
): ReplicaChange {
  const active: OwnedPod[] = []
  for (const pod of pods) if (isActive(pod)) active.push(pod)
  const missing = replicas - active.length
  if (missing >= 0) return { creates: Math.min(missing, BURST_REPLICAS), deletes: [] }
  const excess = Math.min(-missing, BURST_REPLICAS)
  const deletes = excess === active.length ? active : inDeletionOrder(active, related, now).slice(0, excess)
  return { creates: 0, deletes }
}
