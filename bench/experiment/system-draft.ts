/**
 * A built-in system while an experiment changes it.
 */

import { systems as builtIn, type NamelessSystem } from '../../systems/catalogue.ts'
import { scores } from '../../systems/generic/named-policies.ts'
import type { FrameworkSpec, RootSpec, RuleSpec, SystemSpec, ThinkTime } from '../../systems/generic/spec.ts'
import type { RunSpec } from '../plan.ts'
import type { PolicyModule } from '../policy-file/policy-module.ts'
import { sentence } from './faults.ts'
import { hostingOf } from './hosting.ts'
import { inRootUnits } from './mesos-schema.ts'
import { didYouMean, oneOf } from './nearest.ts'
import type { PlannedSystem } from './planned-system.ts'
import type { Policies } from './policies.ts'
import { isPolicyFile } from './quantities.ts'
import { BUILT_IN, type Changes, type FrameworkChanges, type RootChanges } from './system-schema.ts'
import type { Path, Report } from './validation.ts'
import type { Sections } from './workload.ts'

/** The built-in order that plans the start of every job. */
const PLANNED = 'conservative'

/** Does the built-in order let jobs pass one that cannot start? */
function backfills(order: string): boolean {
  return order.startsWith('easy') || order === PLANNED
}

/** Settings of a root that have another name in the specification, for their unit. */
const renamed: Readonly<Record<string, string>> = {
  'minimum-cpu': 'minimumCpuMilli',
  'minimum-memory': 'minimumMemoryMiB',
}

const camelCase = (key: string) =>
  renamed[key] ?? key.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** A system while it is being changed. */
export class SystemDraft {
  readonly #name: string
  readonly #base: NamelessSystem
  readonly #policies: Policies
  readonly #report: Report
  #root: Mutable<RootSpec>
  readonly #frameworks = new Map<string, FrameworkSpec>()
  readonly #frameworkPaths = new Map<string, Path>()
  readonly #ownTakes = new Set<string>()
  #orderPath: Path = ['system']
  #placePath: Path = ['system']
  #spreadPath: Path = ['system']
  #preemptPath: Path = ['system']
  #latency: SystemSpec['latency']
  readonly #files: Record<string, RunSpec['policyFiles'][string]> = {}
  #backfills: boolean
  #plans: boolean
  #scores: boolean

  constructor(name: string, base: NamelessSystem, policies: Policies, report: Report) {
    this.#name = name
    this.#base = base
    this.#policies = policies
    this.#report = report
    this.#root = { ...base.root }
    this.#latency = base.latency
    for (const framework of base.frameworks) this.#frameworks.set(framework.name, framework)
    this.#backfills = backfills(base.root.order)
    this.#plans = base.root.order === PLANNED
    this.#scores = Object.hasOwn(scores, base.root.place)
  }

