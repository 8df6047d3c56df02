/**
 * The DRF sorter of Mesos 1.0, which DC/OS 1.8 ships: a flat list (tag 1.0.1, src/master/allocator/sorter/drf/sorter.cpp).
 *
 * It differs from head in three ways. Clients are active when they are added. A client that is activated again starts with
 * a count of 0. What is allocated to an inactive client is held, but not counted.
 */
import { Held } from './held.ts'
import type { Quantities } from './quantities.ts'
import type { Resources } from './resources.ts'
import { dominantShare, type Sorter } from './sorter.ts'

interface Client {
  readonly name: string
  readonly held: Held
  active: boolean
  share: number
}

export class DrfSorter10 implements Sorter {
  readonly #excluded: ReadonlySet<string>
  readonly #clients = new Map<string, Client>()
  readonly #weights = new Map<string, number>()
  readonly #all = new Held()
  readonly #total = new Held()
  #sorted: string[] | null = null

  constructor(excluded: ReadonlySet<string> = new Set()) {
    this.#excluded = excluded
  }

  add(name: string): void {
    if (this.#clients.has(name)) throw new Error(`The sorter has a client '${name}' already.`)
    this.#clients.set(name, { name, held: new Held(), active: true, share: 0 })
    this.#sorted = null
  }

  remove(name: string): void {
    for (const [agent, resources] of this.#client(name).held.byAgent) this.#all.subtract(agent, resources)
    this.#clients.delete(name)
    this.#sorted = null
  }

  activate(name: string): void {
    const client = this.#client(name)
    if (client.active) return
    client.active = true
    client.held.count = 0
    this.#sorted = null
  }

  deactivate(name: string): void {
    this.#client(name).active = false
    this.#sorted = null
  }

  updateWeight(name: string, weight: number): void {
    this.#weights.set(name, weight)
    this.#sorted = null
  }

  allocated(name: string, agent: string, resources: Resources): void {
    const client = this.#client(name)
    client.held.add(agent, resources)
    this.#all.add(agent, resources)
    if (client.active) client.held.count++
    this.#sorted = null
  }

  unallocated(name: string, agent: string, resources: Resources): void {
    this.#client(name).held.subtract(agent, resources)
    this.#all.subtract(agent, resources)
    this.#sorted = null
  }

  update(name: string, agent: string, before: Resources, after: Resources): void {
    for (const held of [this.#client(name).held, this.#all]) {
      held.subtract(agent, before)
      held.add(agent, after)
    }
    this.#sorted = null
  }

  addAgent(agent: string, total: Resources): void {
    this.#total.add(agent, total)
    this.#sorted = null
  }

  removeAgent(agent: string, part: Resources = this.#total.of(agent)): void {
    this.#total.subtract(agent, part)
    this.#sorted = null
  }

  sort(): readonly string[] {
    if (this.#sorted !== null) return this.#sorted
    const active = [...this.#clients.values()].filter(client => client.active)
    for (const client of active) client.share = this.#shareOf(client)
    active.sort((a, b) => a.share - b.share || a.held.count - b.held.count || (a.name < b.name ? -1 : 1))
    this.#sorted = active.map(({ name }) => name)
    return this.#sorted
  }

  contains(name: string): boolean {
    return this.#clients.has(name)
  }

  /** Of 1.0 too all clients, active or not. */
  get count(): number {
    return this.#clients.size
  }

  allocation(name: string): ReadonlyMap<string, Resources> {
    return this.#client(name).held.byAgent
  }

  allocationQuantities(name?: string): Quantities {
    return (name === undefined ? this.#all : this.#client(name).held).quantities
  }

  get totalQuantities(): Quantities {
    return this.#total.quantities
  }

  share(name: string): number {
    return this.#shareOf(this.#client(name))
  }

  #shareOf({ name, held }: Client): number {
    const weight = this.#weights.get(name) ?? 1
    return dominantShare(held.quantities, this.#total.quantities, weight, this.#excluded)
  }

  #client(name: string): Client {
    const client = this.#clients.get(name)
    if (client === undefined) throw new Error(`The sorter has no client '${name}'.`)
    return client
  }
}
