/**
 * Resources as manifests list them: `{cpu: 500m, memory: 1Gi, nvidia.com/gpu: 1}`.
 */
import { milliOf, wholeOf } from '../quantity.ts'
import { named, type Resources } from '../resources.ts'
import type { Fields } from './fields.ts'

export interface ResourceList {
  readonly resources: Resources
  /** Undefined where the list names none. */
  readonly pods: number | undefined
}

export function readResources(owner: Fields, key: string): ResourceList {
  let cpu: number | undefined
  let memory: number | undefined
  let storage: number | undefined
  let pods: number | undefined
  const scalars = new Map<string, number>()
  const entries = (owner.entries(key) ?? []).sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [name, written] of entries) {
    const read = name === 'cpu' ? milliOf : wholeOf
    const amount = owner.attempt([key, name], 0, where => read(written ?? 0, where))
    if (name === 'cpu') cpu = amount
    else if (name === 'memory') memory = amount
    else if (name === 'ephemeral-storage') storage = amount
    else if (name === 'pods') pods = amount
    else scalars.set(name, amount)
  }
  return { resources: named(cpu, memory, storage, scalars), pods }
}
