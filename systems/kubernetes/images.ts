/**
 * Which images how many nodes have (Kubernetes, pkg/scheduler/backend/cache/cache.go, v1.34.4).
 */
import type { Node } from './node.ts'
import type { ImageState } from './node-info.ts'

interface Holders {
  /** As the first node said that had it. */
  readonly sizeBytes: number
  readonly nodes: Set<string>
}

export class Images {
  readonly #byName = new Map<string, Holders>()
  /** Rises with every change. */
  version = 0

  add({ name: node, images }: Node): void {
    for (const { names, sizeBytes } of images)
      for (const name of names) {
        const holders = this.#byName.get(name)
        if (holders === undefined) this.#byName.set(name, { sizeBytes, nodes: new Set([node]) })
        else holders.nodes.add(node)
        this.version++
      }
  }

  remove({ name: node, images }: Node): void {
    for (const { names } of images)
      for (const name of names) {
        const holders = this.#byName.get(name)
        holders?.nodes.delete(node)
        if (holders?.nodes.size === 0) this.#byName.delete(name)
        this.version++
      }
  }

  /** What a node sees of its images now. */
  statesOf({ images }: Node): ReadonlyMap<string, ImageState> {
    const states = new Map<string, ImageState>()
    for (const { names } of images)
      for (const name of names) {
        const holders = this.#byName.get(name)
        if (holders !== undefined)
          states.set(name, { sizeBytes: holders.sizeBytes, nodes: holders.nodes.size })
      }
    return states
  }
}
