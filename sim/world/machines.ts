import { Attributes } from './attributes.ts'
import { Condition } from './condition.ts'
import { type Extras, ExtrasTable, meets, NOTHING_MORE } from './extras.ts'
import type { MachineId } from './handles.ts'

/** A kind of resource besides cores and memory, by name, and how much of it each machine has. */
export interface NamedResource {
  readonly name: string
  readonly amounts: ArrayLike<number>
}

/** What is free on a machine that takes no tasks. */
const CLOSED = -1

/**
 * The machines of the cluster: what each has, and what is free.
 *
 * Amounts are whole thousandths of a core and whole mebibytes, so that taking and giving back is exact.
 * What an offer has locked is not free; `locked` amounts are kept by whoever locked them. On a machine that is not up, less
 * than nothing is free: nothing fits there, not even a task that asks for nothing.
 */
export class Machines {
  /** How many there are. */
  readonly count: number
  /** Thousandths of a core that each has. */
  readonly cpuMilli: Float64Array
  /** Mebibytes that each has. */
  readonly memoryMiB: Float64Array
  /** Thousandths of a core that are free on each; -1 while it is not up. */
  readonly freeCpuMilli: Float64Array
  /** Mebibytes that are free on each; -1 while it is not up. */
  readonly freeMemoryMiB: Float64Array
  /** Grows by one with every claim on the machine, also one that is undone later; not when a task ends (Omega). */
  readonly version: Uint32Array
  /** A Condition: what is believed of the machine. */
  readonly condition: Uint8Array
  /** 1 while the condition is Up, so that the machine takes tasks; 0 in any other. */
  readonly up: Uint8Array
  /** 1 while the machine has crashed, whether anybody knows it or not. No scheduler sees this. */
  readonly silent: Uint8Array
  /** Names of the named resources. */
  readonly kinds: readonly string[]
  /** By named resource, how much each machine has of it. */
  readonly amounts: readonly Float64Array[]
  /** By named resource, how much of it is free on each machine. */
  readonly freeAmounts: readonly Float64Array[]
  /** What tasks ask for beyond cores and memory, by number. */
  readonly extras: ExtrasTable
  /** Attributes of machines by name. */
  readonly attributes: Attributes
  /**
   * The machines on which something became free or was taken, in order, as a ring: who keeps something derived from what is
   * free looks at those touched since it last looked. `touches` counts them all.
   */
  readonly touched: Int32Array
  touches = 0
  /** Times that the machine stopped taking tasks: what was held on it for somebody before is gone. */
  readonly outages: Uint32Array
  /** Thousandths of a core of all machines, also those that are down. */
  totalCpuMilli = 0
  /** Mebibytes of all machines, also those that are down. */
  totalMemoryMiB = 0
  /** Thousandths of a core that are free on any machine that is up. */
  totalFreeCpuMilli = 0
  /** Mebibytes that are free on any machine that is up. */
  totalFreeMemoryMiB = 0
  /** How many are not up. */
  down = 0

  constructor(
    cpuMilli: ArrayLike<number>,
    memoryMiB: ArrayLike<number>,
    resources: readonly NamedResource[] = [],
  ) {
    this.count = cpuMilli.length
    this.cpuMilli = Float64Array.from(cpuMilli)
    this.memoryMiB = Float64Array.from(memoryMiB)
    this.freeCpuMilli = Float64Array.from(cpuMilli)
    this.freeMemoryMiB = Float64Array.from(memoryMiB)
    this.version = new Uint32Array(this.count)
    this.condition = new Uint8Array(this.count)
    this.up = new Uint8Array(this.count).fill(1)
    this.silent = new Uint8Array(this.count)
    this.outages = new Uint32Array(this.count)
    this.kinds = resources.map(({ name }) => name)
    this.amounts = resources.map(({ amounts }) => Float64Array.from(amounts))
    this.freeAmounts = this.amounts.map(amounts => Float64Array.from(amounts))
    this.extras = new ExtrasTable(this.kinds)
    this.attributes = new Attributes(this.count)
    this.touched = new Int32Array(ringSize(this.count))
    for (let machine = 0; machine < this.count; machine++) {
      this.totalCpuMilli += this.cpuMilli[machine]!
      this.totalMemoryMiB += this.memoryMiB[machine]!
    }
    this.totalFreeCpuMilli = this.totalCpuMilli
    this.totalFreeMemoryMiB = this.totalMemoryMiB
  }

  /** Is so much free? `extra` is the number of what else is asked for (see extras.ts). */
  fits(machine: MachineId, cpuMilli: number, memoryMiB: number, extra: number = NOTHING_MORE): boolean {
    return (
      this.freeCpuMilli[machine]! >= cpuMilli &&
      this.freeMemoryMiB[machine]! >= memoryMiB &&
      (extra === NOTHING_MORE || hasRoom(this.freeAmounts, machine, this.extras.get(extra)))
    )
  }

  /** Does the machine have so much of what is asked for beyond cores and memory when it is empty? */
  hasEver(machine: MachineId, extra: number): boolean {
    return extra === NOTHING_MORE || hasRoom(this.amounts, machine, this.extras.get(extra))
  }

  /** Has the machine the attributes that are needed? `extra` is the number of what else is asked for. */
  suits(machine: MachineId, extra: number): boolean {
    return extra === NOTHING_MORE || meets(this.extras.get(extra).needs, machine, this.attributes)
  }

  /** Takes the amounts out of what is free. The caller has checked that they fit. */
  take(machine: MachineId, cpuMilli: number, memoryMiB: number, extra: number = NOTHING_MORE): void {
    this.freeCpuMilli[machine]! -= cpuMilli
    this.freeMemoryMiB[machine]! -= memoryMiB
    this.totalFreeCpuMilli -= cpuMilli
    this.totalFreeMemoryMiB -= memoryMiB
    if (extra !== NOTHING_MORE) takeExtras(this.freeAmounts, machine, this.extras.get(extra))
    this.touch(machine)
  }

