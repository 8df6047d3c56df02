import type { Cluster } from '../../../sim/cluster.ts'
import { type JobId, NONE } from '../../../sim/world/handles.ts'
import type { RunBook } from './run-book.ts'

/** Stages that depend on a job hear how it is; those that are to be started now, and count as started. */
export function triggeredBy(
  job: JobId,
  status: 'STARTING' | 'SUCCESS',
  books: ReadonlyMap<JobId, RunBook>,
  { jobs, pipelines, now }: Cluster,
): RunBook[] {
  const handle = jobs.pipeline[job]!
  if (handle === NONE || !pipelines.isOpen(handle)) return []
  const { children, stages, waitsFor } = pipelines.get(handle)
  const stage = jobs.stage[job]!
  return children[stage]!.flatMap(child => {
    if (status === 'SUCCESS') waitsFor[child]!--
    const book = books.get(stages[child]!)
    if (book?.trigger == null || !book.trigger.runChanged(String(stage), status, now)) return []
    book.trigger.started(now)
    return [book]
  })
}
