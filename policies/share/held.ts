import type { FrameworkId } from '../../sim/world/handles.ts'
import type { ReadableWorld } from '../../sim/world/readable.ts'

/** The part of all cores that the framework holds, or is offered; 0 where there are none. */
export function heldCpu(framework: FrameworkId, { frameworks, capacityCpuMilli }: ReadableWorld): number {
  const cpuMilli = frameworks.usedCpuMilli[framework]! + frameworks.offeredCpuMilli[framework]!
  return capacityCpuMilli > 0 ? cpuMilli / capacityCpuMilli : 0
}

/** The part of all memory that the framework holds, or is offered; 0 where there is none. */
export function heldMemory(framework: FrameworkId, { frameworks, capacityMemoryMiB }: ReadableWorld): number {
  const memoryMiB = frameworks.usedMemoryMiB[framework]! + frameworks.offeredMemoryMiB[framework]!
  return capacityMemoryMiB > 0 ? memoryMiB / capacityMemoryMiB : 0
}
