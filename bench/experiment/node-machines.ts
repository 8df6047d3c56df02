/**
 * Nodes of manifests as the machines of a run.
 */
import type { Node } from '../../systems/kubernetes/node.ts'
import type { MachineGroup } from '../plan.ts'

export const MIB = 1024 ** 2

/** Named resources are counted in thousandths. */
export const THOUSANDTHS = 1000

/** One machine a node, in order: what pods may ask of it, with the node's labels as attributes. */
export function machinesOfNodes(nodes: readonly Node[]): MachineGroup[] {
  return nodes.map(({ allocatable, labels }) => {
    const { cpuMilli = 0, memoryBytes = 0, scalars = new Map<string, number>() } = allocatable
    return {
      count: 1,
      cpuMilli,
      memoryMiB: Math.floor(memoryBytes / MIB),
      ...(scalars.size > 0 && {
        resources: Object.fromEntries([...scalars].map(([name, amount]) => [name, amount * THOUSANDTHS])),
      }),
      ...(labels.size > 0 && { attributes: Object.fromEntries(labels) }),
    }
  })
}
