/**
 * Every system that can be held to cases, one line each.
 */
import type { Adapter } from './adapter.ts'
import { marathon } from './marathon.ts'

export const adapters: readonly Adapter[] = [marathon]

/** The adapter of a case file's `system`; undefined for a system that is not modelled. */
export function adapterOf(system: string): Adapter | undefined {
  return adapters.find(adapter => adapter.system === system)
}
