/**
 * The workload of one run, from what the experiment says.
 */

import { NEVER, SECOND } from '../../sim/engine/time.ts'
import type { DistributionSpec, MixSpec, Part } from '../../workloads/spec.ts'
import { isScaled } from '../../workloads/synthetic/load.ts'
import { planCron } from './cron.ts'
import { type DefinitionReaders, definedAs, planDefinitions } from './definitions.ts'
import { sentence } from './faults.ts'
import type { Inputs } from './inputs.ts'
import { referenceCpuMilli } from './load.ts'
import { lublin, omega, swf } from './log-workload.ts'
import { planManifests } from './manifests.ts'
import { oneOf } from './nearest.ts'
import { failsSpec } from './part-schema.ts'
import { planPipelineFiles } from './pipeline-files.ts'
import type { PlannedWorkload, Sections } from './planned-workload.ts'
import { readBegins } from './run-times.ts'
import type { Point } from './schema.ts'
import type { Path, Report } from './validation.ts'
import { task } from './written-task.ts'

const OBJECT = { noun: 'object', one: 'an object', is: '' }

const kinds = ['workload', 'trace', 'lublin', 'omega'] as const
type Kind = (typeof kinds)[number]

/** Builds the workload; undefined if its section is missing or has faults. `written` are the keys of the file. */
export async function planWorkload(
  sections: Sections,
  written: ReadonlySet<string>,
  inputs: Inputs,
  readers: DefinitionReaders,
  report: Report,
): Promise<PlannedWorkload | undefined> {
  const named = kinds.filter(kind => written.has(kind))
  // What runs on a cluster is work enough.
  if (named.length === 0 && written.has('cluster')) named.push('workload')
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
  if (written.has('cluster') && kind !== 'workload') {
    const remedy = 'write its machines under machines'
    report(
      ['cluster'],
      sentence({ found: `a cluster beside ${kind}`, expected: 'one beside a workload', remedy }),
      'key',
    )
    return undefined
  }
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
      return mix(sections, inputs, readers, report)
    case 'trace':
      return swf(sections, inputs, report)
    case 'lublin':
      return lublin(sections)
    case 'omega':
      return omega(sections, inputs, report)
  }
}

async function mix(
  sections: Sections,
  inputs: Inputs,
  readers: DefinitionReaders,
  report: Report,
): Promise<PlannedWorkload | undefined> {
  const { load, until, machines, cluster, growth = 0 } = sections
  const workload = sections.workload ?? (cluster === undefined ? undefined : NO_WORKLOAD)
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
  const unsaid = [
    ...withoutArrivals('jobs', workload.jobs ?? []),
    ...withoutArrivals('pipelines', workload.pipelines ?? []),
  ]
  const submitUntil = workload['submit-until'] ?? until
  const timed = [...(workload.cron ?? []), ...(workload['pipeline-files'] ?? [])]
  const hasManifests = cluster !== undefined || workload.manifests !== undefined
  const hasSchedule = hasManifests || timed.some(({ schedule }) => schedule !== undefined)
  const begins = readBegins(workload.begins, hasSchedule, [...path, 'begins'], report)
  const clock = { submitUntil, begins, isLoaded: load !== undefined, report }
  const cron = planCron(workload.cron ?? [], clock)
  const files = await planPipelineFiles(workload['pipeline-files'] ?? [], clock, inputs)
  const written = workload.definitions
  const resources = (machines ?? []).flatMap(group => Object.keys(group.resources ?? {}))
  const setting = { ...readers, resources }
  const definitions = written && planDefinitions(written, setting, [...path, 'definitions'], inputs, report)
  const manifests = planManifests(
    { cluster, manifests: workload.manifests },
    { begins, submitUntil, growth },
    inputs,
    report,
  )
  if (files === undefined || cron === undefined || manifests === null) return undefined
  if (written !== undefined && definitions === undefined) return undefined
  const ofOthers = new Set(parts.concat(cron, files).map(part => part.jobClass))
  const shared = [
    ...(definitions?.parts ?? []).map(({ jobClass }) => ({
      jobClass,
      what: definedAs(definitions!, jobClass),
      section: 'definitions',
    })),
    ...(manifests?.parts ?? []).map(({ jobClass }) => ({ jobClass, what: OBJECT, section: 'manifests' })),
  ].filter(({ jobClass }) => ofOthers.has(jobClass))
  for (const { jobClass, what, section } of shared)
    report(
      [...path, section],
      sentence({
        found: `the ${what.noun} "${jobClass}" and another part of the class "${jobClass}"`,
        expected: `${what.one} that is alone in its class${what.is}`,
        remedy: 'give the other part another class',
      }),
      'key',
    )
  if (shared.length > 0) return undefined
  // Last, so that the others keep the numbers that their chance is drawn by.
  parts.push(...cron, ...files, ...(definitions?.parts ?? []), ...(manifests?.parts ?? []))
  if (parts.length === 0) {
    const idle = SOURCES.filter(key => workload[key] !== undefined)
    report(
      path,
      sentence(
        idle.length === 0
          ? { found: 'a workload without jobs', expected: oneOf(SOURCES) }
          : { found: `no jobs in ${idle.join(' and ')}`, expected: 'at least one' },
      ),
      'key',
    )
    return undefined
  }
  // A load says how often the one part comes that it scales; of several it cannot know how they share it.
  if (unsaid.length > 0 && (load === undefined || parts.filter(isScaled).length > 1)) {
    const expected = 'the time between two arrivals, such as "10 s" or "exponential 10 s"'
    const remedy =
      load === undefined
        ? 'write it, or a load, from which it follows'
        : 'write it for each of the parts that share the load'
    for (const place of unsaid) report(place, sentence({ found: 'nothing', expected, remedy }), 'key')
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
    ...(growth === 0 ? {} : { growth: 1 + growth }),
  }
  const classes = [...new Set(parts.map(part => part.jobClass))]
  return {
    spec,
    classes,
    path,
    ...(definitions !== undefined && { definitions }),
    ...(manifests && { manifests }),
  }
}

/** Keys of a workload that make jobs. */
const SOURCES = [
  'services',
  'definitions',
  'manifests',
  'jobs',
  'cron',
  'pipelines',
  'pipeline-files',
] as const

/** Of an experiment that only names a cluster. */
const NO_WORKLOAD: NonNullable<Sections['workload']> = {}

/** Do its submissions come to an end without being ended? */
function endsByItself(part: Part): boolean {
  if (part.kind !== 'pipeline-files' && part.kind !== 'cron') return part.kind === 'services'
  if (part.runs.most !== undefined || part.runs.kind === 'listed') return true
  return part.runs.kind === 'fixed' && part.runs.every === NEVER
}

type Jobs = NonNullable<NonNullable<Point['workload']>['jobs']>[number]
type Arrivals = Pick<Jobs, 'interarrival' | 'tasks' | 'duration'>

/** How jobs arrive that leave it to the load: at random, in a proportion that is that of nobody else. */
const BY_LOAD: DistributionSpec = { kind: 'exponential', mean: SECOND }

function arrivals({ interarrival = BY_LOAD, tasks, duration }: Arrivals) {
  return { interarrival, tasks, duration }
}

/** Where the time between arrivals would stand, of the parts that do not have it. */
function withoutArrivals(kind: 'jobs' | 'pipelines', parts: readonly Arrivals[]): Path[] {
  return parts.flatMap(({ interarrival }, i) =>
    interarrival === undefined
      ? [['workload', kind, ...(parts.length === 1 ? [] : [i]), 'interarrival']]
      : [],
  )
}
