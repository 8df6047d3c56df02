/**
 * Where the pods of a dump are, for those who made them.
 */
import type { PodMaker } from '../objects/cluster-objects.ts'
import { keyOf, type Owned } from './ownership.ts'

interface PlacedPod {
  readonly name: string
  readonly nodeName: string
}

export class Places {
  /** From an object that is counted with another to that one. */
  readonly #owners = new Map<string, string>()
  readonly #pods = new Map<string, PlacedPod[]>()

  owns(owner: Owned, owned: Owned): void {
    this.#owners.set(keyOfOwned(owned), keyOfOwned(owner))
  }

  add(pod: Owned, nodeName: string): void {
    const owner = this.#owners.get(keyOfOwned(pod))!
    const pods = this.#pods.get(owner) ?? []
    pods.push({ name: pod.metadata.name, nodeName })
    this.#pods.set(owner, pods)
  }

  /** Nodes of the pods that the maker and those that it made have made, in order of the pods' names and numbers. */
  of(makers: readonly PodMaker[]): Map<PodMaker, readonly string[]> {
    const all = new Map<string, PlacedPod[]>()
    for (const [owner, pods] of this.#pods) {
      const top = this.#topOf(owner)
      all.set(top, [...(all.get(top) ?? []), ...pods])
    }
    const places = new Map<PodMaker, readonly string[]>()
    for (const maker of makers) {
      const pods = all.get(keyOf(maker.kind, maker.namespace, maker.name))
      if (pods === undefined) continue
      pods.sort(({ name: a }, { name: b }) => a.length - b.length || (a < b ? -1 : 1))
      places.set(
        maker,
        pods.map(({ nodeName }) => nodeName),
      )
    }
    return places
  }

  #topOf(key: string): string {
    let top = key
    // Owners that own each other would lead round for ever.
    for (let steps = this.#owners.size; steps > 0; steps--) {
      const owner = this.#owners.get(top)
      if (owner === undefined) break
      top = owner
    }
    return top
  }
}

function keyOfOwned({ kind, metadata: { namespace, name } }: Owned): string {
  return keyOf(kind, namespace, name)
}
