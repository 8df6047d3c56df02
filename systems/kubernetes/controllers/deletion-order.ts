/**
 * Which pods go first when there are too many (Kubernetes, pkg/controller/controller_utils.go, ActivePodsWithRanks, v1.34):
 * those whose loss is felt least.
 */
import type { Time } from '../../../sim/engine/time.ts'
import type { OwnedPod, PodPhase } from './owned-pod.ts'

const PHASES: Readonly<Record<PodPhase, number>> = { Pending: 0, Running: 1, Succeeded: 2, Failed: 2 }

/**
 * The pods in the order in which they go: without a node; pending; not ready; with more pods of the same owner on their node;
 * ready for a shorter time; restarted more often; younger. Times are compared by the power of two that they have reached, so that
 * chance (the uid) decides between pods of about one age.
 *
 * @param related pods that count as neighbours on a node: of a Deployment, those of all its ReplicaSets
 */
export function inDeletionOrder(
  pods: readonly OwnedPod[],
  related: Iterable<OwnedPod>,
  now: Time,
): OwnedPod[] {
  const onNode = new Map<string | null, number>()
  for (const { nodeName } of related) onNode.set(nodeName, (onNode.get(nodeName) ?? 0) + 1)
  return [...pods].sort((a, b) => compare(a, b, onNode, now))
}

function compare(a: OwnedPod, b: OwnedPod, onNode: ReadonlyMap<string | null, number>, now: Time): number {
  const byNode = Number(a.nodeName !== null) - Number(b.nodeName !== null)
  if (byNode !== 0) return byNode
  const byPhase = PHASES[a.phase] - PHASES[b.phase]
  if (byPhase !== 0) return byPhase
  const byReadiness = Number(a.readySince !== null) - Number(b.readySince !== null)
  if (byReadiness !== 0) return byReadiness
  const byNeighbours = (onNode.get(b.nodeName) ?? 0) - (onNode.get(a.nodeName) ?? 0)
  if (byNeighbours !== 0) return byNeighbours
  if (a.readySince !== null && b.readySince !== null && a.readySince !== b.readySince)
    return byAge(a, b, now - a.readySince, now - b.readySince)
  if (a.restarts !== b.restarts) return b.restarts - a.restarts
  if (a.createdAt !== b.createdAt) return byAge(a, b, now - a.createdAt, now - b.createdAt)
  return a.uid - b.uid
}

function byAge(a: OwnedPod, b: OwnedPod, age: Time, other: Time): number {
  const difference = rank(age) - rank(other)
  return difference === 0 ? a.uid - b.uid : difference
}

/** The whole part of the binary logarithm of the nanoseconds; -1 for none. */
function rank(age: Time): number {
  if (age <= 0) return -1
  const nanoseconds = age * 1000
  const high = Math.floor(nanoseconds / 2 ** 32)
  return high > 0 ? 63 - Math.clz32(high) : 31 - Math.clz32(nanoseconds)
}
