/**
 * Marathon's definition files as the services of an experiment.
 */
import type { Time } from '../../sim/engine/time.ts'
import type { DefinitionReport } from '../../systems/definition-file/report.ts'
import type { AppDefinition } from '../../systems/marathon/app-definition.ts'
import { type Definitions, readDefinitions } from '../../systems/marathon/definition/definitions.ts'
import type { Era } from '../../systems/marathon/flags.ts'
import { ONE } from '../../systems/mesos/quantities.ts'
import type { ServicesPart } from '../../workloads/spec.ts'
import { sentence } from './faults.ts'
import { type Inputs, missing } from './inputs.ts'
import { JsonText } from './json-text.ts'
import { MOST } from './limits.ts'
import { didYouMean } from './nearest.ts'
import type { Point } from './schema.ts'
import type { Path, Report } from './validation.ts'

export type WrittenDefinitions = NonNullable<NonNullable<Point['workload']>['definitions']>

/** Apps as parts of a workload, one class each, with what the systems that run them must know. */
export interface PlannedDefinitions extends Definitions {
  readonly parts: readonly ServicesPart[]
  /** Names of fields that say something: those that the models of Marathon honour, and those that nothing does. */
  readonly modelled: readonly string[]
  readonly notModelled: readonly string[]
  /** Machines list their disk. */
  readonly hasDisk: boolean
}

/** What reading depends on besides the files. */
export interface DefinitionSetting {
  readonly era: Era
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
  { era, resources }: DefinitionSetting,
  path: Path,
  inputs: Inputs,
  tell: Report,
): PlannedDefinitions | undefined {
  let isSound = true
  const report: Report = (...fault) => {
    isSound = false
    tell(...fault)
  }
  const modelled = new Set<string>()
  const notModelled = new Set<string>()
  const { files: names, at } = written
  const files = names.flatMap((name, i) => {
    const file = inputs.path(name)
    const found = missing(file)
    const where = [...path, ...at, i]
    if (found !== undefined) {
      const expected = 'a definition file of Marathon (JSON)'
      report(where, sentence({ found: `${found} (${file})`, expected, remedy: 'correct the path' }))
      return []
    }
    inputs.note(file)
    const text = new JsonText(file)
    for (const fault of text.faults) report(where, fault)
    if (text.value === undefined) return []
    return [{ value: text.value, report: reportIn(text, where, report, { modelled, notModelled }) }]
  })
  const { apps, groups } = readDefinitions(files, era)
  for (const { id, instances } of apps)
    if (instances > MOST)
      report(
        [...path, ...written.at],
        sentence({ found: `${instances} instances of "${id}"`, expected: `at most ${MOST}` }),
      )
  if (!isSound) return undefined
  const hasDisk = resources.includes('disk')
  if (!hasDisk && apps.some(({ needs }) => needs.disk > 0)) notModelled.add('disk')
  const there = hasDisk ? apps : apps.map(app => ({ ...app, needs: { ...app.needs, disk: 0 } }))
  return {
    apps: there,
    groups,
    parts: there.map(app => partOf(app, written['mean-time-to-failure'])),
    modelled: [...modelled],
    notModelled: [...notModelled],
    hasDisk,
  }
}

function reportIn(
  text: JsonText,
  where: Path,
  report: Report,
  fields: { readonly modelled: Set<string>; readonly notModelled: Set<string> },
): DefinitionReport {
  const say = (at: Path, said: string, about?: 'key' | 'value') => {
    const field = at.join('.')
    report(where, `${text.placeOf(at, about)}: ${field === '' ? '' : `${field}: `}${said}`)
  }
  return {
    wrong: (at, { found, expected, remedy, among = [] }, about) => {
      const meant = didYouMean(wordIn(found, at), among)
      say(at, sentence({ found, expected, remedy: meant ?? remedy }), about)
    },
    said: (at, said) => say(at, said),
    field: (name, isModelled) => (isModelled ? fields.modelled : fields.notModelled).add(name),
  }
}

/** What was written: the text that was found, or the key that is at fault. */
function wordIn(found: string, at: Path): string {
  return found.startsWith('"') ? found.slice(1, -1) : String(at.at(-1))
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
