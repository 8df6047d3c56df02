import type { Attributes } from './attributes.ts'
import { type MachineId, NONE } from './handles.ts'

/** What a task asks for beyond cores and memory, as a workload writes it down. */
export interface WrittenExtras {
  /** Amounts of named resources that one task holds: `{ gpu: 1 }`. */
  readonly resources: Readonly<Record<string, number>>
  /** Attributes that its machine must have: `{ disk: 'ssd' }`. */
  readonly needs: Readonly<Record<string, string>>
}

/** The same, prepared for the machines of a run. */
export interface Extras {
  /** Numbers of the named resources (see `Machines.kinds`) and how much of each. */
  readonly kinds: Int32Array
  readonly amounts: Float64Array
  readonly needs: WrittenExtras['needs']
  /** A resource that no machine has is asked for: it can run nowhere. */
  readonly impossible: boolean
}

/** The number of asking for nothing beyond cores and memory. */
export const NOTHING_MORE = 0

const NOTHING: WrittenExtras = { resources: {}, needs: {} }

/**
 * Everything that the tasks of a workload ask for beyond cores and memory, by number; 0 is nothing. Tasks that ask for the
 * same share a number, so the table is as long as the workload is varied, not as it is large.
 */
export class ExtrasTable {
  private readonly rows: Extras[] = []
  private readonly kinds: readonly string[]

  constructor(kinds: readonly string[]) {
    this.kinds = kinds
    this.add(NOTHING)
  }

  get(number: number): Extras {
    return this.rows[number]!
  }

  /** Prepares what a workload has written and returns its number. Written twice, it is two numbers. */
  add({ resources, needs }: WrittenExtras): number {
    const wanted = Object.entries(resources).filter(([, amount]) => amount > 0)
    const known = wanted.filter(([name]) => this.kinds.includes(name))
    this.rows.push({
      kinds: Int32Array.from(known, ([name]) => this.kinds.indexOf(name)),
      amounts: Float64Array.from(known, ([, amount]) => amount),
      needs,
      impossible: known.length < wanted.length,
    })
    return this.rows.length - 1
  }
}

/** Does the machine have all attributes that are needed? */
export function meets(needs: Extras['needs'], machine: MachineId, attributes: Attributes): boolean {
  for (const name of Object.keys(needs)) {
    const number = attributes.valueNumber(name, needs[name]!)
    if (number === NONE || attributes.column(name)![machine] !== number) return false
  }
  return true
}
