/**
 * The workload of one run, from what the experiment says.
 */

import { NEVER } from '../../sim/engine/time.ts'
import { Concurrency } from '../../sim/world/batch.ts'
import type {
  CronPart,
  JobShape,
  LublinSpec,
  MixSpec,
  Part,
  SwfSpec,
  WorkloadSpec,
} from '../../workloads/spec.ts'
import { omegaClasses } from '../../workloads/traces/omega-pass.ts'
import { sentence } from './faults.ts'
import type { Inputs } from './inputs.ts'
import { referenceCpuMilli } from './load.ts'
import { planPipelineFiles } from './pipeline-files.ts'
import { type Clock, readBegins, runTimes } from './run-times.ts'
import type { Point } from './schema.ts'
import type { Path, Report } from './validation.ts'
import { failsSpec } from './workload-schema.ts'

/** A workload with what the checks must know of it. */
export interface PlannedWorkload {
  readonly spec: WorkloadSpec
  readonly classes: readonly string[]
  /** Where the experiment describes it. */
  readonly path: Path
  /** Processors of the machine that a log or model is of, if they are known. */
  readonly processors?: number | undefined
}

const kinds = ['workload', 'trace', 'lublin', 'omega'] as const
type Kind = (typeof kinds)[number]

/** Sections of a point that could be read; the others have faults that are reported already. */
export type Sections = Partial<Point>

/** Builds the workload; undefined if its section is missing or has faults. `written` are the keys of the file. */
export async function planWorkload(
  sections: Sections,
  written: ReadonlySet<string>,
  inputs: Inputs,
  report: Report,
): Promise<PlannedWorkload | undefined> {
  const named = kinds.filter(kind => written.has(kind))
  if (named.length !== 1) {
    const found = named.length === 0 ? 'no jobs' : named.join(' and ')
    report(
      named.slice(1, 2),
      sentence({ found, expected: 'exactly one of workload, trace, lublin and omega' }),
      'key',
    )
    return undefined
  }
  const kind: Kind = named[0]!
  if (written.has('load') && kind !== 'workload') {
    const instead = kind === 'omega' ? 'leave it out' : `vary ${kind}.interarrival-factor instead`
    report(
      ['load'],
      sentence({
        found: `a load beside ${kind}`,
        expected: 'a load only where there is a workload',
        remedy: instead,
      }),
      'key',
    )
  }
  switch (kind) {
    case 'workload':
      return mix(sections, inputs, report)
    case 'trace':
      return swf(sections, inputs, report)
    case 'lublin':
      return lublin(sections)
    case 'omega':
      return omega(sections, inputs, report)
  }
}

async function mix(
  { workload, load, until, machines }: Sections,
  inputs: Inputs,
  report: Report,
): Promise<PlannedWorkload | undefined> {
  if (workload === undefined) return undefined
  const path = ['workload']
  const parts: Part[] = []
  for (const part of workload.services ?? []) {
    const { count, within, instances } = part
    parts.push({ kind: 'services', ...task(part), count, within, instances })
  }
  for (const part of workload.jobs ?? [])
    parts.push({
      kind: 'jobs',
      ...task(part),
      ...arrivals(part),
      ...failsSpec(part.fails),
      gang: part.gang,
    })
  for (const part of workload.pipelines ?? []) {
    const { layers, width, parents } = part
    const shape = { layers, width, parents }
    parts.push({ kind: 'pipelines', ...task(part), ...arrivals(part), ...failsSpec(part.fails), ...shape })
  }
  const submitUntil = workload['submit-until'] ?? until
  const begins = readBegins(workload.begins, [...path, 'begins'], report)
  const clock = { submitUntil, begins, isLoaded: load !== undefined, report }
  const cron = planCron(workload.cron ?? [], clock)
  const files = await planPipelineFiles(workload['pipeline-files'] ?? [], clock, inputs)
  if (files === undefined || cron === undefined) return undefined
  parts.push(...cron, ...files)
  if (parts.length === 0) {
    report(
      path,
      sentence({
        found: 'a workload without jobs',
        expected: 'services, jobs, cron, pipelines or pipeline-files',
      }),
      'key',
    )
    return undefined
  }
  if (submitUntil === undefined) return undefined
  if (submitUntil === NEVER && !parts.every(endsByItself)) {
    const remedy = 'set until, or workload.submit-until'
    report(
      path,
      sentence({ found: 'submissions without an end', expected: 'a time at which they end', remedy }),
      'key',
    )
    return undefined
  }
  const reference = load && referenceCpuMilli(load, machines, report)
  const spec: MixSpec = {
    kind: 'mix',
    parts,
    until: submitUntil,
    ...(load === undefined ? {} : { load: load.share }),
    ...(reference === undefined ? {} : { loadOfCpuMilli: reference }),
  }
  return { spec, classes: [...new Set(parts.map(part => part.jobClass))], path }
}

