/**
 * Clients in the order of (share, count of allocations, path), which is looked at again only where something changed.
 *
 * A client stands where its rank of the last look puts it; a changed one is found by that, and moved to where it belongs now.
 */

/** What is ranked. */
export interface Ranked<T> {
  readonly path: string
  /** What it stands for in the list. */
  readonly item: T
  /** Its share and count when it was last put into its place. */
  share: number
  count: number
  /** Is it in the ranking? */
  placed: boolean
  /** Is it noted as changed? */
  noted: boolean
}

/** What a client's place follows from now. */
export interface Measure<N> {
  shareOf(node: N): number
  countOf(node: N): number
}

/** Above one changed client in so many, all are sorted. */
const FEW = 8

export class Ranking<T, N extends Ranked<T>> {
  readonly #measure: Measure<N>
  readonly #nodes: N[] = []
  /** What the nodes stand for, in their order. */
  readonly items: T[] = []
  #changed: N[] = []
  #allChanged = false

  constructor(measure: Measure<N>) {
    this.#measure = measure
  }

  get nodes(): readonly N[] {
    return this.#nodes
  }

  /** The node takes part from now on. */
  enter(node: N): void {
    if (node.placed) return
    this.#rateAgain()
    node.placed = true
    this.#rate(node)
    this.#insert(node)
  }

  leave(node: N): void {
    if (!node.placed) return
    const at = this.#find(node)
    this.#nodes.splice(at, 1)
    this.items.splice(at, 1)
    node.placed = false
  }

  /** The share or count of the node is another. */
  changed(node: N): void {
    if (!node.placed || node.noted) return
    // Who stands alone is rated when somebody joins him.
    if (this.#nodes.length === 1) {
      this.#allChanged = true
      return
    }
    node.noted = true
    this.#changed.push(node)
  }

  /** All shares may be others. */
  allChanged(): void {
    this.#allChanged = true
  }

  /** Puts what changed into its place. A node that stands alone is where it belongs. */
  settle(): void {
    if (this.#nodes.length > 1) this.#rateAgain()
  }

  #rateAgain(): void {
    const changed = this.#changed
    if (changed.length === 0 && !this.#allChanged) return
    if (this.#allChanged || changed.length * FEW > this.#nodes.length + FEW) {
      for (const node of this.#allChanged ? this.#nodes : changed) this.#rate(node)
      this.#sort()
    } else
      for (let i = 0; i < changed.length; i++) {
        const node = changed[i]!
        if (node.placed) this.#move(node)
      }
    for (let i = 0; i < changed.length; i++) changed[i]!.noted = false
    changed.length = 0
    this.#allChanged = false
  }

  #rate(node: N): void {
    node.share = this.#measure.shareOf(node)
    node.count = this.#measure.countOf(node)
  }

  /** By insertion: little is out of order, as a rule. */
  #sort(): void {
    const nodes = this.#nodes
    let moves = 0
    for (let i = 1; i < nodes.length; i++) {
      const node = nodes[i]!
      let at = i
      for (; at > 0 && comesBefore(node, nodes[at - 1]!); at--) nodes[at] = nodes[at - 1]!
      nodes[at] = node
      moves += i - at
      if (moves > 16 * nodes.length) {
        nodes.sort((a, b) => (comesBefore(a, b) ? -1 : 1))
        break
      }
    }
    for (let i = 0; i < nodes.length; i++) this.items[i] = nodes[i]!.item
  }

  #move(node: N): void {
    const nodes = this.#nodes
    const from = this.#find(node)
    this.#rate(node)
    const to =
      from > 0 && comesBefore(node, nodes[from - 1]!)
        ? this.#place(node, 0, from)
        : this.#place(node, from + 1, nodes.length) - 1
    if (to === from) return
    const step = to > from ? 1 : -1
    for (let at = from; at !== to; at += step) this.#put(at, nodes[at + step]!)
    this.#put(to, node)
  }

  #put(at: number, node: N): void {
    this.#nodes[at] = node
    this.items[at] = node.item
  }

  #insert(node: N): void {
    const at = this.#place(node, 0, this.#nodes.length)
    this.#nodes.splice(at, 0, node)
    this.items.splice(at, 0, node.item)
  }

  /** Where the node stands. */
  #find(node: N): number {
    const at = this.#place(node, 0, this.#nodes.length)
    if (this.#nodes[at] === node) return at
    throw new Error(`'${node.path}' does not stand where its rank puts it.`)
  }

  /** Where it belongs among those from `from` to `to`. */
  #place(node: N, from: number, to: number): number {
    while (from < to) {
      const middle = (from + to) >> 1
      if (comesBefore(this.#nodes[middle]!, node)) from = middle + 1
      else to = middle
    }
    return from
  }
}

const comesBefore = <T>(a: Ranked<T>, b: Ranked<T>): boolean =>
  a.share !== b.share ? a.share < b.share : a.count !== b.count ? a.count < b.count : a.path < b.path
