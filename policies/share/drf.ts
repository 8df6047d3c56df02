import type { SharePolicy } from '../../sim/contracts.ts'
import { heldCpu, heldMemory } from './held.ts'

/**
 * Dominant-resource fairness (Ghodsi et al., NSDI 2011): the share of the resource of which the framework holds the
 * largest part, divided by its weight. What is locked in offers counts as held (Mesos).
 *
 * The operations are in Mesos's order, held / total, maximum, / weight, because rounding decides ties there.
 */
export const drf: SharePolicy = {
  name: 'drf',
  reads: 'framework',
  share(framework, world) {
    const dominant = Math.max(heldCpu(framework, world), heldMemory(framework, world))
    return dominant / world.frameworks.weight[framework]!
  },
}

/** The same, counting running tasks only: what an outstanding offer holds is not seen (the Omega simulator's Mesos). */
export const drfRunning: SharePolicy = {
  name: 'drf-running',
  reads: 'framework',
  share(framework, { frameworks, capacityCpuMilli, capacityMemoryMiB }) {
    const cpuShare = capacityCpuMilli > 0 ? frameworks.usedCpuMilli[framework]! / capacityCpuMilli : 0
    const memoryShare = capacityMemoryMiB > 0 ? frameworks.usedMemoryMiB[framework]! / capacityMemoryMiB : 0
    return Math.max(cpuShare, memoryShare) / frameworks.weight[framework]!
  },
}
