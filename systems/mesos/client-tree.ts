/**
 * Clients as a tree of their paths: what the sorters of Mesos at head share (sorter/drf/sorter.cpp, sorter/random/sorter.cpp).
 *
 * A client that also has clients below it stands among them as a leaf of its own, named `.`, of weight 1; the weight
 * of its path counts one level higher.
 */
import { Held } from './held.ts'
import type { Quantities } from './quantities.ts'
import type { Resources } from './resources.ts'

const VIRTUAL = '.'

/** A client, or what lies above clients. */
export class Node {
  readonly path: string
  parent: Node | null
  /** Leaves are clients; others are not. */
  leaf: boolean
  active = false
  held = new Held()
  children: Node[] = []
  /** The children may be out of order. */
  stale = true

  constructor(path: string, parent: Node | null, leaf: boolean) {
    this.path = path
    this.parent = parent
    this.leaf = leaf
  }
}

const isVirtual = (node: Node) => node.path.endsWith(`/${VIRTUAL}`)

/** What a client is called: a virtual leaf by the path of what it stands for. */
export const clientOf = ({ path }: Node): string =>
  path.endsWith(`/${VIRTUAL}`) ? path.slice(0, -VIRTUAL.length - 1) : path

export class ClientTree {
  readonly root = new Node('', null, false)
  readonly #clients = new Map<string, Node>()
  readonly #total = new Held()
  readonly #weights = new Map<string, number>()

  add(client: string): void {
    if (this.#clients.has(client)) throw new Error(`The sorter has a client '${client}' already.`)
    let node = this.root
    let path = ''
    for (const step of client.split('/')) {
      path = path === '' ? step : `${path}/${step}`
      if (node.leaf) node = this.#intoParent(node)
      node = node.children.find(child => child.path === path) ?? this.#addChild(node, path)
    }
    if (node.children.length > 0) node = this.#addChild(node, `${client}/${VIRTUAL}`)
    node.leaf = true
    this.#clients.set(client, node)
  }

  remove(client: string): void {
    const leaf = this.node(client)
    this.#clients.delete(client)
    const held = [...leaf.held.byAgent]
    for (let node = leaf; node.parent !== null; ) {
      const { parent } = node
      for (const [agent, resources] of held) parent.held.subtract(agent, resources)
      if (node.children.length === 0) parent.children.splice(parent.children.indexOf(node), 1)
      else this.#collapse(node)
      node = parent
    }
    this.#changed(this.root)
    this.rerank()
  }

  activate(client: string): void {
    const node = this.node(client)
    node.active = true
    this.#changed(node)
  }

  deactivate(client: string): void {
    const node = this.node(client)
    node.active = false
    this.#changed(node)
  }

  updateWeight(path: string, weight: number): void {
    this.#weights.set(path, weight)
    this.rerank()
  }

  weight(node: Node): number {
    return this.#weights.get(node.path) ?? 1
  }

  allocated(client: string, agent: string, resources: Resources): void {
    const leaf = this.node(client)
    for (let node: Node | null = leaf; node !== null; node = node.parent) {
      node.held.add(agent, resources)
      node.held.count++
    }
    this.#changed(leaf)
  }

  unallocated(client: string, agent: string, resources: Resources): void {
    const leaf = this.node(client)
    for (let node: Node | null = leaf; node !== null; node = node.parent) node.held.subtract(agent, resources)
    this.#changed(leaf)
  }

  update(client: string, agent: string, before: Resources, after: Resources): void {
    const leaf = this.node(client)
    for (let node: Node | null = leaf; node !== null; node = node.parent) {
      node.held.subtract(agent, before)
      node.held.add(agent, after)
    }
    this.#changed(leaf)
  }

  addAgent(agent: string, total: Resources): void {
    this.#total.add(agent, total)
    this.rerank()
  }

  removeAgent(agent: string, part: Resources = this.#total.of(agent)): void {
    this.#total.subtract(agent, part)
    this.rerank()
  }

  contains(client: string): boolean {
    return this.#clients.has(client)
  }

  get count(): number {
    return this.#clients.size
  }

  allocation(client: string): ReadonlyMap<string, Resources> {
    return this.node(client).held.byAgent
  }

  allocationQuantities(client?: string): Quantities {
    return (client === undefined ? this.root : this.node(client)).held.quantities
  }

  get totalQuantities(): Quantities {
    return this.#total.quantities
  }

  /** @throws Error for a client that was not added: a fault of the caller. */
  protected node(client: string): Node {
    const node = this.#clients.get(client)
    if (node === undefined) throw new Error(`The sorter has no client '${client}'.`)
    return node
  }

  /** The node of a path, client or not, under its own name: for a client with others below it, what stands above them. */
  protected inner(client: string): Node {
    const node = this.node(client)
    return isVirtual(node) ? node.parent! : node
  }

  /** All children everywhere may be out of order: the total changed, or a weight. */
  protected rerank(node: Node = this.root): void {
    node.stale = true
    for (const child of node.children) this.rerank(child)
  }

  /** The node's place among its siblings may have changed, and so may those of what lies above it. */
  #changed(node: Node): void {
    for (let above: Node | null = node; above !== null; above = above.parent) above.stale = true
  }

  #addChild(parent: Node, path: string): Node {
    const child = new Node(path, parent, false)
    parent.children.push(child)
    this.#changed(child)
    return child
  }

  /** A client gets clients below it: it becomes one of them, and a node that holds what they hold together takes its place. */
  #intoParent(leaf: Node): Node {
    const { parent, path } = leaf
    const inner = new Node(path, parent, false)
    inner.held = leaf.held.clone()
    parent!.children[parent!.children.indexOf(leaf)] = inner
    const virtual = new Node(`${path}/${VIRTUAL}`, inner, true)
    virtual.held = leaf.held
    virtual.active = leaf.active
    inner.children.push(virtual)
    this.#clients.set(path, virtual)
    this.#changed(virtual)
    return inner
  }

  /** A node whose only child stands for itself is a client like any other again, with the count that it has as a node. */
  #collapse(node: Node): void {
    const [only] = node.children
    if (node.children.length !== 1 || !isVirtual(only!)) return
    node.children = []
    node.leaf = true
    node.active = only!.active
    this.#clients.set(node.path, node)
  }
}
