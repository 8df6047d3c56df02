/**
 * What there is in all: what shares are parts of. All sorters of a cluster may have one together.
 */
import { HeldSum } from './held.ts'
import type { Quantities, Thousandths } from './quantities.ts'
import type { Resources } from './resources.ts'

export class Whole {
  readonly #total = new HeldSum()
  /** Grows with every change. */
  version = 0

  /** Adds to what there is. */
  addAgent(agent: number, total: Resources): void {
    this.#total.add(agent, total)
    this.version++
  }

  /** Forgets what the agent has, or a part of that. */
  removeAgent(agent: number, part: Resources): void {
    this.#total.subtract(agent, part)
    this.version++
  }

  /** The same without a part of an agent. */
  lend(cpus: Thousandths, mem: Thousandths, others: Quantities | null): void {
    this.#total.quantities.addPair(cpus, mem, others)
    this.version++
  }

  takeBack(quantities: Quantities): void {
    this.#total.quantities.subtract(quantities)
    this.version++
  }

  /** Not to be changed. */
  get quantities(): Quantities {
    return this.#total.quantities
  }
}
