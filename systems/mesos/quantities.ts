/**
 * Amounts of scalar resources by name, whoever they are reserved for: what Mesos counts guarantees, limits, headroom and
 * shares in.
 *
 * Mesos holds scalars as fixed-point numbers of three decimals (src/common/values.cpp), so amounts here are whole
 * thousandths, and sums of them are exact.
 */
import { nameNumber, nameOf } from './resource-name.ts'

/** Thousandths of a unit: of a core, a megabyte, a GPU. */
export type Thousandths = number

export const ONE: Thousandths = 1000

const CPUS = nameNumber('cpus')
const MEM = nameNumber('mem')

/** A number of units as whole thousandths, rounded to the nearest as Mesos does. */
export const thousandths = (units: number): Thousandths => Math.round(units * ONE)

/** Thousandths as Mesos' floating-point value, in which shares are calculated. */
export const units = (amount: Thousandths): number => amount / ONE

/**
 * Amounts by name. A name that is absent has none, except in limits, where it has no limit.
 *
 * Few names, side by side in lists: sums are made for every offer.
 */
export class Quantities {
  /** Numbers of the names, in the order in which they were first named. */
  readonly #names: number[] = []
  readonly #amounts: Thousandths[] = []

  constructor(amounts: Iterable<readonly [string, Thousandths]> = []) {
    for (const [name, amount] of amounts) this.#set(nameNumber(name), amount)
  }

  get(name: string): Thousandths {
    return this.of(nameNumber(name))
  }

  /** The same by the number of the name. */
  of(name: number): Thousandths {
    const at = this.#names.indexOf(name)
    return at < 0 ? 0 : this.#amounts[at]!
  }

  get cpus(): Thousandths {
    return this.#at(0, CPUS)
  }

  get mem(): Thousandths {
    return this.#at(1, MEM)
  }

  /** Is there nothing but cores and megabytes? */
  get isPair(): boolean {
    const names = this.#names
    for (let i = 0; i < names.length; i++)
      if (this.#amounts[i] !== 0 && names[i] !== CPUS && names[i] !== MEM) return false
    return true
  }

  /** Numbers of the names, in the order in which they were first named. */
  get names(): readonly number[] {
    return this.#names
  }

  /** True for a name that was given an amount, be it 0. */
  has(name: string): boolean {
    return this.#names.includes(nameNumber(name))
  }

  get isEmpty(): boolean {
    return this.#names.length === 0
  }

  entries(): Iterable<[string, Thousandths]> {
    return this.#names.map((name, at) => [nameOf(name), this.#amounts[at]!])
  }

  addTo(name: string, amount: Thousandths): void {
    this.addOf(nameNumber(name), amount)
  }

  /** The same by the number of the name. */
  addOf(name: number, amount: Thousandths): void {
    this.#addTo(name, amount)
  }

  add(other: Quantities): void {
    const names = other.#names
    for (let i = 0; i < names.length; i++) this.#addAt(i, names[i]!, other.#amounts[i]!)
  }

  /** The same for cores and megabytes, which most sums begin with, and for what else there may be. */
  addPair(cpus: Thousandths, mem: Thousandths, others: Quantities | null = null): void {
    if (others !== null) this.add(others)
    if (this.#names[0] === CPUS && this.#names[1] === MEM) {
      this.#amounts[0]! += cpus
      this.#amounts[1]! += mem
      return
    }
    if (cpus !== 0) this.#addTo(CPUS, cpus)
    if (mem !== 0) this.#addTo(MEM, mem)
  }

  /** Amounts may become negative here, and 0 is kept: a counter comes back to what it was. */
  subtract(other: Quantities): void {
    const names = other.#names
    for (let i = 0; i < names.length; i++) this.#addAt(i, names[i]!, -other.#amounts[i]!)
  }

  clone(): Quantities {
    const copy = new Quantities()
    copy.add(this)
    return copy
  }

  /** Has at least as much of everything. */
  contains(other: Quantities): boolean {
    const names = other.#names
    for (let i = 0; i < names.length; i++) if (this.#at(i, names[i]!) < other.#amounts[i]!) return false
    return true
  }

  /** What is missing here to have as much as the other: never negative, without what is not missing. */
  shortOf(other: Quantities): Quantities {
    const missing = new Quantities()
    for (let i = 0; i < other.#names.length; i++) {
      const name = other.#names[i]!
      const short = other.#amounts[i]! - this.#at(i, name)
      if (short > 0) missing.#addTo(name, short)
    }
    return missing
  }

  /**
   * The largest part that this is of a whole, of any resource that the whole has and that is not excluded.
   *
   * Doubles, in Mesos' order: held / total, then the maximum (DRFSorter::calculateShare). Another order would round other
   * ties.
   */
  largestPartOf(whole: Quantities, excluded: ReadonlySet<string>): number {
    const names = whole.#names
    let largest = 0
    for (let i = 0; i < names.length; i++) {
      const amount = whole.#amounts[i]!
      const name = names[i]!
      if (amount <= 0 || (excluded.size > 0 && excluded.has(nameOf(name)))) continue
      const part = units(this.#at(i, name)) / units(amount)
      if (part > largest) largest = part
    }
    return largest
  }

  /**
   * The smallest part that this, which was the whole once, is of the whole, of any resource that is not excluded: 0 where only one
   * of them has something of it, and 1 where they have nothing at all.
   */
  smallestPartOf(whole: Quantities, excluded: ReadonlySet<string>): number {
    const names = whole.#names
    let smallest = 1
    let both = 0
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!
      if (excluded.size > 0 && excluded.has(nameOf(name))) continue
      const own = this.#at(i, name)
      const amount = whole.#amounts[i]!
      if (own <= 0 && amount <= 0) continue
      if (own <= 0 || amount <= 0) return 0
      smallest = both++ === 0 ? own / amount : Math.min(smallest, own / amount)
    }
    return smallest
  }

  /** The amount of a name that most likely stands at this place. */
  #at(place: number, name: number): Thousandths {
    return this.#names[place] === name ? this.#amounts[place]! : this.of(name)
  }

  #addAt(place: number, name: number, amount: Thousandths): void {
    if (this.#names[place] === name) this.#amounts[place]! += amount
    else this.#addTo(name, amount)
  }

  #addTo(name: number, amount: Thousandths): void {
    const at = this.#names.indexOf(name)
    if (at >= 0) {
      this.#amounts[at]! += amount
      return
    }
    this.#names.push(name)
    this.#amounts.push(amount)
  }

  #set(name: number, amount: Thousandths): void {
    const at = this.#names.indexOf(name)
    if (at >= 0) this.#amounts[at] = amount
    else this.#addTo(name, amount)
  }
}
