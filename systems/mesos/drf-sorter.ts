/**
 * The DRF sorter of Mesos at head: at every level of the tree the smallest share first, then the fewest allocations, then
 * the path as text (src/master/allocator/mesos/sorter/drf/sorter.cpp).
 *
 * The count is never reset: not by giving back, by deactivation or by a new weight. Removing a client removes its own.
 */
import { type Client, ClientTree, type Node } from './client-tree.ts'
import { Order } from './order.ts'
import { type Measure, Ranking } from './ranking.ts'
import { UNPLACED } from './sorted-order.ts'
import type { Sorter } from './sorter.ts'
import type { Whole } from './whole.ts'

export class DrfSorter<T = string> extends ClientTree<T> implements Sorter<T> {
  readonly excluded: ReadonlySet<string>
  readonly #measure: Measure<Node<T>> = {
    shareOf: node => this.shareOf(node, this.excluded),
    countOf: node => node.held.count,
  }
  /** Those of the children of every node that has some; without leaves that are not active. */
  #rankings: Ranking<T, Node<T>>[] = []
  /** Are all children of the root leaves? Their ranking is the list then. */
  #isFlat = true
  #reshaped = true
  #anyChanged = false
  #version = -1
  #order = new Order<T>()

  /** `excluded` are the names of `--fair_sharing_excluded_resource_names`. */
  constructor(excluded: ReadonlySet<string> = new Set(), whole?: Whole) {
    super(whole)
    this.excluded = excluded
  }

  /** Only what changed is put into its place anew. */
  order(): Order<T> {
    const { version } = this.whole
    const rankings = this.#rankings
    if (this.#reshaped) this.#rankAll()
    else if (version !== this.#version) for (const ranking of rankings) ranking.allChanged()
    else if (!this.#anyChanged) return this.#order
    this.#version = version
    this.#reshaped = false
    this.#anyChanged = false
    if (this.#isFlat) {
      const ranking = this.root.ranking!
      ranking.settle()
      this.#order = ranking
    } else {
      for (const ranking of this.#rankings) ranking.settle()
      this.#order = Order.of(this.#listed(this.root, []))
    }
    return this.#order
  }

  comesBefore({ node: a }: Client<T>, { node: b }: Client<T>): boolean {
    if (this.#reshaped) this.order()
    let one = a
    let other = b
    if (one.parent !== other.parent) [one, other] = siblingsAbove(a, b)
    return one.parent!.ranking!.isBefore(one, other, this.whole.version !== this.#version)
  }

  weightOf({ node }: Client<T>): number | null {
    return node.parent === this.root ? this.weight(node) : null
  }

  share(client: string): number {
    return this.shareOf(this.inner(client), this.excluded)
  }

  protected reshaped(): void {
    this.#reshaped = true
  }

  protected changed(node: Node<T>): void {
    this.#anyChanged = true
    if (!this.#reshaped && node.parent !== null) node.parent.ranking!.changed(node)
  }

  protected activityChanged({ node, active }: Client<T>): void {
    this.#anyChanged = true
    if (this.#reshaped) return
    const siblings = node.parent!.ranking!
    if (active) siblings.enter(node)
    else siblings.leave(node)
  }

  #rankAll(): void {
    this.#rankings = []
    this.#isFlat = this.root.children.every(({ client }) => client !== null)
    this.#rankBelow(this.root)
  }

  #rankBelow(node: Node<T>): void {
    if (node.client !== null) return
    const ranking = new Ranking<T, Node<T>>(this.#measure)
    node.ranking = ranking
    this.#rankings.push(ranking)
    for (const child of node.children) {
      child.slot = UNPLACED
      child.noted = false
      if (child.client === null || child.client.active) ranking.enter(child)
      this.#rankBelow(child)
    }
  }

  #listed(node: Node<T>, into: T[]): T[] {
    if (node.client !== null) into.push(node.client.item)
    else for (const child of node.ranking!.nodes) this.#listed(child, into)
    return into
  }
}

/** The two nodes side by side that the clients are, or lie below. */
function siblingsAbove<T>(a: Node<T>, b: Node<T>): [Node<T>, Node<T>] {
  for (let one = a; one.parent !== null; one = one.parent)
    for (let other = b; other.parent !== null; other = other.parent)
      if (one.parent === other.parent) return [one, other]
  throw new Error(`'${a.path}' and '${b.path}' are clients of two sorters.`)
}
