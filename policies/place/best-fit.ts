import type { PlaceScore } from '../../sim/contracts.ts'
import type { JobId, MachineId } from '../../sim/world/handles.ts'
import type { View } from '../../sim/world/views.ts'
import type { World } from '../../sim/world/world.ts'

/** Mean used share of cores and memory if one task of the job were placed on the machine, 0…1. */
export function fullness(view: View, machine: MachineId, job: JobId, { machines, jobs }: World): number {
  const cpuMilli = machines.cpuMilli[machine]!
  const memoryMiB = machines.memoryMiB[machine]!
  const cpuLeft = cpuMilli > 0 ? (view.freeCpuMilli[machine]! - jobs.cpuMilli[job]!) / cpuMilli : 0
  const memoryLeft = memoryMiB > 0 ? (view.freeMemoryMiB[machine]! - jobs.memoryMiB[job]!) / memoryMiB : 0
  return 1 - (cpuLeft + memoryLeft) / 2
}

/** The machine that is left fullest: keeps large machines whole for large tasks (Kubernetes: MostAllocated). */
export const bestFit: PlaceScore = {
  name: 'best-fit',
  score: (view, machine, job, world) => 100 * fullness(view, machine, job, world),
}
