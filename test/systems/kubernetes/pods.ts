/**
 * Small pods and nodes for tests of the Kubernetes scheduler.
 */
import { Cluster } from '../../../systems/kubernetes/cluster.ts'
import type { Node } from '../../../systems/kubernetes/node.ts'
import { type Pod, type PodTemplate, podOf } from '../../../systems/kubernetes/pod.ts'
import type { Resources } from '../../../systems/kubernetes/resources.ts'

const GIB = 1024 ** 3

/** 4 CPUs, 8 GiB and 110 pods. */
export function node(name: string, labels: Record<string, string> = {}, changes: Partial<Node> = {}): Node {
  return {
    name,
    labels: new Map(Object.entries(labels)),
    taints: [],
    unschedulable: false,
    allocatable: { cpuMilli: 4000, memoryBytes: 8 * GIB },
    allocatablePods: 110,
    images: [],
    ...changes,
  }
}

export function asking(requests: Resources): PodTemplate['requests'] {
  return { requests, nonZero: requests, scored: requests }
}

/** 1 CPU and 1 GiB. */
export function template(changes: Partial<PodTemplate> = {}): PodTemplate {
  return {
    namespace: 'default',
    labels: new Map(),
    owner: null,
    images: [],
    requests: asking({ cpuMilli: 1000, memoryBytes: GIB }),
    hostPorts: [],
    nodeSelector: new Map(),
    nodeAffinity: null,
    affinity: null,
    antiAffinity: null,
    tolerations: [],
    spread: [],
    priority: 0,
    neverPreempts: false,
    schedulingGates: [],
    requiredNodeName: null,
    schedulerName: 'default-scheduler',
    ...changes,
  }
}

export function pod(name: string, changes: Partial<PodTemplate> = {}): Pod {
  return podOf(template(changes), name)
}

export function clusterOf(...nodes: readonly Node[]): Cluster {
  const cluster = new Cluster()
  for (const each of nodes) cluster.addNode(each)
  cluster.refresh()
  return cluster
}

/** Puts the pod on the node. */
export function bound(cluster: Cluster, pod: Pod, nodeName: string): Pod {
  pod.nodeName = nodeName
  cluster.addPod(pod)
  return pod
}
