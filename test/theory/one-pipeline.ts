import type { Workload } from '../../sim/contracts.ts'
import { seconds } from '../../sim/engine/time.ts'
import type { JobBatch } from '../../sim/world/batch.ts'
import type { SystemSpec } from '../../systems/generic/spec.ts'
import { queueWith } from './replications.ts'

/** A stage of one task and one core; parents are places earlier in the list. */
export interface Stage {
  readonly id?: number
  /** Seconds. */
  readonly run: number
  readonly parents: readonly number[]
}

/** One pipeline, submitted at 0. */
export function onePipeline(stages: readonly Stage[]): Workload {
  let read = false
  return {
    name: 'one pipeline',
    classes: ['pipeline'],
    read(batch: JobBatch) {
      batch.clear()
      if (read) return 0
      read = true
      for (const { id, run, parents } of stages) {
        const row = batch.add(0, seconds(run))
        batch.id[row] = id ?? row
        batch.pipeline[row] = 0
        for (const parent of parents) batch.addParent(parent)
      }
      return batch.count
    },
  }
}

/** Runs pipelines, thinks and talks in no time, and orders stages that are ready so. */
export function pipelinesOn(order: string): SystemSpec {
  const system = queueWith({ order })
  return { ...system, frameworks: [{ ...system.frameworks[0]!, name: 'pipelines', kind: 'pipelines' }] }
}
