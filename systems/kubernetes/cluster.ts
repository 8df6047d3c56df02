/**
 * What the scheduler knows of the cluster: its cache and the snapshot of it in one (Kubernetes,
 * pkg/scheduler/backend/cache/cache.go, v1.34.4). One pod is decided at a time, so both differ in two things only, which
 * `refresh` brings up to date at the beginning of a cycle: the list of nodes, and how many nodes have an image.
 */
import type { Namespaces } from './affinity-term.ts'
import { ChangeLog, NODE_ITSELF } from './change-log.ts'
import { Images } from './images.ts'
import { type Node, zoneOf } from './node.ts'
import { NodeColumns } from './node-columns.ts'
import { NodeInfo, noImages } from './node-info.ts'
import { NodeList } from './node-list.ts'
import { NodeOrder } from './node-order.ts'
import { Nominations } from './nominations.ts'
import type { Pod } from './pod.ts'
import { larger } from './slot-table.ts'
import { Templates } from './templates.ts'
import { Topology } from './topology.ts'
import { Workloads } from './workloads.ts'

export class Cluster {
  readonly namespaces: Namespaces
  readonly workloads: Workloads
  readonly nominations = new Nominations()
  readonly topology = new Topology()
  readonly changes = new ChangeLog()
  readonly templates = new Templates()
  readonly columns = new NodeColumns()
  /** The nodes as the cycle looks at them, since the last `refresh`. */
  readonly order = new NodeList()
  /** Pods on nodes that have affinity or anti-affinity to pods. */
  podsWithAffinity = 0
  /** By slot: a number that no other state of any node had. */
  version = new Int32Array(64)
  /** The same for the node itself, without its pods. */
  nodeVersion = new Int32Array(64)
  /** Pods on nodes by their priority. */
  readonly #priorities = new Map<number, number>()
  readonly #infos: (NodeInfo | undefined)[] = []
  readonly #byName = new Map<string, NodeInfo>()
  readonly #freeSlots: number[] = []
  readonly #images = new Images()
  readonly #imagesSeen: number[] = []
  readonly #zones = new NodeOrder()
  /** Bound to nodes that are not known yet. */
  readonly #early = new Map<string, Pod[]>()
  /** Nodes with images that changed since the last `refresh`. */
  readonly #touched = new Set<NodeInfo>()
  /** Nodes that have any image. */
  #withImages = 0
  #listIsOld = false
  #versions = 0
  #nodesSoFar = 0

  constructor(namespaces: Namespaces = new Map(), workloads: Workloads = new Workloads()) {
    this.namespaces = namespaces
    this.workloads = workloads
  }

  get size(): number {
    return this.#byName.size
  }

  /** The nodes as the cycle looks at them, since the last `refresh`. */
  get list(): readonly NodeInfo[] {
    return this.order.infos
  }

  /** Whether any node has an image. */
  get hasImages(): boolean {
    return this.#withImages > 0
  }

  /** One more than the highest slot in use so far. */
  get slots(): number {
    return this.#infos.length
  }

  /** Undefined where no node has the slot now. */
  at(slot: number): NodeInfo | undefined {
    return this.#infos[slot]
  }

  node(name: string): NodeInfo | undefined {
    return this.#byName.get(name)
  }

