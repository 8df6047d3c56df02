/**
 * Who is next: the interface of Mesos' sorters (src/master/allocator/mesos/sorter/sorter.hpp).
 *
 * The role sorter ranks roles, and in every role one framework sorter ranks its frameworks. A client is a path of names:
 * `a/b` lies below `a`. Agents are numbers.
 */
import type { Held } from './held.ts'
import type { Order } from './order.ts'
import type { Quantities, Thousandths } from './quantities.ts'
import type { Resources } from './resources.ts'
import type { Whole } from './whole.ts'

/** A client as its sorter knows it, as long as it is one. */
export interface SorterClient {
  readonly path: string
  /** What it holds, by agent; its scalars count loans too. Not to be changed but for a loan that is kept. */
  readonly held: Held
}

/** `T` is what a client stands for, and what is put into order. */
export interface Sorter<T = string> {
  /** New clients are inactive at head, active in 1.0. A client is added once. */
  add(client: string, item: T): void
  remove(client: string): void
  activate(client: string): void
  deactivate(client: string): void
  /** Of a client, or of a path above clients; also before it exists. 1 where nothing is said. */
  updateWeight(path: string, weight: number): void
  allocated(client: SorterClient, agent: number, resources: Resources): void
  /** Returns what of it the client held. */
  unallocated(client: SorterClient, agent: number, resources: Resources): Resources
  /** The client's resources became others without being given back, as a reserved core does. */
  update(client: SorterClient, agent: number, before: Resources, after: Resources): void
  /** @throws Error for a client that was not added: a fault of the caller. */
  client(path: string): SorterClient
  /**
   * Allocations of all that is left of agents, which mostly come back as they went: they count, and belong to no agent yet. They
   * are cores and megabytes in all, and what else there is.
   */
  lend(
    client: SorterClient,
    loans: number,
    cpus: Thousandths,
    mem: Thousandths,
    others: Quantities | null,
  ): void
  /** Loans are over: so much came back. What stays is to be noted with its agent. */
  takeBack(client: SorterClient, quantities: Quantities): void
  /** What there is in all, of which shares are parts. */
  readonly whole: Whole
  /** Active clients, the next one first. It is the sorter's own until it is asked again. */
  order(): Order<T>
  /** Of two active clients; absent where the order is one of chance. */
  comesBefore?(a: SorterClient, b: SorterClient): boolean
  /** What the share of the client is divided by where it alone counts: null where that of others above it does, too, or chance. */
  weightOf(client: SorterClient): number | null
  /** Names of resources that count for no share. */
  readonly excluded: ReadonlySet<string>
  contains(client: string): boolean
  readonly count: number
  /** Scalars that the client holds, or all clients together. Not to be changed. */
  allocationQuantities(client?: string): Quantities
  /** The dominant share of a client, by its weight. */
  share(client: string): number
}
