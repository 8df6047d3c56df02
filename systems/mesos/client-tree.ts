/**
 * Clients as a tree of their paths: what the sorters of Mesos at head share (sorter/drf/sorter.cpp, sorter/random/sorter.cpp).
 *
 * A client that also has clients below it stands among them as a leaf of its own, named `.`, of weight 1; the weight
 * of its path counts one level higher.
 */
import { Held, HeldSum } from './held.ts'
import type { Quantities, Thousandths } from './quantities.ts'
import type { Ranking } from './ranking.ts'
import type { Resources } from './resources.ts'
import { type Ranked, UNPLACED } from './sorted-order.ts'
import { Whole } from './whole.ts'

const VIRTUAL = '.'

/** A client, wherever in the tree it stands. */
export interface Client<T> {
  readonly path: string
  readonly item: T
  readonly held: Held
  active: boolean
  /** The leaf that it is. */
  node: Node<T>
}

/** A client, or what lies above clients. */
export class Node<T> implements Ranked<T> {
  readonly path: string
  readonly parent: Node<T> | null
  /** Leaves are clients; others are not. */
  client: Client<T> | null = null
  /** What it holds, or all below it together. */
  held: HeldSum = new HeldSum()
  readonly children: Node<T>[] = []
  slot = UNPLACED
  noted = false
  /** That of its children. */
  ranking: Ranking<T, Node<T>> | null = null

  constructor(path: string, parent: Node<T> | null) {
    this.path = path
    this.parent = parent
  }

  /** What a leaf stands for; only leaves are listed. */
  get item(): T {
    return this.client?.item as T
  }
}

const isVirtual = <T>(node: Node<T>) => node.path.endsWith(`/${VIRTUAL}`)

export abstract class ClientTree<T> {
  readonly whole: Whole
  protected readonly root = new Node<T>('', null)
  readonly #clients = new Map<string, Client<T>>()
  readonly #weights = new Map<string, number>()

  constructor(whole: Whole = new Whole()) {
    this.whole = whole
  }

  /** The tree has other nodes, or leaves that are active: it is ranked anew. */
  protected abstract reshaped(): void
  /** What the node holds is other than before. */
  protected abstract changed(node: Node<T>): void

  add(path: string, item: T): void {
    if (this.#clients.has(path)) throw new Error(`The sorter has a client '${path}' already.`)
    let node = this.root
    let above = ''
    for (const step of path.split('/')) {
      above = above === '' ? step : `${above}/${step}`
      if (node.client !== null) node = this.#intoParent(node, node.client)
      node = node.children.find(child => child.path === above) ?? addChild(node, above)
    }
    if (node.children.length > 0) node = addChild(node, `${path}/${VIRTUAL}`)
    const held = new Held()
    node.held = held
    node.client = { path, item, held, active: false, node }
    this.#clients.set(path, node.client)
    this.reshaped()
  }

  remove(path: string): void {
    const { node: leaf, held } = this.client(path)
    this.#clients.delete(path)
    for (let node = leaf; node.parent !== null; ) {
      const { parent } = node
      for (const [agent, resources] of held.byAgent()) parent.held.subtract(agent, resources)
      if (node.children.length === 0) parent.children.splice(parent.children.indexOf(node), 1)
      else this.#collapse(node)
      node = parent
    }
    this.reshaped()
  }

  activate(path: string): void {
    this.#setActive(path, true)
  }

  deactivate(path: string): void {
    this.#setActive(path, false)
  }

  updateWeight(path: string, weight: number): void {
    this.#weights.set(path, weight)
    this.reshaped()
  }

  allocated({ node: leaf }: Client<T>, agent: number, resources: Resources): void {
    for (let node: Node<T> | null = leaf; node !== null; node = node.parent) {
      node.held.add(agent, resources)
      node.held.count++
      this.changed(node)
    }
  }

  unallocated({ held, node }: Client<T>, agent: number, resources: Resources): Resources {
    const taken = held.subtract(agent, resources)
    this.changed(node)
    for (let above = node.parent; above !== null; above = above.parent) {
      above.held.subtract(agent, taken)
      this.changed(above)
    }
    return taken
  }

  lend(
    { node: leaf }: Client<T>,
    loans: number,
    cpus: Thousandths,
    mem: Thousandths,
    others: Quantities | null,
  ): void {
    for (let node: Node<T> | null = leaf; node !== null; node = node.parent) {
      node.held.quantities.addPair(cpus, mem, others)
      node.held.count += loans
      this.changed(node)
    }
  }

  takeBack({ node }: Client<T>, quantities: Quantities): void {
    for (let at: Node<T> | null = node; at !== null; at = at.parent) {
      at.held.quantities.subtract(quantities)
      this.changed(at)
    }
  }

  update(client: Client<T>, agent: number, before: Resources, after: Resources): void {
    this.unallocated(client, agent, before)
    for (let node: Node<T> | null = client.node; node !== null; node = node.parent)
      node.held.add(agent, after)
  }

  contains(path: string): boolean {
    return this.#clients.has(path)
  }

  get count(): number {
    return this.#clients.size
  }

  allocationQuantities(path?: string): Quantities {
    return (path === undefined ? this.root : this.client(path)).held.quantities
  }

  protected weight(node: Node<T>): number {
    return this.#weights.size === 0 ? 1 : (this.#weights.get(node.path) ?? 1)
  }

  /** The dominant share of what the node holds, by its weight (DRF, Ghodsi et al., NSDI 2011). */
  protected shareOf(node: Node<T>, excluded: ReadonlySet<string>): number {
    return node.held.quantities.largestPartOf(this.whole.quantities, excluded) / this.weight(node)
  }

  client(path: string): Client<T> {
    const client = this.#clients.get(path)
    if (client === undefined) throw new Error(`The sorter has no client '${path}'.`)
    return client
  }

  /** The node of a client under its own name: for one with others below it, what stands above them. */
  protected inner(path: string): Node<T> {
    const { node } = this.client(path)
    return isVirtual(node) ? node.parent! : node
  }

  #setActive(path: string, active: boolean): void {
    const client = this.client(path)
    if (client.active === active) return
    client.active = active
    this.activityChanged(client)
  }

  /** The client is active, or is not any more. */
  protected abstract activityChanged(client: Client<T>): void

  /** A client gets clients below it: it becomes one of them, and a node that holds what they hold together takes its place. */
  #intoParent(leaf: Node<T>, client: Client<T>): Node<T> {
    const { parent, path } = leaf
    const inner = new Node<T>(path, parent)
    inner.held.copy(client.held)
    parent!.children[parent!.children.indexOf(leaf)] = inner
    const virtual = addChild(inner, `${path}/${VIRTUAL}`)
    virtual.held = client.held
    virtual.client = client
    client.node = virtual
    return inner
  }

  /** A node whose only child stands for itself is a client like any other again, with the count that it has as a node. */
  #collapse(node: Node<T>): void {
    const [only] = node.children
    if (node.children.length !== 1 || !isVirtual(only!)) return
    const client = only!.client!
    node.children.length = 0
    client.held.count = node.held.count
    node.held = client.held
    node.client = client
    client.node = node
  }
}

function addChild<T>(parent: Node<T>, path: string): Node<T> {
  const child = new Node<T>(path, parent)
  parent.children.push(child)
  return child
}
