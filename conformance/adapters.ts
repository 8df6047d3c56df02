/**
 * Every system that can be held to cases, one line each.
 */
import type { Adapter } from './adapter.ts'
import { fairDivision } from './fair-division.ts'
import { kubernetes } from './kubernetes.ts'
import { marathon } from './marathon.ts'
import { mesosAllocator } from './mesos-allocator.ts'
import { mesosSorter } from './mesos-sorter.ts'

export const adapters: readonly Adapter[] = [fairDivision, kubernetes, marathon, mesosSorter, mesosAllocator]

/** The adapter of a case file's `system`; undefined for a system that is not modelled. */
export function adapterOf(system: string): Adapter | undefined {
  return adapters.find(adapter => adapter.system === system)
}
