import type { Score } from '../../sim/contracts.ts'
import type { JobId, MachineId } from '../../sim/world/handles.ts'
import type { View } from '../../sim/world/views.ts'
import type { World } from '../../sim/world/world.ts'

/** Mean used share of cores and memory if one task of the job were placed on a machine, 0…1. */
export function fullness(view: View, job: JobId, { machines, jobs }: World): (machine: MachineId) => number {
  const cpuMilli = jobs.cpuMilli[job]!
  const memoryMiB = jobs.memoryMiB[job]!
  const { freeCpuMilli, freeMemoryMiB } = view
  const { cpuMilli: sizeCpu, memoryMiB: sizeMemory } = machines
  return machine => {
    const cpu = sizeCpu[machine]!
    const memory = sizeMemory[machine]!
    const cpuLeft = cpu > 0 ? (freeCpuMilli[machine]! - cpuMilli) / cpu : 0
    const memoryLeft = memory > 0 ? (freeMemoryMiB[machine]! - memoryMiB) / memory : 0
    return 1 - (cpuLeft + memoryLeft) / 2
  }
}

/** The machine that is left fullest: keeps large machines whole for large tasks (Kubernetes: MostAllocated). */
export const bestFit: Score = {
  name: 'best-fit',
  reads: 'machine',
  prepare(view, job, world) {
    const full = fullness(view, job, world)
    return { score: machine => 100 * full(machine) }
  },
}
