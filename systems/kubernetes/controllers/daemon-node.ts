/**
 * What a node is to a DaemonSet (Kubernetes, pkg/controller/daemon/daemon_controller.go, NodeShouldRunDaemonPod, v1.34).
 */
import type { Node } from '../node.ts'
import { isRequiredNode } from '../node-selector.ts'
import type { DaemonSet } from '../objects/daemon-set.ts'
import { isTolerated, type Toleration } from '../taints.ts'

/** It is to have a pod; it keeps one that is there and gets no other, for a taint NoSchedule; it is to have none. */
export type NodeVerdict = 'wanted' | 'kept' | 'refused'

/** @param pods with the tolerations that its pods have */
export function nodeVerdict(pods: Parameters<typeof isRequiredNode>[0] & Tolerant, node: Node): NodeVerdict {
  if (!isRequiredNode(pods, node)) return 'refused'
  const untolerated = node.taints.filter(taint => !isTolerated(taint, pods.tolerations, false))
  if (untolerated.some(({ effect }) => effect === 'NoExecute')) return 'refused'
  return untolerated.some(({ effect }) => effect === 'NoSchedule') ? 'kept' : 'wanted'
}

interface Tolerant {
  readonly tolerations: readonly Toleration[]
}

/** What is added to its pods (daemon/util/daemonset_util.go, AddOrUpdateDaemonPodTolerations). They stay on nodes in trouble. */
export const daemonTolerations: readonly Toleration[] = [
  { key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' } as const,
  { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' } as const,
  { key: 'node.kubernetes.io/disk-pressure', effect: 'NoSchedule' } as const,
  { key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' } as const,
  { key: 'node.kubernetes.io/pid-pressure', effect: 'NoSchedule' } as const,
  { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' } as const,
].map(taint => ({ ...taint, operator: 'Exists', value: '' }))

/** On the network of their hosts they may be what sets up that of all others. */
const networkUnavailable: Toleration = {
  key: 'node.kubernetes.io/network-unavailable',
  operator: 'Exists',
  value: '',
  effect: 'NoSchedule',
}

/** All that the pods of a DaemonSet tolerate, but for what admission adds to any pod. */
export function tolerationsOf({
  pod,
  isOnHostNetwork,
}: Pick<DaemonSet, 'pod' | 'isOnHostNetwork'>): Toleration[] {
  return [...pod.template.tolerations, ...daemonTolerations, ...(isOnHostNetwork ? [networkUnavailable] : [])]
}
