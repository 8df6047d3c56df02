/**
 * Who is next: the interface of Mesos' sorters (src/master/allocator/mesos/sorter/sorter.hpp).
 *
 * The role sorter ranks roles, and in every role one framework sorter ranks its frameworks. A client is a path of names:
 * `a/b` lies below `a`.
 */
import { type Quantities, units } from './quantities.ts'
import type { Resources } from './resources.ts'

export interface Sorter {
  /** New clients are inactive at head, active in 1.0. Returns nothing; a client is added once. */
  add(client: string): void
  remove(client: string): void
  activate(client: string): void
  deactivate(client: string): void
  /** Of a client, or of a path above clients; also before it exists. 1 where nothing is said. */
  updateWeight(path: string, weight: number): void
  allocated(client: string, agent: string, resources: Resources): void
  unallocated(client: string, agent: string, resources: Resources): void
  /** The client's resources became others without being given back, as a reserved core does. */
  update(client: string, agent: string, before: Resources, after: Resources): void
  /** Adds to what there is in all. */
  addAgent(agent: string, total: Resources): void
  /** Forgets what the agent added; with `part`, so much of it only. */
  removeAgent(agent: string, part?: Resources): void
  /** Active clients, the next one first. The array is the sorter's own until it is asked again. */
  sort(): readonly string[]
  contains(client: string): boolean
  readonly count: number
  /** What the client holds, by agent. */
  allocation(client: string): ReadonlyMap<string, Resources>
  /** Scalars that the client holds, or all clients together. Not to be changed. */
  allocationQuantities(client?: string): Quantities
  readonly totalQuantities: Quantities
  /** The dominant share of a client, by its weight. */
  share(client: string): number
}

/**
 * The largest part that is held of any resource, divided by the weight (DRF, Ghodsi et al., NSDI 2011).
 *
 * Doubles, in Mesos' order: held / total, the maximum, / weight (DRFSorter::calculateShare). Another order would round
 * other ties.
 */
export function dominantShare(
  held: Quantities,
  total: Quantities,
  weight: number,
  excluded: ReadonlySet<string>,
): number {
  let share = 0
  for (const [name, amount] of total.entries()) {
    if (amount <= 0 || excluded.has(name)) continue
    share = Math.max(share, units(held.get(name)) / units(amount))
  }
  return share / weight
}
