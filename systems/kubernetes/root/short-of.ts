/**
 * What a kubelet refuses a pod for.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { JobId, MachineId } from '../../../sim/world/handles.ts'

/** What the machine has too little of for a task of the job: `cpu`, `memory` or another; null: nothing, or it takes no tasks now. */
export function shortOf(job: JobId, machine: MachineId, { jobs, machines }: Cluster): string | null {
  const cpuMilli = jobs.cpuMilli[job]!
  const memoryMiB = jobs.memoryMiB[job]!
  const extra = jobs.extra[job]!
  if (machines.up[machine] === 0 || machines.fits(machine, cpuMilli, memoryMiB, extra)) return null
  if (machines.freeCpuMilli[machine]! < cpuMilli) return 'cpu'
  if (machines.freeMemoryMiB[machine]! < memoryMiB) return 'memory'
  const { kinds, amounts } = machines.extras.get(extra)
  const short = kinds.find((kind, i) => machines.freeAmounts[kind]![machine]! < amounts[i]!)
  return short === undefined ? 'a resource that no node has' : machines.kinds[short]!
}
