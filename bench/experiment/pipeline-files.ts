/**
 * Runs of pipelines that are written down, from what the experiment says of them.
 */
import type { WrittenPipelinePart } from '../../workloads/spec.ts'
import type { Inputs } from './inputs.ts'
import { type Clock, runTimes } from './run-times.ts'
import type { Point } from './schema.ts'

type Written = NonNullable<NonNullable<Point['workload']>['pipeline-files']>[number]

/** One part an entry; undefined if an entry or its file has faults. */
export async function planPipelineFiles(
  entries: readonly Written[],
  clock: Clock,
  inputs: Inputs,
): Promise<WrittenPipelinePart[] | undefined> {
  const { report } = clock
  const parts: WrittenPipelinePart[] = []
  for (const [i, entry] of entries.entries()) {
    const place = ['workload', 'pipeline-files', ...(entries.length === 1 ? [] : [i])]
    const runs = runTimes(entry, place, clock)
    const file = inputs.named(entry.file, [...place, 'file'], 'a pipeline', report)
    const pipeline = file === undefined ? null : await inputs.pipeline(file, [...place, 'file'], report)
    if (pipeline === null || runs === undefined) continue
    parts.push({
      kind: 'pipeline-files',
      jobClass: entry.class,
      file: pipeline.file,
      stages: pipeline.stages,
      runs,
      meanTimeToFailure: entry['mean-time-to-failure'],
      priority: entry.priority,
      remarks: pipeline.remarks,
    })
  }
  return parts.length === entries.length ? parts : undefined
}
