/**
 * Runs of pipelines that are written down, from what the experiment says of them.
 */
import { NEVER, SECOND, type Time } from '../../sim/engine/time.ts'
import type { RunTimes, WrittenPipelinePart } from '../../workloads/spec.ts'
import { sentence } from './faults.ts'
import type { Inputs } from './inputs.ts'
import type { Point } from './schema.ts'
import type { Path, Report } from './validation.ts'

type Written = NonNullable<NonNullable<Point['workload']>['pipeline-files']>[number]

interface Around {
  /** End of submissions; undefined where it has a fault. */
  readonly submitUntil: Time | undefined
  /** Does the experiment have a load? */
  readonly isLoaded: boolean
  readonly inputs: Inputs
  readonly report: Report
}

/** One part an entry; undefined if an entry or its file has faults. */
export async function planPipelineFiles(
  entries: readonly Written[],
  around: Around,
): Promise<WrittenPipelinePart[] | undefined> {
  const { inputs, report } = around
  const parts: WrittenPipelinePart[] = []
  for (const [i, entry] of entries.entries()) {
    const place = ['workload', 'pipeline-files', ...(entries.length === 1 ? [] : [i])]
    const runs = runTimes(entry, place, around)
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

function runTimes(
  { at, every, interarrival, runs }: Written,
  place: Path,
  { submitUntil = NEVER, isLoaded, report }: Around,
): RunTimes | undefined {
  const most = runs === undefined ? {} : { most: runs }
  if (interarrival === undefined) {
    const first = at ?? 0
    if (runs !== undefined && runs > 1 && every === undefined) {
      const found = `${runs} runs without every or interarrival`
      report([...place, 'runs'], sentence({ found, expected: 'how they follow each other' }))
      return undefined
    }
    if (first >= submitUntil) {
      const found = `a first run at ${first / SECOND} s`
      const expected = `one before submissions end, at ${submitUntil / SECOND} s`
      report([...place, 'at'], sentence({ found, expected, remedy: 'set it earlier, or until later' }))
      return undefined
    }
    return { kind: 'fixed', first, every: every ?? NEVER, ...most }
  }
  if (at !== undefined || every !== undefined) {
    const found = `interarrival beside ${[at === undefined ? [] : 'at', every === undefined ? [] : 'every'].flat().join(' and ')}`
    const expected = 'runs by the clock (at, every) or at random times (interarrival)'
    report([...place, 'interarrival'], sentence({ found, expected, remedy: 'delete one of them' }), 'key')
    return undefined
  }
  if (runs !== undefined && isLoaded) {
    const found = 'runs beside interarrival and a load'
    const expected = 'no limit: when the runs are over, the load would not be what is asked for'
    report([...place, 'runs'], sentence({ found, expected, remedy: 'delete runs, or load' }), 'key')
    return undefined
  }
  return { kind: 'drawn', interarrival, ...most }
}