  planned(): PlannedSystem {
    const { quirks } = this.#base
    const frameworks = [...this.#frameworks.values()]
    return {
      spec: { name: this.#name, root: this.#root, frameworks, latency: this.#latency, quirks },
      policyFiles: this.#files,
      backfills: this.#backfills,
      plans: this.#plans,
      frameworkPaths: this.#frameworkPaths,
      ownTakes: this.#ownTakes,
      orderPath: this.#orderPath,
      placePath: this.#placePath,
      spreadPath: this.#spreadPath,
      preemptPath: this.#preemptPath,
      scores: this.#scores,
    }
  }

  async change({ root, frameworks, latency }: Changes | Sections, path: Path): Promise<void> {
    if (root !== undefined) await this.#changeRoot(root, [...path, 'root'])
    for (const [name, framework] of Object.entries(frameworks ?? {})) {
      this.#changeFramework(name, framework, [...path, 'frameworks', name])
    }
    this.#latency = { ...this.#latency, ...given(latency ?? {}) }
  }

  /** Everything that the file exports takes the place of the built-in policy; a rule comes on top. */
  async usePolicy(written: string, path: Path): Promise<void> {
    if (written === BUILT_IN) return
    const used = await this.#load(written, path)
    if (used === undefined) return
    const { name, module } = used
    if (module.order !== undefined) this.#setOrder(name, module, path)
    if (module.place !== undefined || module.score !== undefined) this.#setPlace(name, module, path)
    if (module.share !== undefined) this.#root.share = name
    if (module.rule !== undefined) this.#root.rules = [...this.#root.rules, { name }]
  }

  async #changeRoot(
    { order, place, share, rules, think, spread, preempt, ...rest }: RootChanges,
    path: Path,
  ): Promise<void> {
    if (spread !== undefined) {
      this.#root.spread = spread
      this.#spreadPath = [...path, 'spread']
    }
    if (preempt !== undefined) this.#changePreemption(preempt, [...path, 'preempt'])
    if (order !== undefined) {
      if (isPolicyFile(order)) {
        const used = await this.#exporting(order, ['order'], [...path, 'order'])
        if (used !== undefined) this.#setOrder(used.name, used.module, [...path, 'order'])
      } else {
        this.#root.order = order
        this.#orderPath = [...path, 'order']
        this.#backfills = backfills(order)
        this.#plans = order === PLANNED
      }
    }
    if (place !== undefined) {
      const placePath = [...path, 'place']
      if (isPolicyFile(place)) {
        const used = await this.#exporting(place, ['place', 'score'], placePath)
        if (used !== undefined) this.#setPlace(used.name, used.module, placePath)
      } else {
        this.#root.place = place
        this.#placePath = placePath
        this.#scores = Object.hasOwn(scores, place)
      }
    }
    if (share !== undefined) this.#root.share = await this.#named(share, ['share'], [...path, 'share'])
    if (rules !== undefined)
      this.#root.rules = await Promise.all(rules.map((rule, i) => this.#rule(rule, [...path, 'rules', i])))
    if (think !== undefined) this.#changeThink(think)
    for (const [key, value] of Object.entries(given(rest))) {
      const field = camelCase(key)
      if (field in this.#root) Object.assign(this.#root, { [field]: inRootUnits(key, value) })
      else this.#report([...path, key], this.#foreign(key), 'key')
    }
  }

  #changePreemption(preempt: NonNullable<RootChanges['preempt']>, path: Path): void {
    this.#preemptPath = path
    if (this.#root.kind !== 'monolithic') {
      if (preempt === 'none') return
      const found = `"${preempt}" under a root of the kind ${this.#root.kind} (system "${this.#name}")`
      const expected = 'none: there, nobody decides for all'
      this.#report(path, sentence({ found, expected, remedy: 'set it in a system like monolithic' }))
    } else if (preempt === 'none') delete this.#root.preempt
    else this.#root.preempt = preempt
  }

  #foreign(key: string): string {
    const { kind } = this.#root
    const owners = Object.keys(builtIn).filter(name => camelCase(key) in builtIn[name]!.root)
    const remedy = `set it under systems:, in a system like ${oneOf(owners)}`
    return sentence({
      found: `a setting that the system "${this.#name}" does not have`,
      expected: `settings of the kind ${kind}`,
      remedy,
    })
  }

