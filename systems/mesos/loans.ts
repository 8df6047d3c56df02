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
    this.count++
    if (resources.isPair) {
      this.cpus += resources.cpus
      this.mem += resources.mem
    } else {
      this.others ??= new Quantities()
      this.others.add(resources.quantities)
    }
  }

  clear(): void {
    this.to = null
    this.count = 0
    this.cpus = 0
    this.mem = 0
    this.others = null
  }
}
