/**
 * Loans to one that are to be counted together: all that was left of agents.
 */
import { Quantities, type Thousandths } from './quantities.ts'
import type { Resources } from './resources.ts'

/** So many loans, and how much they are of. */
export interface Lent {
  readonly count: number
  /** Of those of which nothing is left but cores and megabytes. */
  readonly cpus: Thousandths
  readonly mem: Thousandths
  /** Of the rest, with its cores and megabytes. */
  readonly others: Quantities | null
}

export function loanOf(resources: Resources): Lent {
  const { isPair, cpus, mem } = resources
  return isPair
    ? { count: 1, cpus, mem, others: null }
    : { count: 1, cpus: 0, mem: 0, others: resources.quantities }
}

export class Loans<T> implements Lent {
  /** Null while there are none. */
  to: T | null = null
  count = 0
  cpus: Thousandths = 0
  mem: Thousandths = 0
  others: Quantities | null = null

  addAll({ count, cpus, mem, others }: Lent): void {
    this.count += count
    this.cpus += cpus
    this.mem += mem
    if (others === null) return
    this.others ??= new Quantities()
    this.others.add(others)
  }

  clear(): void {
    this.to = null
    this.count = 0
    this.cpus = 0
    this.mem = 0
    this.others = null
  }
}
