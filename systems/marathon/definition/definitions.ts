/**
 * Definition files of Marathon as the apps that are to run: apps, pods, groups of them, and lists of any.
 */

import { type Entry, Fields } from '../../definition-file/fields.ts'
import { type DefinitionReport, type Path, shown } from '../../definition-file/report.ts'
import type { AppDefinition } from '../app-definition.ts'
import { DependencyGraph, type Dependent } from '../dependencies.ts'
import type { Era } from '../flags.ts'
import { readApp } from './app-reader.ts'
import { parentOf, readId } from './path-id.ts'
import { readPod } from './pod-reader.ts'

export interface Definitions {
  /** Pods are apps whose instance is all of their containers. */
  readonly apps: readonly AppDefinition[]
  /** Groups that have dependencies of their own. */
  readonly groups: readonly Dependent[]
}

/** A file's JSON, and who hears what is wrong with it. */
export interface DefinitionFile {
  readonly value: unknown
  readonly report: DefinitionReport
}

/** Reads all files together, since apps of one may depend on those of another. Every fault is reported. */
export function readDefinitions(files: readonly DefinitionFile[], era: Era): Definitions {
  const reader = new Reader(era)
  for (const file of files) reader.read(file)
  reader.checkDependencies()
  return reader
}

/** Where an id was given. */
interface Place {
  readonly at: Path
  readonly report: DefinitionReport
}

/** What stands in each list of a group, and the fields that tell it from the others. */
const listed = {
  groups: { what: 'a group', tell: ['apps', 'groups', 'pods'] },
  pods: { what: 'a pod', tell: ['containers'] },
  apps: { what: 'an app', tell: ['cmd', 'args', 'container', 'instances'] },
} as const
type List = keyof typeof listed

class Reader implements Definitions {
  readonly apps: AppDefinition[] = []
  readonly groups: Dependent[] = []
  readonly #era: Era
  readonly #places = new Map<string, Place>()
  readonly #groupPlaces = new Map<string, Place>()

  constructor(era: Era) {
    this.#era = era
  }

  read({ value, report }: DefinitionFile): void {
    const all = Array.isArray(value)
      ? value.map((each, i): Entry => ({ value: each, at: [i] }))
      : [{ value, at: [] }]
    if (all.length === 0)
      report.wrong([], { found: 'an empty list', expected: 'at least one app, pod or group' })
    for (const entry of all) this.#readAny(entry, report)
  }

  /** A group has apps, pods or groups; a pod has containers; all else is an app. */
  #readAny(entry: Entry, report: DefinitionReport): void {
    const fields = Fields.of(entry, 'an app, a pod or a group', report)
    if (fields === undefined) return
    if (fields.has('apps') || fields.has('groups') || fields.has('pods')) this.#readGroup(fields, null)
    else if (fields.has('containers')) this.#readPod(fields, null)
    else this.#readApp(fields, null)
  }

  /** `group` is the one that it stands in; null at the top of a file. */
  #readApp(fields: Fields, group: string | null): void {
    this.#add(readApp(fields, group, this.#era), fields, group)
  }

  #readPod(fields: Fields, group: string | null): void {
    if (this.#era === '1.3')
      fields.report.wrong(fields.at, {
        found: 'a pod',
        expected: 'apps: Marathon 1.3 has no pods',
        remedy: 'take a later Marathon, as system: marathon-head has it',
      })
    this.#add(readPod(fields, group ?? '/'), fields, group)
  }

  #add(app: AppDefinition | undefined, fields: Fields, group: string | null): void {
    if (app === undefined) return
    const { id } = app
    const place = { at: fields.path('id'), report: fields.report }
    if (id === '/')
      place.report.wrong(place.at, { found: '"/"', expected: 'the id of an app', remedy: 'give it a name' })
    else if (this.#places.has(id))
      place.report.wrong(place.at, { found: `${shown(id)} for the second time`, expected: 'every id once' })
    else {
      this.#places.set(id, place)
      this.apps.push(app)
    }
    if (group !== null) requireChild(id, group, fields)
  }

  /** The group `above` is null at the top of a file, where an id may lie anywhere. */
  #readGroup(fields: Fields, above: string | null): void {
    const { report } = fields
    const written = fields.raw('id') ?? (above === null ? '/' : undefined)
    const id =
      written === '/' && above === null ? '/' : readId(written, above ?? '/', fields.path('id'), report)
    const base = id ?? above ?? '/'
    if (above !== null && id !== undefined) requireChild(id, above, fields)
    if (id !== undefined) this.#groupPlaces.set(id, { at: fields.path('id'), report })
    const below = (list: List) =>
      fields.list(list).flatMap(entry => {
        const each = Fields.of(entry, listed[list].what, report)
        return each === undefined || this.#isMisplaced(each, list) ? [] : [each]
      })
    for (const app of below('apps')) this.#readApp(app, base)
    for (const pod of below('pods')) this.#readPod(pod, base)
    // Of a group they start from itself (GroupUpdate.toGroup).
    const dependencies = fields
      .list('dependencies')
      .flatMap(({ value, at }) => readId(value, base, at, report) ?? [])
    if (id !== undefined && dependencies.length > 0) this.groups.push({ id, dependencies })
    for (const group of below('groups')) this.#readGroup(group, base)
    fields.answers('version')
    fields.notModelled('scaleBy', 'enforceRole')
    fields.close('a group')
  }

  /** What stands in another list of its group than its own is told as a whole, and not field by field. */
  #isMisplaced(fields: Fields, list: List): boolean {
    const own = (['groups', 'pods', 'apps'] as const).find(each =>
      listed[each].tell.some(key => fields.has(key)),
    )
    if (own === undefined || own === list) return false
    const remedy = `move it to ${own}`
    fields.report.wrong(fields.at, { found: listed[own].what, expected: listed[list].what, remedy })
    return true
  }

  checkDependencies(): void {
    for (const [id, { at, report }] of this.#places)
      if (this.#groupPlaces.has(id))
        report.wrong(at, { found: `${shown(id)}, which is a group too`, expected: 'an id of its own' })
    const graph = new DependencyGraph(this.apps, this.groups)
    for (const [id, dependency] of graph.unknown) {
      const place = this.#places.get(id) ?? this.#groupPlaces.get(id)!
      place.report.wrong([...place.at.slice(0, -1), 'dependencies'], {
        found: shown(dependency),
        expected: 'an app or a group of these files',
        among: [...this.#places.keys(), ...this.#groupPlaces.keys()],
        remedy: 'name its file too, or take the dependency out',
      })
    }
    const { cycle } = graph
    if (cycle === null) return
    const { at, report } = this.#places.get(cycle[0]!)!
    report.wrong([...at.slice(0, -1), 'dependencies'], {
      found: `apps that depend on each other in a circle: ${cycle.join(' → ')}`,
      expected: 'an app that depends on nothing at the end',
      remedy: 'take one of these dependencies out',
    })
  }
}

/** What stands in a group lies one step below it (PathId.validPathWithBase). */
function requireChild(id: string, group: string, fields: Fields): void {
  if (parentOf(id) === group) return
  fields.report.wrong(fields.path('id'), {
    found: `${shown(id)} in the group ${shown(group)}`,
    expected: 'an id one step below it',
    remedy: 'write a relative id, such as "web"',
  })
}
