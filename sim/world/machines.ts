import type { MachineId } from './handles.ts'

/** What is free on a machine that is down. */
const DOWN = -1

/**
 * The machines of the cluster: what each has, and what is free.
 *
 * Amounts are whole thousandths of a core and whole mebibytes, so that taking and giving back is exact.
 * What an offer has locked is not free; `locked` amounts are kept by whoever locked them. On a machine that is down, less
 * than nothing is free: nothing fits there, not even a task that asks for nothing.
 */
export class Machines {
  readonly count: number
  readonly cpuMilli: Float64Array
  readonly memoryMiB: Float64Array
  readonly freeCpuMilli: Float64Array
  readonly freeMemoryMiB: Float64Array
  /** Grows by one with every claim on the machine, also one that is undone later; not when a task ends (Omega). */
  readonly version: Uint32Array
  readonly up: Uint8Array
  /** Times that the machine went down: what was held on it before is gone. */
  readonly outages: Uint32Array
  /** Sums over all machines, also those that are down. */
  totalCpuMilli = 0
  totalMemoryMiB = 0
  /** Sums of what is free. */
  totalFreeCpuMilli = 0
  totalFreeMemoryMiB = 0
  /** How many are down. */
  down = 0

  constructor(cpuMilli: ArrayLike<number>, memoryMiB: ArrayLike<number>) {
    this.count = cpuMilli.length
    this.cpuMilli = Float64Array.from(cpuMilli)
    this.memoryMiB = Float64Array.from(memoryMiB)
    this.freeCpuMilli = Float64Array.from(cpuMilli)
    this.freeMemoryMiB = Float64Array.from(memoryMiB)
    this.version = new Uint32Array(this.count)
    this.up = new Uint8Array(this.count).fill(1)
    this.outages = new Uint32Array(this.count)
    for (let machine = 0; machine < this.count; machine++) {
      this.totalCpuMilli += this.cpuMilli[machine]!
      this.totalMemoryMiB += this.memoryMiB[machine]!
    }
    this.totalFreeCpuMilli = this.totalCpuMilli
    this.totalFreeMemoryMiB = this.totalMemoryMiB
  }

  fits(machine: MachineId, cpuMilli: number, memoryMiB: number): boolean {
    return this.freeCpuMilli[machine]! >= cpuMilli && this.freeMemoryMiB[machine]! >= memoryMiB
  }

  /** Takes the amounts out of what is free. The caller has checked that they fit. */
  take(machine: MachineId, cpuMilli: number, memoryMiB: number): void {
    this.freeCpuMilli[machine]! -= cpuMilli
    this.freeMemoryMiB[machine]! -= memoryMiB
    this.totalFreeCpuMilli -= cpuMilli
    this.totalFreeMemoryMiB -= memoryMiB
  }

  /** Gives the amounts back. */
  give(machine: MachineId, cpuMilli: number, memoryMiB: number): void {
    this.freeCpuMilli[machine]! += cpuMilli
    this.freeMemoryMiB[machine]! += memoryMiB
    this.totalFreeCpuMilli += cpuMilli
    this.totalFreeMemoryMiB += memoryMiB
  }

  /** Takes everything that is free anywhere; machines that are down stay so. */
  takeAll(): void {
    this.freeCpuMilli.fill(0)
    this.freeMemoryMiB.fill(0)
    if (this.down > 0)
      for (let machine = 0; machine < this.count; machine++) if (this.up[machine] === 0) this.close(machine)
    this.totalFreeCpuMilli = 0
    this.totalFreeMemoryMiB = 0
  }

  /** Gives every machine the amounts at its place back, 0 where it was down meanwhile; the last two are their sums. */
  giveAll(cpuMilli: Float64Array, memoryMiB: Float64Array, sumCpuMilli: number, sumMemoryMiB: number): void {
    addTo(this.freeCpuMilli, cpuMilli)
    addTo(this.freeMemoryMiB, memoryMiB)
    this.totalFreeCpuMilli += sumCpuMilli
    this.totalFreeMemoryMiB += sumMemoryMiB
  }

  /** The machine stops; whatever ran on it has been given back before. */
  goDown(machine: MachineId): void {
    this.up[machine] = 0
    this.outages[machine]!++
    this.version[machine]!++
    this.totalFreeCpuMilli -= this.freeCpuMilli[machine]!
    this.totalFreeMemoryMiB -= this.freeMemoryMiB[machine]!
    this.down++
    this.close(machine)
  }

  /** The machine is back, empty. */
  comeUp(machine: MachineId): void {
    this.up[machine] = 1
    this.down--
    this.version[machine]!++
    this.freeCpuMilli[machine] = 0
    this.freeMemoryMiB[machine] = 0
    this.give(machine, this.cpuMilli[machine]!, this.memoryMiB[machine]!)
  }

  private close(machine: MachineId): void {
    this.freeCpuMilli[machine] = DOWN
    this.freeMemoryMiB[machine] = DOWN
  }
}

function addTo(sums: Float64Array, amounts: Float64Array): void {
  for (let i = 0; i < sums.length; i++) sums[i]! += amounts[i]!
}
