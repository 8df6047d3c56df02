import type { SharePolicy } from '../../sim/contracts.ts'

/**
 * Asset fairness (Ghodsi et al., NSDI 2011, section 5.1): the parts of the cores and of the memory that the framework
 * holds or is offered, added up, divided by its weight. It gives some less than an equal split of the cluster would.
 */
export const assetFairness: SharePolicy = {
  name: 'asset-fairness',
  reads: 'framework',
  share(framework, { frameworks, capacityCpuMilli, capacityMemoryMiB }) {
    const cpuMilli = frameworks.usedCpuMilli[framework]! + frameworks.offeredCpuMilli[framework]!
    const memoryMiB = frameworks.usedMemoryMiB[framework]! + frameworks.offeredMemoryMiB[framework]!
    const cpuShare = capacityCpuMilli > 0 ? cpuMilli / capacityCpuMilli : 0
    const memoryShare = capacityMemoryMiB > 0 ? memoryMiB / capacityMemoryMiB : 0
    return (cpuShare + memoryShare) / frameworks.weight[framework]!
  },
}
