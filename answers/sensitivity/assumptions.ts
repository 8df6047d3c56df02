/**
 * Which settings of an experiment are varied, and between which ends.
 */

import { writtenAt } from '../../bench/experiment/written-at.ts'
import type { RunSpec } from '../../bench/plan.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Assumption, Place, Unit } from './assumption.ts'
import { isOfSystem, type OwnValue, ownValue, plannedAt, plannedDurations } from './own-values.ts'
import { HALF_TO_DOUBLE, readWanted, type WantedSetting } from './wanted.ts'

/** What the file says, and one planned run of every system. */
export interface Declared {
  readonly document: Readonly<Record<string, unknown>>
  readonly systems: ReadonlyMap<string, RunSpec>
}

/** Assumptions that are named, or all durations that systems declare and the file writes for systems and failing machines. */
export function assumptionsOf(declared: Declared, texts: readonly string[]): Assumption[] {
  const faults: string[] = []
  const wanted = texts.length === 0 ? defaultSettings(declared) : named(texts, faults)
  const found = wanted.flatMap(setting => {
    const assumption = assumptionOf(declared, setting)
    if (typeof assumption !== 'string') return [assumption]
    if (texts.length > 0) faults.push(assumption)
    return []
  })
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
  if (found.length === 0)
    throw new SwitchyardError(
      'vary: found no duration above 0 that a system declares, expected one or more; name a setting, such as --setting machines.cpu=8..16.',
    )
  return found
}

function named(texts: readonly string[], faults: string[]): WantedSetting[] {
  const read = texts.map(readWanted)
  faults.push(...read.filter(each => typeof each === 'string'))
  const wanted = read.filter(each => typeof each !== 'string')
  const twice = wanted.find(({ key }, i) => wanted.findIndex(other => other.key === key) < i)
  if (twice !== undefined)
    faults.push(`--setting ${twice.key}: found twice, expected every setting once; delete one.`)
  return wanted
}

function defaultSettings({ document, systems }: Declared): WantedSetting[] {
  const paths: string[][] = []
  for (const [name, spec] of systems) {
    paths.push(...plannedDurations(spec))
    for (const part of ['root', 'frameworks', 'latency'])
      for (const whole of [[part], ['systems', name, part]])
        paths.push(...durationsIn(writtenAt(document, whole), [part]))
  }
  paths.push(...durationsIn(document['machine-failures'], ['machine-failures']))
  return [...new Set(paths.map(path => path.join('.')))].map(key => ({ key, range: HALF_TO_DOUBLE }))
}

/** Paths of durations in a map, lists apart: those are moments, or axes. */
function durationsIn(value: unknown, path: string[]): string[][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return typeof value === 'string' && ownValue(value)?.unit === 'duration' ? [path] : []
  return Object.entries(value).flatMap(([key, part]) => durationsIn(part, [...path, key]))
}

function assumptionOf(declared: Declared, { key, range }: WantedSetting): Assumption | string {
  const say = (found: string, expected: string) => `--setting ${key}: found ${found}, expected ${expected}.`
  const places = placesOf(declared, key)
  if (places.some(({ written }) => Array.isArray(written)))
    return say('a list, which is an axis of the experiment', 'a setting that has one value')
  const owns = places.flatMap(({ own }) => own ?? [])
  if (range.unit !== 'times') {
    const other = owns.find(({ unit }) => unit !== range.unit)
    if (other !== undefined) {
      const words = { duration: 'durations', number: 'numbers' }
      return say(words[range.unit], `${words[other.unit]}, as the experiment has there`)
    }
    return {
      key,
      unit: range.unit,
      whole: range.unit === 'number' && allWhole([...owns.map(({ value }) => value), range.low, range.high]),
      places: places.map(place => placed(place, range.low, range.high)),
    }
  }
  const some = places.filter(({ own }) => own !== undefined && own.value > 0)
  const unit: Unit | undefined = some[0]?.own?.unit
  if (unit === undefined)
    return say(
      'no duration or number above 0 to take multiples of',
      `one, or a range, such as ${key}="10 ms..1 s"`,
    )
  return {
    key,
    unit,
    times: range,
    whole: unit === 'number' && allWhole(owns.map(({ value }) => value)),
    places: some.map(place => placed(place, place.own!.value * range.low, place.own!.value * range.high)),
  }
}

interface FoundPlace {
  readonly system?: string
  readonly path: readonly string[]
  readonly written: unknown
  readonly own: OwnValue | undefined
}

/** Where a key stands: once for every system that has the setting, if it is one of systems. */
function placesOf({ document, systems }: Declared, key: string): FoundPlace[] {
  const whole = keyPath(key, [...systems.keys()])
  const [first, system, ...rest] = whole
  const ofOne = first === 'systems' && system !== undefined && systems.has(system)
  const path = ofOne ? rest : whole
  if (!isOfSystem(path)) {
    const written = writtenAt(document, whole)
    const spec = [...systems.values()][0]!
    return [{ path: whole, written, own: ownValue(written) ?? plannedAt(spec, whole) }]
  }
  const places = [...systems].flatMap(([name, spec]): FoundPlace[] => {
    if (ofOne && name !== system) return []
    const written = writtenAt(document, ['systems', name, ...path]) ?? writtenAt(document, path)
    const own = ownValue(written) ?? plannedAt(spec, path)
    return written === undefined && own === undefined
      ? []
      : [{ system: name, path: ['systems', name, ...path], written, own }]
  })
  // What no system has, the experiment's reader refuses in its own words.
  return places.length === 0 ? [{ path: whole, written: undefined, own: undefined }] : places
}

/** The keys of a path; a system's name may have dots. */
function keyPath(key: string, systems: readonly string[]): string[] {
  const name = systems.find(each => key.startsWith(`systems.${each}.`))
  if (name === undefined) return key.split('.')
  return ['systems', name, ...key.slice(`systems.${name}.`.length).split('.')]
}

function placed({ system, path, own }: FoundPlace, low: number, high: number): Place {
  return {
    ...(system === undefined ? {} : { system }),
    path,
    low,
    high,
    ...(own === undefined ? {} : { own: own.value }),
  }
}

/** Of whole numbers only whole ones are tried: half of three retries is no number of retries. */
function allWhole(values: readonly number[]): boolean {
  return values.every(Number.isInteger)
}
