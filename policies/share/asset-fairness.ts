import type { SharePolicy } from '../../sim/contracts.ts'
import { heldCpu, heldMemory } from './held.ts'

/**
 * Asset fairness (Ghodsi et al., NSDI 2011, section 5.1): the parts of the cores and of the memory that the framework
 * holds or is offered, added up, divided by its weight. It gives some less than an equal split of the cluster would.
 */
export const assetFairness: SharePolicy = {
  name: 'asset-fairness',
  reads: 'framework',
  share(framework, world) {
    return (heldCpu(framework, world) + heldMemory(framework, world)) / world.frameworks.weight[framework]!
  },
}
