import type { PlaceScore } from '../../sim/contracts.ts'

/**
 * The machine whose free resources point the same way as the demand: the dot product of both, each as a share of the
 * machine (Grandl et al., "Multi-resource packing for cluster schedulers", SIGCOMM 2014, section 3.2).
 */
export const alignment: PlaceScore = {
  name: 'alignment',
  score(view, machine, job, { machines, jobs }) {
    const cpuMilli = machines.cpuMilli[machine]!
    const memoryMiB = machines.memoryMiB[machine]!
    const cpu = cpuMilli > 0 ? (jobs.cpuMilli[job]! / cpuMilli) * (view.freeCpuMilli[machine]! / cpuMilli) : 0
    const memory =
      memoryMiB > 0 ? (jobs.memoryMiB[job]! / memoryMiB) * (view.freeMemoryMiB[machine]! / memoryMiB) : 0
    return 50 * (cpu + memory)
  },
}
