/**
 * The DRF sorter of Mesos at head: at every level of the tree the smallest share first, then the fewest allocations, then
 * the path as text (src/master/allocator/mesos/sorter/drf/sorter.cpp).
 *
 * The count is never reset: not by giving back, by deactivation or by a new weight. Removing a client removes its own.
 */
import { ClientTree, clientOf, type Node } from './client-tree.ts'
import { dominantShare, type Sorter } from './sorter.ts'

export class DrfSorter extends ClientTree implements Sorter {
  readonly #excluded: ReadonlySet<string>
  #sorted: string[] = []

  /** `excluded` are the names of `--fair_sharing_excluded_resource_names`. */
  constructor(excluded: ReadonlySet<string> = new Set()) {
    super()
    this.#excluded = excluded
  }

  /** Only what lies on a changed path is sorted again, and only clients on it are looked at anew. */
  sort(): readonly string[] {
    if (!this.root.stale) return this.#sorted
    this.#sorted = []
    this.#list(this.root, this.#sorted)
    return this.#sorted
  }

  share(client: string): number {
    return this.#shareOf(this.inner(client))
  }

  #list(node: Node, into: string[]): void {
    if (node.leaf) {
      node.stale = false
      if (node.active) into.push(clientOf(node))
      return
    }
    if (node.stale) {
      const ranked = node.children.map(child => ({ child, share: this.#shareOf(child) }))
      ranked.sort(
        (a, b) =>
          a.share - b.share ||
          a.child.held.count - b.child.held.count ||
          (a.child.path < b.child.path ? -1 : 1),
      )
      node.children = ranked.map(({ child }) => child)
      node.stale = false
    }
    for (const child of node.children) this.#list(child, into)
  }

  #shareOf(node: Node): number {
    return dominantShare(node.held.quantities, this.totalQuantities, this.weight(node), this.#excluded)
  }
}
