/**
 * Jobs of Metronome and Chronos as their frameworks are given them.
 */
import type { Time } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { parseInstant } from '../../systems/calendar/instant-text.ts'
import { readJobs as readChronosJobs } from '../../systems/chronos/definition-file.ts'
import { chronos3, chronos24 } from '../../systems/chronos/era.ts'
import type { ChronosSpec } from '../../systems/chronos/spec.ts'
import type { DefinedJob } from '../../systems/definition-file/defined-job.ts'
import type { DefinitionFile } from '../../systems/marathon/definition/definitions.ts'
import { ONE } from '../../systems/mesos/quantities.ts'
import { readJobs as readMetronomeJobs } from '../../systems/metronome/definition-file.ts'
import { flagsOf } from '../../systems/metronome/framework/options-of.ts'
import type { MetronomeSpec } from '../../systems/metronome/spec.ts'
import type { DistributionSpec, ServicesPart } from '../../workloads/spec.ts'
import { type NamedFields, readDefinitionFiles } from './definition-files.ts'
import { sentence } from './faults.ts'
import type { Inputs } from './inputs.ts'
import type { Point } from './schema.ts'
import type { Path, Report } from './validation.ts'

type WrittenDefinitions = NonNullable<NonNullable<Point['workload']>['definitions']>

export const jobSystems = {
  metronome: { title: 'Metronome', kinds: ['metronome', 'metronome-head'] },
  chronos: { title: 'Chronos', kinds: ['chronos', 'chronos-3'] },
} as const
export type JobSystem = keyof typeof jobSystems

/** Who reads jobs in a system; null: nobody in it runs such. */
export interface JobReaders {
  /** Name of the system. */
  readonly system: string
  readonly metronome: Pick<MetronomeSpec, 'kind'> | null
  readonly chronos: Pick<ChronosSpec, 'kind' | 'startsAt'> | null
}

/** Jobs of one of the two, and the classes that their runs are of. */
export interface PlannedJobs {
  readonly of: JobSystem
  readonly jobs: readonly DefinedJob[]
  /** Nothing comes of them by itself: they let classes be known, and tasks be looked at. */
  readonly parts: readonly ServicesPart[]
  /** Names of fields that say something and that nothing honours. */
  readonly notHonoured: readonly string[]
}

interface ReadJob {
  readonly name: string
  readonly needs: {
    readonly cpus: number
    readonly mem: number
    readonly disk: number
    readonly gpus: number
  }
}

/** What is run has to be there and has no other meaning; what the API adds to its answers asks for nothing. */
const SAYS_NOTHING =
  /^(run\.cmd|run\.args|command|arguments|shell|successCount|errorCount|errorsSinceLastSuccess|lastSuccess|lastError)$/

/** Reads the files of both; faults are reported where the experiment names the file. */
export function planJobs(
  written: WrittenDefinitions,
  readers: JobReaders,
  path: Path,
  inputs: Inputs,
  report: Report,
): PlannedJobs[] {
  const of = ['metronome', 'chronos'] as const
  const planned = of.flatMap(each =>
    written[each].length === 0 ? [] : [planJobsOf(each, written, readers, path, inputs, report)],
  )
  const [first, second] = planned.map(({ jobs }) => jobs.map(({ name }) => name))
  for (const name of first ?? [])
    if (second?.includes(name) === true)
      report(
        [...path, 'chronos'],
        sentence({
          found: `the job "${name}", which is one of Metronome too`,
          expected: 'every name once: it is the class of its runs',
          remedy: 'give one of them another',
        }),
        'key',
      )
  return planned
}