  /** Gives the amounts back. */
  give(machine: MachineId, cpuMilli: number, memoryMiB: number, extra: number = NOTHING_MORE): void {
    this.freeCpuMilli[machine]! += cpuMilli
    this.freeMemoryMiB[machine]! += memoryMiB
    this.totalFreeCpuMilli += cpuMilli
    this.totalFreeMemoryMiB += memoryMiB
    if (extra !== NOTHING_MORE) giveExtras(this.freeAmounts, machine, this.extras.get(extra))
    this.touch(machine)
  }

  /** Takes everything that is free on the machine. */
  takeEverything(machine: MachineId): void {
    for (let kind = 0; kind < this.freeAmounts.length; kind++) this.freeAmounts[kind]![machine] = 0
    this.take(machine, this.freeCpuMilli[machine]!, this.freeMemoryMiB[machine]!)
  }

  /** Gives back what somebody's own columns say is left of the machine. */
  giveEverything(
    machine: MachineId,
    left: Pick<Machines, 'freeCpuMilli' | 'freeMemoryMiB' | 'freeAmounts'>,
  ): void {
    for (let kind = 0; kind < this.freeAmounts.length; kind++)
      this.freeAmounts[kind]![machine]! += left.freeAmounts[kind]![machine]!
    this.give(machine, left.freeCpuMilli[machine]!, left.freeMemoryMiB[machine]!)
  }

  /** What is free of the machine changed. */
  touch(machine: MachineId): void {
    this.touched[this.touches++ & (this.touched.length - 1)] = machine
  }

  /** Takes everything that is free anywhere; machines that are not up stay so. */
  takeAll(): void {
    this.freeCpuMilli.fill(0)
    this.freeMemoryMiB.fill(0)
    if (this.down > 0)
      for (let machine = 0; machine < this.count; machine++) if (this.up[machine] === 0) this.close(machine)
    this.totalFreeCpuMilli = 0
    this.totalFreeMemoryMiB = 0
    for (const free of this.freeAmounts) free.fill(0)
    this.touchAll()
  }

  /** Gives every machine the amounts at its place back, 0 where it was not up meanwhile; the last two are their sums. */
  giveAll(
    cpuMilli: Float64Array,
    memoryMiB: Float64Array,
    sumCpuMilli: number,
    sumMemoryMiB: number,
    amounts: readonly Float64Array[] = [],
  ): void {
    addTo(this.freeCpuMilli, cpuMilli)
    addTo(this.freeMemoryMiB, memoryMiB)
    for (const [kind, free] of this.freeAmounts.entries()) addTo(free, amounts[kind]!)
    this.totalFreeCpuMilli += sumCpuMilli
    this.totalFreeMemoryMiB += sumMemoryMiB
    this.touchAll()
  }

  /** The machine, which was up, takes no more tasks. Nothing is free on it from now on, also when a task ends there. */
  goDown(machine: MachineId, condition: Condition = Condition.Down): void {
    this.condition[machine] = condition
    this.up[machine] = 0
    this.outages[machine]!++
    this.version[machine]!++
    this.totalFreeCpuMilli -= this.freeCpuMilli[machine]!
    this.totalFreeMemoryMiB -= this.freeMemoryMiB[machine]!
    this.down++
    this.close(machine)
  }

  /** The machine takes tasks again, all of it free; whoever has tasks there takes what they hold. */
  comeUp(machine: MachineId): void {
    this.condition[machine] = Condition.Up
    this.up[machine] = 1
    this.down--
    this.version[machine]!++
    this.freeCpuMilli[machine] = 0
    this.freeMemoryMiB[machine] = 0
    for (const [kind, free] of this.freeAmounts.entries()) free[machine] = this.amounts[kind]![machine]!
    this.give(machine, this.cpuMilli[machine]!, this.memoryMiB[machine]!)
  }

  private close(machine: MachineId): void {
    this.freeCpuMilli[machine] = CLOSED
    this.freeMemoryMiB[machine] = CLOSED
    for (const free of this.freeAmounts) free[machine] = CLOSED
    this.touch(machine)
  }

  /** Every machine changed: as many touches as make any reader look at all of them. */
  private touchAll(): void {
    this.touches += this.touched.length
  }
}

/** A power of two above the number of machines: a reader who missed so many touches looks at all machines anyway. */
function ringSize(machines: number): number {
  let size = 16
  while (size < machines) size *= 2
  return size
}

/** Do the named amounts fit into what is free on the machine? */
export function hasRoom(free: readonly Float64Array[], machine: MachineId, extras: Extras): boolean {
  if (extras.impossible) return false
  const { kinds, amounts } = extras
  for (let i = 0; i < kinds.length; i++) if (free[kinds[i]!]![machine]! < amounts[i]!) return false
  return true
}

export function takeExtras(
  free: readonly Float64Array[],
  machine: MachineId,
  { kinds, amounts }: Extras,
): void {
  for (let i = 0; i < kinds.length; i++) free[kinds[i]!]![machine]! -= amounts[i]!
}

export function giveExtras(
  free: readonly Float64Array[],
  machine: MachineId,
  { kinds, amounts }: Extras,
): void {
  for (let i = 0; i < kinds.length; i++) free[kinds[i]!]![machine]! += amounts[i]!
}

function addTo(sums: Float64Array, amounts: Float64Array): void {
  for (let i = 0; i < sums.length; i++) sums[i]! += amounts[i]!
}
