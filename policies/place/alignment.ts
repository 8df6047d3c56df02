import type { Score } from '../../sim/contracts.ts'

/**
 * The machine whose free resources point the same way as the demand: the dot product of both, each as a share of the
 * machine (Grandl et al., "Multi-resource packing for cluster schedulers", SIGCOMM 2014, section 3.2).
 */
export const alignment: Score = {
  name: 'alignment',
  reads: 'amounts',
  prepare(view, job, { machines, jobs }) {
    const cpuWanted = jobs.cpuMilli[job]!
    const memoryWanted = jobs.memoryMiB[job]!
    return {
      score(machine) {
        const cpuMilli = machines.cpuMilli[machine]!
        const memoryMiB = machines.memoryMiB[machine]!
        const cpu = cpuMilli > 0 ? (cpuWanted / cpuMilli) * (view.freeCpuMilli[machine]! / cpuMilli) : 0
        const memory =
          memoryMiB > 0 ? (memoryWanted / memoryMiB) * (view.freeMemoryMiB[machine]! / memoryMiB) : 0
        return 50 * (cpu + memory)
      },
    }
  },
}