/** One part an entry; undefined if one of them has faults. */
function planCron(
  entries: readonly NonNullable<NonNullable<Point['workload']>['cron']>[number][],
  clock: Clock,
): CronPart[] | undefined {
  const parts: CronPart[] = []
  for (const [i, entry] of entries.entries()) {
    const place = ['workload', 'cron', ...(entries.length === 1 ? [] : [i])]
    const { at, every, schedule } = entry
    if (at === undefined && every === undefined && schedule === undefined) {
      const expected = 'a schedule such as "0 * * * *", or every'
      clock.report(place, sentence({ found: 'a cron job that is never due', expected }), 'key')
      continue
    }
    const runs = runTimes(entry, place, clock)
    if (runs === undefined || runs.kind === 'drawn') continue
    const { tasks, duration, gang } = entry
    const concurrency = policies[entry.concurrency]
    const kind = 'cron'
    parts.push({ kind, ...task(entry), runs, concurrency, tasks, duration, ...failsSpec(entry.fails), gang })
  }
  return parts.length === entries.length ? parts : undefined
}

const policies = {
  allow: Concurrency.Allow,
  forbid: Concurrency.Forbid,
  replace: Concurrency.Replace,
} as const

/** Do its submissions come to an end without being ended? */
function endsByItself(part: Part): boolean {
  if (part.kind !== 'pipeline-files' && part.kind !== 'cron') return part.kind === 'services'
  if (part.runs.most !== undefined || part.runs.kind === 'listed') return true
  return part.runs.kind === 'fixed' && part.runs.every === NEVER
}

type Services = NonNullable<NonNullable<Point['workload']>['services']>[number]
type Jobs = NonNullable<NonNullable<Point['workload']>['jobs']>[number]

type Task = Pick<
  Services,
  'class' | 'cpu' | 'memory' | 'mean-time-to-failure' | 'priority' | 'resources' | 'needs'
>

function task(part: Task) {
  const { class: jobClass, cpu: cpuMilli, memory: memoryMiB, priority, resources = {}, needs = {} } = part
  const isMore = Object.keys(resources).length + Object.keys(needs).length > 0
  return {
    jobClass,
    cpuMilli,
    memoryMiB,
    meanTimeToFailure: part['mean-time-to-failure'],
    priority,
    ...(isMore && { extras: { resources, needs } }),
  }
}

function arrivals({ interarrival, tasks, duration }: Pick<Jobs, 'interarrival' | 'tasks' | 'duration'>) {
  return { interarrival, tasks, duration }
}

async function swf(
  { trace }: Sections,
  inputs: Inputs,
  report: Report,
): Promise<PlannedWorkload | undefined> {
  if (trace === undefined) return undefined
  if (trace.file === undefined) {
    const expected = 'the path of a log in the Standard Workload Format'
    report(
      ['trace', 'file'],
      sentence({ found: 'nothing', expected, remedy: 'add file: to trace:, or run with --trace FILE' }),
    )
    return undefined
  }
  const file = inputs.named(trace.file, ['trace', 'file'], 'a log in the Standard Workload Format', report)
  if (file === undefined) return undefined
  const told = await inputs.processors(file, report)
  if (told === null) return undefined
  const { jobs, processors, from, to, resample, jitter } = trace
  const startWithin = trace['start-within']
  const firstJob = trace['first-job']
  if (to !== undefined && from !== undefined && to <= from) {
    const found = 'an end that is not behind trace.from'
    report(['trace', 'to'], sentence({ found, expected: 'a later time', remedy: 'move from or to' }))
  }
  const spec: SwfSpec = {
    kind: 'swf',
    file,
    jobClass: trace.class,
    shape: shape(trace),
    size: trace.size,
    overrun: trace.overrun,
    estimate: trace.estimate,
    missingEstimate: trace['missing-estimate'],
    zeroRunTime: trace['zero-run-time'],
    interarrivalFactor: trace['interarrival-factor'],
    fromFirstSubmit: trace['from-first-submit'],
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(startWithin === undefined ? {} : { startWithin }),
    ...(firstJob === 1 ? {} : { firstJob }),
    ...(jobs === 'all' ? {} : { jobs }),
    ...(resample === 'none' ? {} : { resample }),
    ...(jitter === 0 ? {} : { jitter }),
    ...(processors === undefined ? {} : { processors }),
  }
  return { spec, classes: [trace.class], path: ['trace'], processors: processors ?? told }
}

function lublin({ lublin }: Sections): PlannedWorkload | undefined {
  if (lublin === undefined) return undefined
  const { class: jobClass, jobs, processors } = lublin
  const interarrivalFactor = lublin['interarrival-factor']
  const spec: LublinSpec = {
    kind: 'lublin',
    jobClass,
    jobs,
    processors,
    interarrivalFactor,
    shape: shape(lublin),
  }
  return { spec, classes: [jobClass], path: ['lublin'], processors }
}

function omega({ omega }: Sections, inputs: Inputs, report: Report): PlannedWorkload | undefined {
  if (omega === undefined) return undefined
  const file = inputs.named(omega.file, ['omega', 'file'], 'a job list', report)
  return file === undefined
    ? undefined
    : { spec: { kind: 'omega-csv', file }, classes: omegaClasses, path: ['omega'] }
}

function shape(section: NonNullable<Point['lublin'] | Point['trace']>): JobShape {
  return {
    taskPer: section['task-per'],
    cpuMilliPerProcessor: section['cpu-per-processor'],
    memoryMiBPerProcessor: section['memory-per-processor'],
    gang: section.gang,
  }
}