  #setOrder(name: string, module: PolicyModule, path: Path): void {
    this.#root.order = name
    this.#orderPath = path
    this.#plans = module.order?.planDepth !== undefined
    this.#backfills = this.#plans || module.order?.backfill !== undefined
  }

  #setPlace(name: string, module: PolicyModule, path: Path): void {
    this.#scores = module.place === undefined && module.score !== undefined
    this.#root.place = name
    this.#placePath = path
  }

  async #rule(rule: NonNullable<RootChanges['rules']>[number], path: Path): Promise<RuleSpec> {
    if (typeof rule === 'string') return { name: await this.#named(rule, ['rule'], path) }
    if ('max-per-machine' in rule) return { name: 'max-per-machine', count: rule['max-per-machine'] }
    return { name: 'avoid-last', fraction: rule['avoid-last'] }
  }

  #changeThink({ classes = {}, ...usual }: NonNullable<RootChanges['think']>): void {
    const times = (think: typeof usual) => {
      const { 'per-job': perJob, 'per-task': perTask } = think
      return given({ perJob, perTask })
    }
    const think: Record<string, ThinkTime> & { default: ThinkTime } = {
      ...this.#root.think,
      default: { ...this.#root.think.default, ...times(usual) },
    }
    for (const [name, special] of Object.entries(classes)) {
      const before = Object.hasOwn(think, name) ? think[name] : think.default
      think[name] = { ...before, ...times(special) } as ThinkTime
    }
    this.#root.think = think
  }

  #changeFramework(name: string, changes: FrameworkChanges, path: Path): void {
    this.#frameworkPaths.set(name, path)
    if (changes.takes !== undefined) this.#ownTakes.add(name)
    if (changes.schedulers !== undefined && !('schedulers' in this.#root))
      this.#report([...path, 'schedulers'], this.#foreign('schedulers'), 'key')
    if (changes.role !== undefined && this.#root.kind !== 'mesos')
      this.#report([...path, 'role'], this.#foreign('guarantees'), 'key')
    const before = this.#frameworks.get(name) ?? this.#newFramework(name, changes, path)
    if (before === undefined) return
    const kind = changes.kind ?? before.kind
    if (changes.scale !== undefined && kind !== 'services') {
      const found = `a scale for a framework of the kind ${kind}`
      this.#report([...path, 'scale'], sentence({ found, expected: 'one of the kind services' }), 'key')
    }
    const { hosting, 'on-failure': onFailure, 'kill-grace': killGrace, ...rest } = changes
    const changed = given({ ...rest, onFailure, killGrace, hosting: hosting && hostingOf(hosting) })
    this.#frameworks.set(name, { ...before, ...changed } as FrameworkSpec)
  }

  /** A framework that the built-in system does not have starts from the usual one of its kind. */
  #newFramework(name: string, { kind, takes }: FrameworkChanges, path: Path): FrameworkSpec | undefined {
    const usual = builtIn['monolithic']!.frameworks.find(framework => framework.kind === kind)
    if (usual !== undefined && takes !== undefined) return { ...usual, name }
    const names = [...this.#frameworks.keys()]
    const remedy = didYouMean(name, names) ?? `add them, or change one of ${oneOf(names)}`
    this.#report(
      path,
      sentence({
        found: 'a framework that the system does not have',
        expected: 'kind and takes with it',
        remedy,
      }),
      'key',
    )
    return undefined
  }

  async #named(word: string, roles: readonly (keyof PolicyModule)[], path: Path): Promise<string> {
    return isPolicyFile(word) ? ((await this.#exporting(word, roles, path))?.name ?? word) : word
  }

  /** The policy of a file, if it exports one of the roles. */
  async #exporting(written: string, roles: readonly (keyof PolicyModule)[], path: Path) {
    const used = await this.#load(written, path)
    if (used === undefined || roles.some(role => used.module[role] !== undefined)) return used
    const exported = Object.keys(used.module).filter(key => key !== 'thrownAt')
    const found = `"${written}", which exports ${exported.join(', ')}`
    this.#report(path, sentence({ found, expected: `a policy file that exports ${oneOf(roles)}` }))
    return undefined
  }

  async #load(written: string, path: Path) {
    const used = await this.#policies.load(written)
    if ('code' in used) {
      this.#files[used.name] = { hash: used.hash, code: used.code }
      return used
    }
    for (const fault of used) this.#report(path, fault)
    return undefined
  }
}

/** Without the keys that are not set, so that spreading leaves alone what was there. */
function given<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never
}
