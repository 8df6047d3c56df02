import type { Score, Scorer } from '../../sim/contracts.ts'
import type { JobId } from '../../sim/world/handles.ts'
import type { View } from '../../sim/world/views.ts'
import type { World } from '../../sim/world/world.ts'

/**
 * Mean used share of cores and memory, 0…100, if one task of the job were placed on a machine; `sign` −1 makes it the share that
 * is left.
 */
export function fullness(view: View, job: JobId, { machines, jobs }: World, sign: 1 | -1): Scorer {
  const cpuWanted = jobs.cpuMilli[job]!
  const memoryWanted = jobs.memoryMiB[job]!
  const { freeCpuMilli, freeMemoryMiB } = view
  const { cpuMilli, memoryMiB } = machines
  return {
    score(machine) {
      const cpu = cpuMilli[machine]!
      const memory = memoryMiB[machine]!
      const cpuLeft = cpu > 0 ? (freeCpuMilli[machine]! - cpuWanted) / cpu : 0
      const memoryLeft = memory > 0 ? (freeMemoryMiB[machine]! - memoryWanted) / memory : 0
      const left = (cpuLeft + memoryLeft) / 2
      return sign > 0 ? 100 * (1 - left) : 100 * (1 - (1 - left))
    },
  }
}

/** The machine that is left fullest: keeps large machines whole for large tasks (Kubernetes: MostAllocated). */
export const bestFit: Score = {
  name: 'best-fit',
  reads: 'amounts',
  prepare: (view, job, world) => fullness(view, job, world, 1),
}
