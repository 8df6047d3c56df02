/**
 * What an experiment has of a setting: as its file says, or as its systems are built.
 */
import { perCent } from '../../bench/experiment/ratios.ts'
import { readDuration } from '../../bench/experiment/units.ts'
import type { RunSpec } from '../../bench/plan.ts'
import { frameworkKinds, rootKinds } from '../../systems/catalogue.ts'
import { fieldOf, type Option, type Options, writtenName } from '../../systems/options.ts'
import type { Unit } from './assumption.ts'

export interface OwnValue {
  readonly unit: Unit
  readonly value: number
}

const THINK: Readonly<Record<string, 'perJob' | 'perTask'>> = { 'per-job': 'perJob', 'per-task': 'perTask' }

/** Parts of an experiment that each system has for itself. */
const OF_SYSTEMS = ['root', 'frameworks', 'latency']

export function isOfSystem(path: readonly string[]): boolean {
  return OF_SYSTEMS.includes(path[0]!)
}

/** A duration or a number as people write them; undefined for anything else, also for "never". */
export function ownValue(written: unknown): OwnValue | undefined {
  if (typeof written === 'number' && Number.isFinite(written)) return { unit: 'number', value: written }
  if (typeof written !== 'string') return undefined
  const share = perCent(written)
  if (share !== undefined) return { unit: 'number', value: share }
  const time = readDuration(written, { zero: true })
  return typeof time === 'number' ? { unit: 'duration', value: time } : undefined
}

/** What a planned run has under `root`, `frameworks`, `latency` or `machine-failures`, also where the file does not say it. */
export function plannedAt({ system, hardware }: RunSpec, path: readonly string[]): OwnValue | undefined {
  const [part, name = '', key = ''] = path
  if (part === 'root' && name === 'think' && path.length === 3) {
    const field = Object.hasOwn(THINK, key) ? THINK[key] : undefined
    return field === undefined ? undefined : duration(system.root.think.default[field])
  }
  if (part === 'latency' && path.length === 2) return duration(fieldIn(system.latency, name))
  if (part === 'root' && path.length === 2)
    return optionOf(system.root, name, rootKinds[system.root.kind]?.options)
  if (part === 'frameworks' && path.length === 3) {
    const framework = system.frameworks.find(each => each.name === name)
    return framework && optionOf(framework, key, frameworkKinds[framework.kind]?.options)
  }
  if (part === 'machine-failures' && path.length === 2 && name === 'detection')
    return duration(hardware.detection)
  return undefined
}

/** Durations that every decision or message of a system takes, or that its kind of root declares. */
export function plannedDurations({ system }: RunSpec): string[][] {
  const declared = Object.entries(rootKinds[system.root.kind]?.options ?? {})
    .filter(([, { is }]) => is === 'duration')
    .map(([field]) => ['root', writtenName(field)])
  const messages = Object.keys(system.latency).map(name => ['latency', name])
  return [...Object.keys(THINK).map(key => ['root', 'think', key]), ...messages, ...declared]
}

function optionOf(spec: object, written: string, options: Options = {}): OwnValue | undefined {
  const field = fieldOf(written, options)
  if (field === undefined) return undefined
  const value = fieldIn(spec, field)
  const { is }: Option = options[field]!
  if (is === 'duration') return duration(value)
  return typeof value === 'number' && ['ratio', 'part', 'whole'].includes(is)
    ? { unit: 'number', value }
    : undefined
}

function fieldIn(spec: object, field: string): unknown {
  return (spec as Readonly<Record<string, unknown>>)[field]
}

function duration(value: unknown): OwnValue | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? { unit: 'duration', value } : undefined
}
