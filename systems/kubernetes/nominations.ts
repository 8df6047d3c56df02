/**
 * Pods for which room was made on a node and that wait for it (Kubernetes, pkg/scheduler/backend/queue/nominator.go, v1.34.4).
 */
import type { Pod } from './pod.ts'

export class Nominations {
  readonly #byNode = new Map<string, Pod[]>()

  /** Nodes that pods are nominated to. */
  get size(): number {
    return this.#byNode.size
  }

  on(nodeName: string): readonly Pod[] {
    return this.#byNode.get(nodeName) ?? []
  }

  /** An older nomination of the pod ends. */
  nominate(pod: Pod, nodeName: string): void {
    this.clear(pod)
    pod.nominatedNodeName = nodeName
    const pods = this.#byNode.get(nodeName)
    if (pods === undefined) this.#byNode.set(nodeName, [pod])
    else pods.push(pod)
  }

  clear(pod: Pod): void {
    const nodeName = pod.nominatedNodeName
    if (nodeName === null) return
    pod.nominatedNodeName = null
    const others = this.on(nodeName).filter(other => other !== pod)
    if (others.length === 0) this.#byNode.delete(nodeName)
    else this.#byNode.set(nodeName, others)
  }
}
