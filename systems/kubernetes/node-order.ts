/**
 * The order in which nodes are looked at: one of each zone in turn (Kubernetes,
 * pkg/scheduler/backend/cache/node_tree.go, v1.34.4).
 */
import { zoneOf } from './node.ts'
import type { NodeInfo } from './node-info.ts'

/** Zones in order of their first node; one that empties and returns goes last. */
export class NodeOrder {
  readonly #zones = new Map<string, NodeInfo[]>()

  add(info: NodeInfo): void {
    const zone = zoneOf(info.node)
    const nodes = this.#zones.get(zone)
    if (nodes === undefined) this.#zones.set(zone, [info])
    else nodes.push(info)
  }

  /** Takes the node out of `zone`, where it was put. */
  remove(info: NodeInfo, zone: string): void {
    const nodes = this.#zones.get(zone)
    if (nodes === undefined) return
    const at = nodes.indexOf(info)
    if (at >= 0) nodes.splice(at, 1)
    if (nodes.length === 0) this.#zones.delete(zone)
  }

  list(): NodeInfo[] {
    const list: NodeInfo[] = []
    const zones = [...this.#zones.values()]
    const longest = Math.max(0, ...zones.map(nodes => nodes.length))
    for (let turn = 0; turn < longest; turn++)
      for (const nodes of zones) if (turn < nodes.length) list.push(nodes[turn]!)
    return list
  }
}
