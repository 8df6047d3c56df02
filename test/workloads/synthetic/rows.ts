import type { Workload } from '../../../sim/contracts.ts'
import { JobBatch } from '../../../sim/world/batch.ts'

/** One row of a batch, by name. `parents` are row numbers of the whole workload. */
export interface Row {
  readonly id: number
  readonly submit: number
  readonly jobClass: string
  readonly tasks: number
  readonly cpuMilli: number
  readonly memoryMiB: number
  readonly duration: number
  readonly estimate: number
  readonly meanTimeToFailure: number
  readonly priority: number
  readonly user: number
  readonly gang: number
  readonly pipeline: number
  readonly parents: readonly number[]
}

/** Reads a workload to its end, through batches of this capacity. */
export async function readAll(workload: Workload, capacity = 4096): Promise<Row[]> {
  return (await readBatches(workload, capacity)).flat()
}

/** The same, as it was cut into batches. */
export async function readBatches(workload: Workload, capacity: number): Promise<Row[][]> {
  const batch = new JobBatch(capacity)
  const batches: Row[][] = []
  let before = 0
  while ((await workload.read(batch)) > 0) {
    batches.push(Array.from({ length: batch.count }, (_, row) => rowOf(workload, batch, row, before)))
    before += batch.count
  }
  return batches
}

function rowOf(workload: Workload, batch: JobBatch, row: number, before: number): Row {
  const parents = batch.parents.slice(batch.parentStart[row]!, batch.parentStart[row + 1]!)
  return {
    id: batch.id[row]!,
    submit: batch.submit[row]!,
    jobClass: workload.classes[batch.jobClass[row]!]!,
    tasks: batch.tasks[row]!,
    cpuMilli: batch.cpuMilli[row]!,
    memoryMiB: batch.memoryMiB[row]!,
    duration: batch.duration[row]!,
    estimate: batch.estimate[row]!,
    meanTimeToFailure: batch.meanTimeToFailure[row]!,
    priority: batch.priority[row]!,
    user: batch.user[row]!,
    gang: batch.gang[row]!,
    pipeline: batch.pipeline[row]!,
    parents: Array.from(parents, parent => before + parent),
  }
}
