import { type MachineId, NONE } from './handles.ts'

interface Column {
  readonly values: string[]
  readonly numbers: Map<string, number>
  readonly of: Int32Array
}

/**
 * What machines are labelled with: racks, zones, kinds of disk. Names and values are numbered, so that a rule compares
 * numbers and a spread counts in an array.
 */
export class Attributes {
  /** Grows when any attribute of any machine changes: what was derived from attributes before is stale. */
  version = 0
  private readonly machines: number
  private readonly columns = new Map<string, Column>()

  constructor(machines: number) {
    this.machines = machines
  }

  get names(): readonly string[] {
    return [...this.columns.keys()]
  }

  set(machine: MachineId, name: string, value: string): void {
    let column = this.columns.get(name)
    if (column === undefined) {
      column = { values: [], numbers: new Map(), of: new Int32Array(this.machines).fill(NONE) }
      this.columns.set(name, column)
    }
    let number = column.numbers.get(value)
    if (number === undefined) {
      number = column.values.length
      column.values.push(value)
      column.numbers.set(value, number)
    }
    column.of[machine] = number
    this.version++
  }

  /** The number of the value that each machine has, NONE where it has none; null when no machine has the attribute. */
  column(name: string): Int32Array | null {
    return this.columns.get(name)?.of ?? null
  }

  /** All values of the attribute, by number. */
  values(name: string): readonly string[] {
    return this.columns.get(name)?.values ?? []
  }

  /** The number of a value, NONE when no machine ever had it. */
  valueNumber(name: string, value: string): number {
    return this.columns.get(name)?.numbers.get(value) ?? NONE
  }

  /** The machine's value, null when it has none. */
  value(machine: MachineId, name: string): string | null {
    const column = this.columns.get(name)
    const number = column?.of[machine] ?? NONE
    return number === NONE ? null : column!.values[number]!
  }
}
