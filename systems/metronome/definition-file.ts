/**
 * Definition files of Metronome as the jobs that are to run: a job, or a list of jobs, as the API takes them
 * (jobspec.schema.json and schedulespec.schema.json, v0.1.9 and de4174d).
 */

import { Fields } from '../definition-file/fields.ts'
import type { DefinitionReport, Path } from '../definition-file/report.ts'
import type { DefinitionFile } from '../marathon/definition/definitions.ts'
import { pathBack } from './dependencies.ts'
import type { Flags } from './era.ts'
import type { Job } from './job.ts'
import { runViolations, type WrittenRun } from './run-checks.ts'
import { readRun } from './run-definition.ts'
import { readSchedule } from './schedule-definition.ts'

/** What Metronome adds to a job in its answers (JobInfo.scala, de4174d). */
const ANSWERS = ['activeRuns', 'history', 'historySummary']

const ID = /^([a-z0-9]+(-+[a-z0-9]+)*)(\.([a-z0-9]+(-+[a-z0-9]+)*))*$/

/** Reads all files together, since jobs of one may depend on those of another. Every fault is reported. */
export function readJobs(files: readonly DefinitionFile[], flags: Flags): Job[] {
  const places = new Map<
    string,
    { readonly job: Job; readonly at: Path; readonly report: DefinitionReport }
  >()
  for (const { value, report } of files) {
    const entries = Array.isArray(value)
      ? value.map((each, i) => ({ value: each, at: [i] }))
      : [{ value, at: [] }]
    for (const entry of entries) {
      const fields = Fields.of(entry, 'a job', report)
      if (fields === undefined) continue
      fields.answers(...ANSWERS)
      const job = readJob(fields, flags)
      for (const [path, says] of runViolations((fields.raw('run') ?? {}) as WrittenRun))
        report.said(fields.path(path === '/' ? 'run' : `run${path.replaceAll('/', '.')}`), says)
      if (places.has(job.id))
        report.wrong(fields.path('id'), {
          found: `a second job ${job.id}`,
          expected: 'every id once',
          remedy: 'give one of them another',
        })
      else places.set(job.id, { job, at: fields.path('dependencies'), report })
    }
  }
  checkDependencies(places)
  return [...places.values()].map(({ job }) => job)
}

function checkDependencies(
  places: ReadonlyMap<string, { readonly job: Job; readonly at: Path; readonly report: DefinitionReport }>,
): void {
  const jobs = new Map([...places].map(([id, { job }]) => [id, job]))
  const told = new Set<string>()
  for (const { job, at, report } of places.values()) {
    const unknown = job.dependencies.filter(id => !jobs.has(id))
    if (unknown.length > 0)
      report.wrong(at, {
        found: unknown.join(', '),
        expected: 'ids of jobs that are defined',
        ...(unknown.length === 1 && { among: [...jobs.keys()] }),
        remedy: 'define them, or take them out',
      })
    const circle = told.has(job.id) ? null : pathBack(job, jobs)
    if (circle === null) continue
    for (const id of circle) told.add(id)
    report.wrong(at, {
      found: `a circle, ${circle.join(' → ')}`,
      expected: 'jobs that can run one after the other',
      remedy: 'take one of these dependencies out',
    })
  }
}

/** One job, as the schema says, and whether it runs by a clock or after others. */
export function readJob(fields: Fields, flags: Flags): Job {
  const { report } = fields
  const id = fields.text('id')
  if (id === undefined ? !fields.has('id') : !ID.test(id))
    report.wrong(fields.path('id'), {
      found: id === undefined ? 'nothing' : JSON.stringify(id),
      expected: 'names of lower-case letters, digits and dashes, with dots between them',
    })
  const run = fields.object('run', 'what is run')
  if (run === undefined && fields.raw('run') === undefined)
    report.wrong(fields.path('run'), { found: 'nothing', expected: 'what is run', remedy: 'add it' })
  const schedules = fields.objects('schedules', 'a schedule').map(each => readSchedule(each, flags))
  if (schedules.length > 1)
    report.wrong(fields.path('schedules'), {
      found: `${schedules.length} schedules`,
      expected: 'at most 1',
      remedy: 'make them jobs of their own',
    })
  const dependencies = flags.hasDependencies ? readDependencies(fields) : []
  if (schedules.length > 0 && dependencies.length > 0)
    report.wrong(fields.path('schedules'), {
      found: 'schedules beside dependencies',
      expected: 'either: a job runs by a clock or after others',
    })
  fields.notModelled('description', 'labels')
  const elsewhere = flags.hasDependencies
    ? {}
    : { dependencies: 'DC/OS 1.8 has no dependencies between jobs: take a later Metronome' }
  fields.close('a job', elsewhere)
  const nothing = Fields.of({ value: { cpus: 1, mem: 32, disk: 0 }, at: fields.at }, '', report)!
  return { id: id ?? '', run: readRun(run ?? nothing, flags), schedule: schedules[0] ?? null, dependencies }
}

function readDependencies(fields: Fields): string[] {
  const ids = fields.objects('dependencies', 'a job with its id').flatMap(each => {
    const id = each.text('id')
    if (id === undefined && !each.has('id'))
      each.report.wrong(each.path('id'), { found: 'nothing', expected: 'the id of a job', remedy: 'add it' })
    each.close('a dependency')
    return id ?? []
  })
  if (new Set(ids).size < ids.length)
    fields.report.wrong(fields.path('dependencies'), { found: 'a job twice', expected: 'each job once' })
  return ids
}
