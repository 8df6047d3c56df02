/**
 * Amounts of scalar resources by name, whoever they are reserved for: what Mesos counts guarantees, limits, headroom and
 * shares in.
 *
 * Mesos holds scalars as fixed-point numbers of three decimals (src/common/values.cpp), so amounts here are whole
 * thousandths, and sums of them are exact.
 */

/** Thousandths of a unit: of a core, a megabyte, a GPU. */
export type Thousandths = number

export const ONE: Thousandths = 1000

/** A number of units as whole thousandths, rounded to the nearest as Mesos does. */
export const thousandths = (units: number): Thousandths => Math.round(units * ONE)

/** Thousandths as Mesos' floating-point value, in which shares are calculated. */
export const units = (amount: Thousandths): number => amount / ONE

/** Amounts by name. A name that is absent has none, except in limits, where it has no limit. */
export class Quantities {
  readonly #amounts: Map<string, Thousandths>

  constructor(amounts: Iterable<readonly [string, Thousandths]> = []) {
    this.#amounts = new Map(amounts)
  }

  get(name: string): Thousandths {
    return this.#amounts.get(name) ?? 0
  }

  /** True for a name that was given an amount, be it 0. */
  has(name: string): boolean {
    return this.#amounts.has(name)
  }

  get isEmpty(): boolean {
    return this.#amounts.size === 0
  }

  entries(): Iterable<[string, Thousandths]> {
    return this.#amounts
  }

  addTo(name: string, amount: Thousandths): void {
    this.#amounts.set(name, this.get(name) + amount)
  }

  add(other: Quantities): void {
    for (const [name, amount] of other.#amounts) this.addTo(name, amount)
  }

  /** Amounts may become negative here, and 0 is kept: a counter comes back to what it was. */
  subtract(other: Quantities): void {
    for (const [name, amount] of other.#amounts) this.addTo(name, -amount)
  }

  clone(): Quantities {
    return new Quantities(this.#amounts)
  }

  /** Has at least as much of everything. */
  contains(other: Quantities): boolean {
    for (const [name, amount] of other.#amounts) if (this.get(name) < amount) return false
    return true
  }

  /** What is missing here to have as much as the other: never negative, without what is not missing. */
  shortOf(other: Quantities): Quantities {
    const missing = new Quantities()
    for (const [name, amount] of other.#amounts) {
      const short = amount - this.get(name)
      if (short > 0) missing.addTo(name, short)
    }
    return missing
  }
}
