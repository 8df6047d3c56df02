/**
 * The DRF sorter of Mesos 1.0, which DC/OS 1.8 ships: a flat list (tag 1.0.1, src/master/allocator/sorter/drf/sorter.cpp).
 *
 * It differs from head in three ways. Clients are active when they are added. A client that is activated again starts with
 * a count of 0. What is allocated to an inactive client is held, but not counted.
 */
import type { Sharer } from './base-ranking.ts'
import { Held, HeldSum } from './held.ts'
import type { Order } from './order.ts'
import type { Quantities, Thousandths } from './quantities.ts'
import type { Resources } from './resources.ts'
import { UNPLACED } from './sorted-order.ts'
import type { Sorter } from './sorter.ts'
import { Turns } from './turns.ts'
import { Whole } from './whole.ts'

interface Client<T> extends Sharer<T> {
  weight: number
  active: boolean
}

export class DrfSorter10<T = string> implements Sorter<T> {
  readonly whole: Whole
  readonly excluded: ReadonlySet<string>
  readonly #clients = new Map<string, Client<T>>()
  readonly #weights = new Map<string, number>()
  readonly #all = new HeldSum()
  readonly #turns: Turns<T, Client<T>>

  constructor(excluded: ReadonlySet<string> = new Set(), whole: Whole = new Whole()) {
    this.whole = whole
    this.excluded = excluded
    this.#turns = new Turns(whole, excluded)
  }

  add(path: string, item: T): void {
    if (this.#clients.has(path)) throw new Error(`The sorter has a client '${path}' already.`)
    const held = new Held()
    const weight = this.#weights.get(path) ?? 1
    const client = { path, item, held, weight, active: true, slot: UNPLACED, noted: false }
    this.#clients.set(path, client)
    this.#turns.enter(client)
  }

  remove(path: string): void {
    const client = this.client(path)
    for (const [agent, resources] of client.held.byAgent()) this.#all.subtract(agent, resources)
    this.#clients.delete(path)
    this.#turns.leave(client)
  }

  activate(path: string): void {
    const client = this.client(path)
    if (client.active) return
    client.active = true
    client.held.count = 0
    this.#turns.enter(client)
  }

  deactivate(path: string): void {
    const client = this.client(path)
    client.active = false
    this.#turns.leave(client)
  }

  updateWeight(path: string, weight: number): void {
    this.#weights.set(path, weight)
    const client = this.#clients.get(path)
    if (client === undefined) return
    client.weight = weight
    this.#turns.changed(client)
  }

  allocated(client: Client<T>, agent: number, resources: Resources): void {
    client.held.add(agent, resources)
    this.#all.add(agent, resources)
    if (client.active) client.held.count++
    this.#turns.changed(client)
  }

  unallocated(client: Client<T>, agent: number, resources: Resources): Resources {
    const taken = client.held.subtract(agent, resources)
    this.#all.subtract(agent, taken)
    this.#turns.changed(client)
    return taken
  }

  lend(
    client: Client<T>,
    loans: number,
    cpus: Thousandths,
    mem: Thousandths,
    others: Quantities | null,
  ): void {
    client.held.quantities.addPair(cpus, mem, others)
    this.#all.quantities.addPair(cpus, mem, others)
    if (client.active) client.held.count += loans
    this.#turns.changed(client)
  }

  takeBack(client: Client<T>, quantities: Quantities): void {
    client.held.quantities.subtract(quantities)
    this.#all.quantities.subtract(quantities)
    this.#turns.changed(client)
  }

  update(client: Client<T>, agent: number, before: Resources, after: Resources): void {
    this.unallocated(client, agent, before)
    client.held.add(agent, after)
    this.#all.add(agent, after)
  }

  order(): Order<T> {
    this.#turns.begin()
    return this.#turns
  }

  /** Ranks nobody: in a role that holds more with every offer, all shares change with every offer. */
  comesBefore(a: Client<T>, b: Client<T>): boolean {
    return this.#turns.isBefore(a, b)
  }

  weightOf({ weight }: Client<T>): number {
    return weight
  }

  contains(path: string): boolean {
    return this.#clients.has(path)
  }

  /** Of 1.0 too all clients, active or not. */
  get count(): number {
    return this.#clients.size
  }

  allocationQuantities(path?: string): Quantities {
    return (path === undefined ? this.#all : this.client(path).held).quantities
  }

  share(path: string): number {
    return this.#turns.shareOf(this.client(path))
  }

  client(path: string): Client<T> {
    const client = this.#clients.get(path)
    if (client === undefined) throw new Error(`The sorter has no client '${path}'.`)
    return client
  }
}
