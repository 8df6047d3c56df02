/**
 * A pod as the controller that made it sees it.
 */
import type { Time } from '../../../sim/engine/time.ts'

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed'

export interface OwnedPod {
  /** Drawn by the API server, and so in no order that means anything; decides where nothing else does. */
  readonly uid: number
  /** Of the template that it was made from; a later one is larger. */
  readonly revision: number
  /** Ordinal in a StatefulSet, completion index of a Job; 0 for a pod that has neither. */
  readonly index: number
  readonly createdAt: Time
  phase: PodPhase
  /** Null while it is on no node. */
  nodeName: string | null
  /** Since when it is ready; null while it is not. */
  readySince: Time | null
  /** It was deleted, and is not gone. */
  terminating: boolean
  /** Of its container. */
  restarts: number
}

/** Neither over nor on its way out (controller_utils.go, IsPodActive). */
export function isActive({ phase, terminating }: OwnedPod): boolean {
  return !terminating && (phase === 'Pending' || phase === 'Running')
}

/** Ready for long enough (podutil.IsPodAvailable). */
export function isAvailable({ readySince }: OwnedPod, minReady: Time, now: Time): boolean {
  return readySince !== null && readySince + minReady <= now
}

/** When the first of the pods that are ready becomes available; null when none is to. */
export function nextAvailable(pods: Iterable<OwnedPod>, minReady: Time, now: Time): Time | null {
  let next: Time | null = null
  for (const { readySince, terminating } of pods) {
    if (readySince === null || terminating || readySince + minReady <= now) continue
    if (next === null || readySince + minReady < next) next = readySince + minReady
  }
  return next
}
