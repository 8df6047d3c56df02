import type { JobId, MachineId } from '../../../sim/world/handles.ts'
import type { World } from '../../../sim/world/world.ts'

/** What would be free on one machine if some tasks were gone. Scratch: `begin` starts the next machine. */
export class Room {
  private readonly world: World
  private cpuMilli = 0
  private memoryMiB = 0
  /** By named resource. */
  private readonly amounts: Float64Array

  constructor(world: World) {
    this.world = world
    this.amounts = new Float64Array(world.machines.kinds.length)
  }

  begin(machine: MachineId): void {
    const { machines } = this.world
    this.cpuMilli = machines.freeCpuMilli[machine]!
    this.memoryMiB = machines.freeMemoryMiB[machine]!
    for (let kind = 0; kind < this.amounts.length; kind++)
      this.amounts[kind] = machines.freeAmounts[kind]![machine]!
  }

  /** So many tasks of the job leave, or come where it is negative. */
  leave(job: JobId, tasks: number): void {
    const { jobs, machines } = this.world
    this.cpuMilli += tasks * jobs.cpuMilli[job]!
    this.memoryMiB += tasks * jobs.memoryMiB[job]!
    const { kinds, amounts } = machines.extras.get(jobs.extra[job]!)
    for (let i = 0; i < kinds.length; i++) this.amounts[kinds[i]!]! += tasks * amounts[i]!
  }

  fits(job: JobId): boolean {
    const { jobs, machines } = this.world
    if (this.cpuMilli < jobs.cpuMilli[job]! || this.memoryMiB < jobs.memoryMiB[job]!) return false
    const { kinds, amounts } = machines.extras.get(jobs.extra[job]!)
    for (let i = 0; i < kinds.length; i++) if (this.amounts[kinds[i]!]! < amounts[i]!) return false
    return true
  }
}