function planJobsOf(
  of: JobSystem,
  written: WrittenDefinitions,
  readers: JobReaders,
  path: Path,
  inputs: Inputs,
  report: Report,
): PlannedJobs {
  const { title, kinds } = jobSystems[of]
  if (readers[of] === null)
    report(
      [...path, of],
      sentence({
        found: `jobs of ${title} under "${readers.system}", which has none`,
        expected: `a framework of the kind ${kinds.join(' or ')}`,
        remedy: 'leave that system out, or describe the jobs under workload.cron, which any system runs',
      }),
      'key',
    )
  const forAll = written['job-duration']
  const meanTimeToFailure = written['mean-time-to-failure']
  const fields: NamedFields = { modelled: new Set(), notModelled: new Set() }
  const files: DefinitionFile[] = []
  const given = new Map<unknown, DefinedJob>()
  for (const [i, entry] of written[of].entries()) {
    const place = [...path, of, i]
    const duration = 'job-duration' in entry ? (entry['job-duration'] ?? forAll) : forAll
    if (duration === undefined)
      report(
        place,
        sentence({
          found: `jobs of ${title} without a run time, which definitions do not say`,
          expected: 'a job-duration',
          remedy: `write definitions: { ${of}: […], job-duration: 10 min }`,
        }),
      )
    const at: Report = (where, ...rest) => report([...place, ...where.slice(1)], ...rest)
    const wanted = { of, expected: `a file of jobs of ${title} (JSON)` }
    const read = readDefinitionFiles([entry.file], [], wanted, { inputs, report: at, fields })
    files.push(...read)
    for (const { value } of read)
      for (const definition of Array.isArray(value) ? value : [value]) {
        const name = nameOf(definition, of)
        const constant: DistributionSpec = { kind: 'constant', value: 1 }
        given.set(name, { name, definition, duration: duration ?? constant, meanTimeToFailure })
      }
  }
  const jobs = of === 'metronome' ? readMetronome(files, readers) : readChronos(files, readers)
  const { modelled, notModelled } = fields
  // Of what jobs ask for, cores and memory are given.
  const left = { disk: 'disk', gpus: 'gpus' } as const
  const ofRun = (name: string) => (of === 'metronome' ? `run.${name}` : name)
  const unmet = Object.values(left).filter(
    name => modelled.has(ofRun(name)) && jobs.some(({ needs }) => needs[name] > 0),
  )
  const unheard = ['run.taskKillGracePeriodSeconds'].filter(name => modelled.has(name))
  return {
    of,
    jobs: jobs.flatMap(({ name }) => given.get(name) ?? []),
    parts: jobs.map(job => partOf(job, meanTimeToFailure)),
    notHonoured: [
      ...[...notModelled].filter(name => !SAYS_NOTHING.test(name)),
      ...unmet.map(ofRun),
      ...unheard,
    ],
  }
}

function nameOf(definition: unknown, of: JobSystem): string {
  const key = of === 'metronome' ? 'id' : 'name'
  return String((definition as Readonly<Record<string, unknown>> | null)?.[key])
}

function readMetronome(files: readonly DefinitionFile[], { metronome }: JobReaders): ReadJob[] {
  const jobs = readMetronomeJobs(files, flagsOf(metronome?.kind ?? 'metronome-head'))
  return jobs.map(({ id, run }) => ({ name: id, needs: run.needs }))
}

function readChronos(files: readonly DefinitionFile[], { chronos }: JobReaders): ReadJob[] {
  const flags = chronos?.kind === 'chronos-3' ? chronos3 : chronos24
  const jobs = readChronosJobs(files, startOf(chronos?.startsAt), flags)
  return jobs.map(({ name, needs }) => ({ name, needs: { ...needs, gpus: 0 } }))
}

/** A date that is none is told elsewhere. */
function startOf(text = '2016-10-13T00:00:00Z'): Time {
  try {
    return parseInstant(text, 'starts-at')
  } catch (error) {
    if (error instanceof SwitchyardError) return 0
    throw error
  }
}

function partOf({ name, needs }: ReadJob, meanTimeToFailure: Time): ServicesPart {
  const constant = (value: number) => ({ kind: 'constant', value }) as const
  return {
    kind: 'services',
    isApp: true,
    jobClass: name,
    count: 0,
    within: 0,
    instances: constant(1),
    cpuMilli: constant(needs.cpus),
    memoryMiB: constant(needs.mem / ONE),
    meanTimeToFailure,
    priority: 0,
  }
}
