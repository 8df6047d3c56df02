/**
 * Loans to one that are to be counted together: all that was left of agents.
 */
import { Quantities, type Thousandths } from './quantities.ts'
import type { Resources } from './resources.ts'

export class Loans<T> {
  /** Null while there are none. */
  to: T | null = null
  count = 0
  /** Of cores and megabytes, where there is nothing else. */
  cpus: Thousandths = 0
  mem: Thousandths = 0
  /** The rest, with its cores and megabytes. */
  others: Quantities | null = null

  add(resources: Resources): void {
    if (resources.isPair) {
      this.addPairs(1, resources.cpus, resources.mem)
      return
    }
    this.count++
    this.others ??= new Quantities()
    this.others.add(resources.quantities)
  }

  /** So many, of cores and megabytes alone. */
  addPairs(count: number, cpus: Thousandths, mem: Thousandths): void {
    this.count += count
    this.cpus += cpus
    this.mem += mem
  }

  clear(): void {
    this.to = null
    this.count = 0
    this.cpus = 0
    this.mem = 0
    this.others = null
  }
}
