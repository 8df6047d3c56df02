import type { MachineId } from './handles.ts'
import type { Machines } from './machines.ts'
import { longer } from './rows.ts'

const NO_MACHINES = new Int32Array(0)
const NO_VERSIONS = new Uint32Array(0)
const NO_AMOUNTS = new Float64Array(0)

/**
 * Some of the machines, and what is free on each as far as the owner knows: what an offer has locked, what a probe has seen.
 *
 * As long as the machines that are in it, however many there are besides; to decide on it, a view loads it.
 */
export class Excerpt {
  count = 0
  /** The machines, each once. */
  machine = NO_MACHINES
  cpuMilli = NO_AMOUNTS
  memoryMiB = NO_AMOUNTS
  /** Version of the machine when it was put in. */
  version = NO_VERSIONS
  /** Named resources: `amounts[i * kinds + kind]` of the i-th machine. */
  amounts = NO_AMOUNTS
  private readonly machines: Machines

  constructor(machines: Machines) {
    this.machines = machines
  }

  clear(): void {
    this.count = 0
  }

  /** Puts a machine in with what is free on it now. */
  add(machine: MachineId): void {
    const { freeCpuMilli, freeMemoryMiB, freeAmounts, version } = this.machines
    const i = this.count++
    if (i === this.machine.length) this.reserve(Math.max(1, 2 * i))
    this.machine[i] = machine
    this.cpuMilli[i] = freeCpuMilli[machine]!
    this.memoryMiB[i] = freeMemoryMiB[machine]!
    this.version[i] = version[machine]!
    const kinds = freeAmounts.length
    for (let kind = 0; kind < kinds; kind++) this.amounts[i * kinds + kind] = freeAmounts[kind]![machine]!
  }

  /** Puts a machine in of which nothing is left. */
  addEmpty(machine: MachineId): void {
    this.add(machine)
    this.empty(this.count - 1)
  }

  /** Puts the i-th machine of another excerpt in. */
  addFrom(other: Excerpt, i: number): void {
    this.addEmpty(other.machine[i]!)
    this.version[this.count - 1] = other.version[i]!
    this.join(this.count - 1, other, i)
  }

  /** The machine at `place` has what the i-th of another excerpt has besides. */
  join(place: number, other: Excerpt, i: number): void {
    this.cpuMilli[place]! += other.cpuMilli[i]!
    this.memoryMiB[place]! += other.memoryMiB[i]!
    const kinds = this.machines.kinds.length
    for (let kind = 0; kind < kinds; kind++)
      this.amounts[place * kinds + kind]! += other.amounts[i * kinds + kind]!
  }

  /** Makes room for so many machines. */
  reserve(machines: number): void {
    if (machines <= this.machine.length) return
    this.machine = longer(this.machine, machines)
    this.cpuMilli = longer(this.cpuMilli, machines)
    this.memoryMiB = longer(this.memoryMiB, machines)
    this.version = longer(this.version, machines)
    this.amounts = longer(this.amounts, machines * this.machines.kinds.length)
  }

  /** Nothing is left of the i-th machine. */
  empty(i: number): void {
    this.cpuMilli[i] = 0
    this.memoryMiB[i] = 0
    const kinds = this.machines.kinds.length
    this.amounts.fill(0, i * kinds, (i + 1) * kinds)
  }

  /** The place of the machine, −1 if it is not in it. */
  indexOf(machine: MachineId): number {
    for (let i = 0; i < this.count; i++) if (this.machine[i] === machine) return i
    return -1
  }
}