  /** Is there a pod of a lower priority on a node? */
  hasPodsBelow(priority: number): boolean {
    for (const each of this.#priorities.keys()) if (each < priority) return true
    return false
  }

  /** To be called at the beginning of every cycle. */
  refresh(): void {
    if (this.#touched.size > 0) this.#refreshImages()
    if (!this.#listIsOld) return
    this.order.order(this.#zones.list(), this.slots, ++this.#versions)
    this.#listIsOld = false
  }

  #refreshImages(): void {
    for (const info of this.#touched) {
      if (info.node.images.length === 0) info.images = noImages
      else if (this.#imagesSeen[info.slot] !== this.#images.version) {
        info.images = this.#images.statesOf(info.node)
        this.#imagesSeen[info.slot] = this.#images.version
      }
    }
    this.#touched.clear()
  }

  /** A node joins; one of that name must not be there. */
  addNode(node: Node): NodeInfo {
    const slot = this.#freeSlots.pop() ?? this.#infos.length
    const info = new NodeInfo(node, slot, this.#nodesSoFar++)
    this.#infos[slot] = info
    this.#imagesSeen[slot] = -1
    this.#byName.set(node.name, info)
    this.#zones.add(info)
    this.#addImages(node)
    this.#listIsOld = true
    this.#nodeChanged(info)
    for (const pod of this.#early.get(node.name) ?? []) this.addPod(pod)
    this.#early.delete(node.name)
    return info
  }

  /** A node that is there is described anew. */
  updateNode(node: Node): void {
    const info = this.#byName.get(node.name)
    if (info === undefined) throw new Error(`There is no node ${node.name} to update.`)
    const zone = zoneOf(info.node)
    this.#removeImages(info.node)
    info.describe(node)
    this.#addImages(node)
    if (zoneOf(node) !== zone) {
      this.#zones.remove(info, zone)
      this.#zones.add(info)
    }
    this.#nodeChanged(info)
  }

  /** A node and the pods on it are gone. Returns these; none for a node that is not there. */
  removeNode(name: string): readonly Pod[] {
    const info = this.#byName.get(name)
    if (info === undefined) return []
    this.#byName.delete(name)
    this.#infos[info.slot] = undefined
    this.#freeSlots.push(info.slot)
    this.#zones.remove(info, zoneOf(info.node))
    this.#removeImages(info.node)
    this.podsWithAffinity -= info.podsWithAffinity.length
    for (const pod of info.pods) this.#count(pod, -1)
    this.#touched.delete(info)
    this.#listIsOld = true
    this.#changed(info.slot, NODE_ITSELF)
    return info.pods
  }

  /** The pod is on the node that it names. */
  addPod(pod: Pod): void {
    const name = pod.nodeName!
    const info = this.#byName.get(name)
    if (info === undefined) {
      this.#early.set(name, [...(this.#early.get(name) ?? []), pod])
      return
    }
    this.podsWithAffinity -= info.podsWithAffinity.length
    info.add(pod)
    this.#count(pod, 1)
    this.podsWithAffinity += info.podsWithAffinity.length
    this.#podsChanged(info, pod)
  }

  removePod(pod: Pod): void {
    const name = pod.nodeName!
    const info = this.#byName.get(name)
    if (info === undefined) {
      this.#early.set(
        name,
        (this.#early.get(name) ?? []).filter(other => other !== pod),
      )
      return
    }
    this.podsWithAffinity -= info.podsWithAffinity.length
    const before = info.pods.length
    info.remove(pod)
    this.#count(pod, info.pods.length - before)
    this.podsWithAffinity += info.podsWithAffinity.length
    this.#podsChanged(info, pod)
  }

  #addImages(node: Node): void {
    this.#images.add(node)
    if (node.images.length > 0) this.#withImages++
  }

  #removeImages(node: Node): void {
    this.#images.remove(node)
    if (node.images.length > 0) this.#withImages--
  }

  #count({ template: { priority } }: Pod, by: number): void {
    const count = (this.#priorities.get(priority) ?? 0) + by
    if (count === 0) this.#priorities.delete(priority)
    else this.#priorities.set(priority, count)
  }

  #podsChanged(info: NodeInfo, { template }: Pod): void {
    this.#touch(info)
    this.#changed(info.slot, this.templates.numberOf(template))
  }

  #nodeChanged(info: NodeInfo): void {
    this.#touch(info)
    this.topology.set(info)
    this.#changed(info.slot, NODE_ITSELF)
    this.nodeVersion[info.slot] = this.#versions
  }

  #touch(info: NodeInfo): void {
    this.columns.set(info)
    if (info.node.images.length > 0 || info.images.size > 0) this.#touched.add(info)
  }

  #changed(slot: number, template: number): void {
    if (slot >= this.version.length) {
      this.version = larger(this.version, slot + 1)
      this.nodeVersion = larger(this.nodeVersion, slot + 1)
    }
    this.version[slot] = ++this.#versions
    this.order.changed(slot, this.#versions)
    this.changes.append(slot, template)
  }
}
