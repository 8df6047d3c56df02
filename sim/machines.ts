import type { MachineId } from './handles.ts'

/**
 * The machines of the cluster: what each has, and what is free.
 *
 * Amounts are whole thousandths of a core and whole mebibytes, so that taking and giving back is exact.
 * What an offer has locked is not free; `locked` amounts are kept by whoever locked them.
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

  /** Takes everything that is free anywhere. */
  takeAll(): void {
    this.freeCpuMilli.fill(0)
    this.freeMemoryMiB.fill(0)
    this.totalFreeCpuMilli = 0
    this.totalFreeMemoryMiB = 0
  }

  /** Gives every machine the amounts at its place back; the last two are their sums. */
  giveAll(cpuMilli: Float64Array, memoryMiB: Float64Array, sumCpuMilli: number, sumMemoryMiB: number): void {
    const { freeCpuMilli, freeMemoryMiB } = this
    for (let machine = 0; machine < cpuMilli.length; machine++) {
      freeCpuMilli[machine]! += cpuMilli[machine]!
      freeMemoryMiB[machine]! += memoryMiB[machine]!
    }
    this.totalFreeCpuMilli += sumCpuMilli
    this.totalFreeMemoryMiB += sumMemoryMiB
  }

  /** The machine stops; whatever ran on it has been given back before. */
  goDown(machine: MachineId): void {
    this.up[machine] = 0
    this.outages[machine]!++
    this.version[machine]!++
    this.take(machine, this.freeCpuMilli[machine]!, this.freeMemoryMiB[machine]!)
  }

  /** The machine is back, empty. */
  comeUp(machine: MachineId): void {
    this.up[machine] = 1
    this.version[machine]!++
    this.give(machine, this.cpuMilli[machine]!, this.memoryMiB[machine]!)
  }
}
