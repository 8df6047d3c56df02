/**
 * Definition files of Chronos as the jobs that are to run: a job, or a list of jobs, as the API takes them (JobDeserializer.scala
 * and docs/api.md, 2.4.0 and c1348dd).
 */

import type { Instant } from '../calendar/zone.ts'
import { type Entry, Fields } from '../definition-file/fields.ts'
import { type DefinitionReport, type Path, shown } from '../definition-file/report.ts'
import type { DefinitionFile } from '../marathon/definition/definitions.ts'
import type { Flags } from './era.ts'
import type { Job } from './job.ts'
import { readJob } from './job-definition.ts'
import { JobGraph } from './job-graph.ts'

interface Place {
  readonly job: Job
  readonly at: Path
  readonly report: DefinitionReport
}

/**
 * Reads all files together, since jobs of one may follow those of another. Every fault is reported. Jobs come back with parents
 * before their children.
 *
 * @param now when the jobs are posted: a schedule without a start begins a second before
 */
export function readJobs(files: readonly DefinitionFile[], now: Instant, flags: Flags): Job[] {
  const places = new Map<string, Place>()
  for (const { value, report } of files) {
    const entries: Entry[] = Array.isArray(value)
      ? value.map((each, i) => ({ value: each, at: [i] }))
      : [{ value, at: [] }]
    for (const entry of entries) {
      const fields = Fields.of(entry, 'a job', report)
      if (fields === undefined) continue
      const job = readJob(fields, now, flags)
      if (places.has(job.name))
        report.wrong(fields.path('name'), {
          found: `a second job ${shown(job.name)}`,
          expected: 'every name once',
          remedy: 'give one of them another',
        })
      else places.set(job.name, { job, at: fields.path('parents'), report })
    }
  }
  return inOrder(places)
}

/** What Chronos 3.0.2 took and then lost – a job with a parent that is not there – is a fault here. */
function inOrder(places: ReadonlyMap<string, Place>): Job[] {
  const graph = new JobGraph()
  for (const name of places.keys()) graph.add(name)
  for (const { job, at, report } of places.values()) {
    if (job.runs.by === 'schedule') continue
    const { parents } = job.runs
    const unknown = parents.filter(parent => !places.has(parent))
    if (unknown.length > 0)
      report.wrong(at, {
        found: unknown.join(', '),
        expected: 'names of jobs that are defined',
        ...(unknown.length === 1 && { among: [...places.keys()] }),
        remedy: 'define them, or take them out',
      })
    for (const parent of parents)
      if (places.has(parent) && !graph.connect(parent, job.name))
        report.wrong(at, {
          found: `${parent}, which itself runs after ${job.name}`,
          expected: 'jobs that do not wait for each other',
          remedy: 'take one of these parents out',
        })
  }
  const ordered: Job[] = []
  const seen = new Set<string>()
  const visit = (name: string): void => {
    if (seen.has(name)) return
    seen.add(name)
    for (const parent of graph.parentsOf(name)) visit(parent)
    ordered.push(places.get(name)!.job)
  }
  for (const name of places.keys()) visit(name)
  return ordered
}
