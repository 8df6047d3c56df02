import type { Workload } from '../sim/contracts.ts'
import type { Time } from '../sim/engine/time.ts'
import { JobBatch } from '../sim/world/batch.ts'

/** When each job of the workload arrives, class by class, in the order of the workload. Reads it to its end. */
export async function arrivalsOf(workload: Workload): Promise<readonly Time[]> {
  const byClass: Time[][] = workload.classes.map(() => [])
  const batch = new JobBatch()
  while ((await workload.read(batch)) > 0) {
    for (let row = 0; row < batch.count; row++) byClass[batch.jobClass[row]!]!.push(batch.submit[row]!)
  }
  return byClass.flat()
}
