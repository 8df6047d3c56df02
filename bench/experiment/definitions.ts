/**
 * Marathon's definition files as the services of an experiment.
 */
import type { Workload } from '../../sim/contracts.ts'
import type { Time } from '../../sim/engine/time.ts'
import type { FrameworkSpec } from '../../systems/generic/spec.ts'
import type { AppDefinition } from '../../systems/marathon/app-definition.ts'
import { type Definitions, readDefinitions } from '../../systems/marathon/definition/definitions.ts'
import type { DefinitionReport } from '../../systems/marathon/definition/report.ts'
import { runnable } from '../../systems/marathon/definition/runnable.ts'
import type { Era } from '../../systems/marathon/flags.ts'
import { eraOf } from '../../systems/marathon/framework/options-of.ts'
import type { MarathonSpec } from '../../systems/marathon/spec.ts'
import { ONE } from '../../systems/mesos/quantities.ts'
import type { MesosSpec } from '../../systems/mesos/spec.ts'
import type { ServicesPart } from '../../workloads/spec.ts'
import { sentence } from './faults.ts'
import { type Inputs, missing } from './inputs.ts'
import { JsonText } from './json-text.ts'
import { didYouMean } from './nearest.ts'
import type { PlannedSystem } from './planned-system.ts'
import type { Point } from './schema.ts'
import type { Path, Report } from './validation.ts'

export type WrittenDefinitions = NonNullable<NonNullable<Point['workload']>['definitions']>

/** Apps as parts of a workload, one class each, with what the systems that run them must know. */
export interface PlannedDefinitions extends Definitions {
  readonly parts: readonly ServicesPart[]
  /** Names of fields that say something: those that the models of Marathon honour, and those that nothing does. */
  readonly modelled: readonly string[]
  readonly notModelled: readonly string[]
}

/** What every system honours of an app: that it runs, how often, and what an instance holds; and what is only a place for these. */
const EVERYWHERE =
  /^(id|instances|cpus|mem|disk|gpus|cmd|args|container|container\.type|container\.docker|container\.docker\.image|apps|pods|groups|(scaling|executorResources|containers\.resources)(\..+)?|containers|containers\.(name|exec|image))$/

/** The class whose framework runs services, those of definitions too. */
const SERVICE = 'service'

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

/** Which Marathon reads the definitions: that of the first framework that is one, else the last that there is. */
export function eraOfSystem(system: PlannedSystem | undefined): Era {
  const framework = system?.spec.frameworks.find(isMarathon)
  return framework === undefined ? 'head' : eraOf(framework.kind)
}

/** A system that runs the apps of definitions, and what of them it does not honour. */
export interface TakingSystem {
  readonly system: PlannedSystem
  readonly remarks: NonNullable<Workload['remarks']>
}

/** The system, with the apps for its framework that takes services, unless the experiment says who takes them. */
export function takingDefinitions(system: PlannedSystem, definitions: PlannedDefinitions): TakingSystem {
  const { spec } = system
  const { modelled, notModelled } = definitions
  const agentsOfferPorts = spec.root.kind === 'mesos' && (spec.root as MesosSpec).ports.length > 0
  const { apps, leftOut } = runnable(definitions, modelled, agentsOfferPorts)
  const ids = apps.map(({ id }) => id)
  const taken = new Set(spec.frameworks.flatMap(({ takes }) => takes))
  const left = ids.filter(id => !taken.has(id))
  const routed = spec.frameworks.map(framework =>
    framework.takes.includes(SERVICE) && !system.ownTakes.has(framework.name)
      ? { ...framework, takes: [...framework.takes, ...left] }
      : framework,
  )
  const takerOf = (id: string) =>
    routed.find(({ takes }) => takes.includes(id)) ?? routed.find(({ takes }) => takes.includes('*'))
  const frameworks = routed.map(framework => {
    if (!isMarathon(framework)) return framework
    const own = apps.filter(({ id }) => takerOf(id) === framework)
    return { ...framework, apps: Object.fromEntries(own.map(app => [app.id, app])) }
  })
  const areAllMarathons = ids.every(id => isMarathon(takerOf(id)))
  const honoured = (name: string) => (areAllMarathons ? !leftOut.includes(name) : EVERYWHERE.test(name))
  return {
    system: { ...system, spec: { ...spec, frameworks } },
    remarks: remarksOn([...notModelled, ...modelled.filter(name => !honoured(name))], apps.length),
  }
}

/** The one remark on fields that are not honoured; none where all are. */
function remarksOn(fields: readonly string[], apps: number): TakingSystem['remarks'] {
  // What stands in a field that is named is not named again.
  const shown = [...fields].sort().filter(name => !fields.some(other => name.startsWith(`${other}.`)))
  return shown.length === 0 ? [] : [{ remark: shown.join(', '), count: apps, about: 'definitions' }]
}

function isMarathon(framework: FrameworkSpec | undefined): framework is MarathonSpec {
  return framework?.kind === 'marathon' || framework?.kind === 'marathon-head'
}
