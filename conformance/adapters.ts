/**
 * Every system that can be held to cases, one line each.
 */
import type { Adapter } from './adapter.ts'
import { chronos } from './chronos.ts'
import { fairDivision } from './fair-division.ts'
import { kafka } from './kafka.ts'
import { kubernetes } from './kubernetes.ts'
import { marathon } from './marathon.ts'
import { mesosAllocator } from './mesos-allocator.ts'
import { mesosSorter } from './mesos-sorter.ts'
import { metronome } from './metronome.ts'
import { policy } from './policy.ts'

export const adapters: readonly Adapter[] = [
  fairDivision,
  kubernetes,
  marathon,
  mesosSorter,
  mesosAllocator,
  metronome,
  chronos,
  kafka,
  policy,
]

/** The adapter of a case file's `system`; undefined for a system that is not modelled. */
export function adapterOf(system: string): Adapter | undefined {
  return adapters.find(adapter => adapter.system === system)
}
