/**
 * Marathon's definition files as the services of an experiment.
 */
import type { Time } from '../../sim/engine/time.ts'
import type { AppDefinition } from '../../systems/marathon/app-definition.ts'
import { type Definitions, readDefinitions } from '../../systems/marathon/definition/definitions.ts'
import type { Era } from '../../systems/marathon/flags.ts'
import { ONE } from '../../systems/mesos/quantities.ts'
import type { ServicesPart } from '../../workloads/spec.ts'
import { type PlannedBrokers, planBrokers } from './broker-files.ts'
import { readDefinitionFiles } from './definition-files.ts'
import { sentence } from './faults.ts'
import type { Inputs } from './inputs.ts'
import { type JobReaders, type PlannedJobs, planJobs } from './job-files.ts'
import { MOST } from './limits.ts'
import type { Point } from './schema.ts'
import type { Path, Report } from './validation.ts'

export type WrittenDefinitions = NonNullable<NonNullable<Point['workload']>['definitions']>

/** Apps as parts of a workload, one class each, with what the systems that run them must know. */
export interface PlannedDefinitions extends Definitions {
  readonly parts: readonly ServicesPart[]
  /** Names of fields that say something: those that the models of Marathon honour, and those that nothing does. */
  readonly modelled: readonly string[]
  readonly notModelled: readonly string[]
  /** Brokers of Kafka; absent: no file of such is named. */
  readonly brokers?: PlannedBrokers
  /** Jobs of Metronome and Chronos; none where no file of such is named. */
  readonly jobs: readonly PlannedJobs[]
  /** Machines list their disk. */
  readonly hasDisk: boolean
}

/** Who reads in a system. */
export interface DefinitionReaders extends JobReaders {
  /** Of Marathon. */
  readonly era: Era
}

/** What reading depends on besides the files. */
export interface DefinitionSetting extends DefinitionReaders {
  /** Names of the resources that machines list. Disk space is that of the machines that list it. */
  readonly resources: readonly string[]
}

/** What was read for an experiment, whose combinations mostly name the same files. */
const known = new WeakMap<Inputs, Map<string, PlannedDefinitions | undefined>>()

/** Reads the files; undefined after reporting faults where the experiment names the file, with their place in it. */
export function planDefinitions(
  written: WrittenDefinitions,
  setting: DefinitionSetting,
  path: Path,
  inputs: Inputs,
  report: Report,
): PlannedDefinitions | undefined {
  const read = known.get(inputs) ?? new Map()
  known.set(inputs, read)
  const key = JSON.stringify([written, setting])
  if (!read.has(key)) read.set(key, readFiles(written, setting, path, inputs, report))
  return read.get(key)
}

function readFiles(
  written: WrittenDefinitions,
  { era, resources, ...readers }: DefinitionSetting,
  path: Path,
  inputs: Inputs,
  tell: Report,
): PlannedDefinitions | undefined {
  let isSound = true
  const report: Report = (...fault) => {
    isSound = false
    tell(...fault)
  }
  const { files: names, at, kafka, metronome, chronos } = written
  if (names.length + kafka.length + metronome.length + chronos.length === 0) {
    const expected = 'files (Marathon), metronome, chronos or kafka'
    report(path, sentence({ found: 'definitions without files', expected }))
  }
  const fields = { modelled: new Set<string>(), notModelled: new Set<string>() }
  const { modelled, notModelled } = fields
  const inFile = { inputs, report, fields }
  const wanted = { of: 'marathon', expected: 'a definition file of Marathon (JSON)' } as const
  const files = readDefinitionFiles(names, [...path, ...at], wanted, inFile)
  const { apps, groups } = readDefinitions(files, era)
  for (const { id, instances } of apps)
    if (instances > MOST)
      report(
        [...path, ...written.at],
        sentence({ found: `${instances} instances of "${id}"`, expected: `at most ${MOST}` }),
      )
  const meanTimeToFailure = written['mean-time-to-failure']
  const brokers =
    kafka.length === 0 ? undefined : planBrokers(kafka, [...path, 'kafka'], meanTimeToFailure, inputs, report)
  const jobs = planJobs(written, readers, path, inputs, report)
  if (!isSound) return undefined
  const hasDisk = resources.includes('disk')
  if (!hasDisk && apps.some(({ needs }) => needs.disk > 0)) notModelled.add('disk')
  const there = hasDisk ? apps : apps.map(app => ({ ...app, needs: { ...app.needs, disk: 0 } }))
  return {
    apps: there,
    groups,
    parts: [
      ...there.map(app => partOf(app, meanTimeToFailure)),
      ...(brokers?.parts ?? []),
      ...jobs.flatMap(each => each.parts),
    ],
    modelled: [...modelled],
    notModelled: [...notModelled],
    ...(brokers !== undefined && { brokers }),
    jobs,
    hasDisk,
  }
}

/** What a class of the definitions is there, in words. */
export function definedAs(
  { apps, jobs }: PlannedDefinitions,
  jobClass: string,
): { readonly noun: string; readonly one: string; readonly is: string } {
  if (apps.some(({ id }) => id === jobClass)) return { noun: 'app', one: 'an app', is: ', which is its id' }
  return jobs.some(each => each.jobs.some(({ name }) => name === jobClass))
    ? { noun: 'job', one: 'a job', is: ', which is its name' }
    : { noun: 'broker', one: 'a broker', is: ', which is its name' }
}

function partOf({ id, instances, needs }: AppDefinition, meanTimeToFailure: Time): ServicesPart {
  const { cpus, mem, disk, gpus } = needs
  const resources = { ...(disk > 0 && { disk }), ...(gpus > 0 && { gpus }) }
  const constant = (value: number) => ({ kind: 'constant', value }) as const
  return {
    kind: 'services',
    isApp: true,
    jobClass: id,
    // An app that is scaled to nothing is there and runs nothing.
    count: instances === 0 ? 0 : 1,
    within: 0,
    instances: constant(Math.max(1, instances)),
    cpuMilli: constant(cpus),
    memoryMiB: constant(mem / ONE),
    meanTimeToFailure,
    priority: 0,
    ...(Object.keys(resources).length > 0 && { extras: { resources, needs: {} } }),
  }
}
