/**
 * A node with the pods on it, as filters and scores see it (Kubernetes, pkg/scheduler/framework/types.go, v1.34.4).
 */
import { HostPorts } from './host-ports.ts'
import type { Node } from './node.ts'
import type { Pod } from './pod.ts'
import { Amounts } from './resources.ts'

export interface ImageState {
  readonly sizeBytes: number
  /** How many nodes had it when this node was last seen to change. */
  readonly nodes: number
}

export const noImages: ReadonlyMap<string, ImageState> = new Map()

export class NodeInfo {
  /** Its number in tables of nodes; free again when the node is gone. */
  readonly slot: number
  /** Its place in the order in which nodes came. */
  readonly order: number
  #node: Node
  /** What the node has in all. */
  #allocatable = new Amounts()
  /** In order of binding, but that the last one takes the place of one that goes. */
  readonly pods: Pod[] = []
  readonly requested = new Amounts()
  /** With the defaults of scoring. */
  readonly nonZeroRequested = new Amounts()
  ports = new HostPorts()
  /** Of the pods, those with affinity or anti-affinity to pods, of any kind. */
  readonly podsWithAffinity: Pod[] = []
  readonly podsWithRequiredAntiAffinity: Pod[] = []
  /** By image name. */
  images: ReadonlyMap<string, ImageState> = noImages

  constructor(node: Node, slot: number, order: number) {
    this.#node = node
    this.#allocatable.add(node.allocatable, 1)
    this.slot = slot
    this.order = order
  }

  get node(): Node {
    return this.#node
  }

  get allocatable(): Amounts {
    return this.#allocatable
  }

  /** The node is described anew. */
  describe(node: Node): void {
    this.#node = node
    this.#allocatable = new Amounts()
    this.#allocatable.add(node.allocatable, 1)
  }

  /** The same node, to try out what would be without some of its pods or with more. */
  copy(): NodeInfo {
    const copy = new NodeInfo(this.node, this.slot, this.order)
    for (const pod of this.pods) copy.add(pod)
    copy.ports = this.ports.copy()
    copy.images = this.images
    return copy
  }

  add(pod: Pod): void {
    const { requests, hostPorts, antiAffinity } = pod.template
    this.pods.push(pod)
    if (hasAffinity(pod)) this.podsWithAffinity.push(pod)
    if (antiAffinity !== null && antiAffinity.required.length > 0) this.podsWithRequiredAntiAffinity.push(pod)
    this.requested.add(requests.requests, 1)
    this.nonZeroRequested.add(requests.nonZero, 1)
    this.ports.take(hostPorts)
  }

  /** Nothing happens for a pod that is not here. */
  remove(pod: Pod): void {
    if (!replaceByLast(this.pods, pod)) return
    replaceByLast(this.podsWithAffinity, pod)
    replaceByLast(this.podsWithRequiredAntiAffinity, pod)
    const { requests, hostPorts } = pod.template
    this.requested.add(requests.requests, -1)
    this.nonZeroRequested.add(requests.nonZero, -1)
    this.ports.release(hostPorts)
  }
}

function hasAffinity({ template: { affinity, antiAffinity } }: Pod): boolean {
  return affinity !== null || antiAffinity !== null
}

function replaceByLast(pods: Pod[], pod: Pod): boolean {
  const at = pods.indexOf(pod)
  if (at < 0) return false
  const last = pods.pop()!
  if (last !== pod) pods[at] = last
  return true
}
