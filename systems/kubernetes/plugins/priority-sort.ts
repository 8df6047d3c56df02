/**
 * PrioritySort: the order of the queue (Kubernetes,
 * pkg/scheduler/framework/plugins/queuesort/priority_sort.go, v1.34.4).
 */
import type { Time } from '../../../sim/engine/time.ts'

export interface Queued {
  readonly priority: number
  /** When it came into the queue. */
  readonly timestamp: Time
  /** Of those that came at one moment the lower came first: a real clock tells them apart. */
  readonly turn: number
}

/** Negative where `a` goes first: the higher priority, then the earlier. */
export function prioritySort(a: Queued, b: Queued): number {
  return b.priority - a.priority || a.timestamp - b.timestamp || a.turn - b.turn
}
