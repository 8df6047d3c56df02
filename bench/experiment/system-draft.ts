/**
 * A built-in system while an experiment changes it.
 */

import { frameworkKinds, rootKinds } from '../../systems/catalogue.ts'
import type { DeclaredSystem } from '../../systems/definition.ts'
import { rules, scoresMachines } from '../../systems/generic/named-policies.ts'
import type { FrameworkSpec, RootSpec, RuleSpec, SystemSpec, ThinkTime } from '../../systems/generic/spec.ts'
import { fieldOf, type Options } from '../../systems/options.ts'
import type { RunSpec } from '../plan.ts'
import type { PolicyModule } from '../policy-file/policy-module.ts'
import { besidePolicy } from './beside-policy.ts'
import { sentence } from './faults.ts'
import { foreignFrameworkSetting, foreignRootSetting } from './foreign-settings.ts'
import { ofKind } from './framework-of-kind.ts'
import { given } from './given.ts'
import { hostingOf, processOf } from './hosting.ts'
import { didYouMean, oneOf } from './nearest.ts'
import { inFields } from './option-schema.ts'
import type { PlannedSystem } from './planned-system.ts'
import type { Sections } from './planned-workload.ts'
import type { LoadedPolicy, Policies } from './policies.ts'
import { isPolicyFile } from './quantities.ts'
import { BUILT_IN, type Changes, type FrameworkChanges, type RootChanges } from './system-schema.ts'
import type { Path, Report } from './validation.ts'

/** The built-in order that plans the start of every job. */
const PLANNED = 'conservative'

/** Does the built-in order let jobs pass one that cannot start? */
function backfills(order: string): boolean {
  return order.startsWith('easy') || order === PLANNED
}

/** Settings that every root has, besides those that are read one by one. */
const schedulerFields: Readonly<Record<string, keyof RootSpec>> = {
  'when-blocked': 'whenBlocked',
  'retry-after': 'retryAfter',
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** A system while it is being changed. */
export class SystemDraft {
  readonly #name: string
  readonly #base: DeclaredSystem
  readonly #policies: Policies
  readonly #report: Report
  #root: Mutable<RootSpec>
  readonly #frameworks = new Map<string, FrameworkSpec>()
  readonly #frameworkPaths = new Map<string, Path>()
  readonly #ownTakes = new Set<string>()
  #orderPath: Path = ['system']
  #placePath: Path = ['system']
  #spreadPath: Path = ['system']
  readonly #rootPaths = new Map<string, Path>()
  #latency: SystemSpec['latency']
  readonly #files: Record<string, RunSpec['policyFiles'][string]> = {}
  #policy: LoadedPolicy | undefined
  #policyPath: Path = []
  #backfills: boolean
  #plans: boolean
  #scores: boolean

  constructor(name: string, base: DeclaredSystem, policies: Policies, report: Report) {
    this.#name = name
    this.#base = base
    this.#policies = policies
    this.#report = report
    this.#root = { ...base.root }
    this.#latency = base.latency
    for (const framework of base.frameworks) this.#frameworks.set(framework.name, framework)
    this.#backfills = backfills(base.root.order)
    this.#plans = base.root.order === PLANNED
    this.#scores = scoresMachines(base.root.place)
  }

  planned(): PlannedSystem {
    const { quirks } = this.#base
    const policy = this.#policy?.module.rule === undefined ? [] : [{ name: this.#policy.name }]
    const root = { ...this.#root, rules: [...this.#root.rules, ...policy] }
    const frameworks = this.#withoutWhatOthersTake()
    return {
      spec: { name: this.#name, root, frameworks, latency: this.#latency, quirks },
      policyFiles: this.#files,
      backfills: this.#backfills,
      plans: this.#plans,
      frameworkPaths: this.#frameworkPaths,
      ownTakes: this.#ownTakes,
      orderPath: this.#orderPath,
      placePath: this.#placePath,
      spreadPath: this.#spreadPath,
      rootPaths: this.#rootPaths,
      scores: this.#scores,
    }
  }

  /** What the file gives to a framework, those of the built-in system leave to it unless the file gives it to them too. */
  #withoutWhatOthersTake(): FrameworkSpec[] {
    const frameworks = [...this.#frameworks.values()]
    const given = new Set(frameworks.flatMap(({ name, takes }) => (this.#ownTakes.has(name) ? takes : [])))
    return frameworks.map(framework => {
      if (this.#ownTakes.has(framework.name)) return framework
      return { ...framework, takes: framework.takes.filter(one => !given.has(one)) }
    })
  }

  async change({ root, frameworks, latency }: Changes | Sections, path: Path): Promise<void> {
    if (root !== undefined) {
      for (const sentence of besidePolicy(root, this.#policy)) this.#report(this.#policyPath, sentence)
      await this.#changeRoot(root, [...path, 'root'])
    }
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
    this.#policy = used
    this.#policyPath = path
    const { name, module } = used
    if (module.order !== undefined) this.#setOrder(name, module, path)
    if (module.place !== undefined || module.score !== undefined) this.#setPlace(name, module, path)
    if (module.share !== undefined) this.#root.share = name
  }

  async #changeRoot(
    { order, place, share, rules, think, spread, ...rest }: RootChanges,
    path: Path,
  ): Promise<void> {
    if (spread !== undefined) {
      this.#root.spread = spread
      this.#spreadPath = [...path, 'spread']
    }
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
        this.#scores = scoresMachines(place)
      }
    }
    if (share !== undefined) this.#root.share = await this.#named(share, ['share'], [...path, 'share'])
    if (rules !== undefined)
      this.#root.rules = await Promise.all(rules.map((rule, i) => this.#rule(rule, [...path, 'rules', i])))
    if (think !== undefined) this.#changeThink(think)
    for (const [key, value] of Object.entries(given(rest))) this.#setOfRoot(key, value, [...path, key])
  }

  /** A setting that all roots have, or that the kind of root declares. */
  #setOfRoot(key: string, value: unknown, path: Path): void {
    const { options } = rootKinds[this.#root.kind]!
    const common = schedulerFields[key]
    const field = common ?? fieldOf(key, options)
    if (field === undefined) {
      const sentence = foreignRootSetting(key, value, this.#name, this.#root.kind)
      if (sentence !== undefined) this.#report(path, sentence, 'key')
      return
    }
    this.#rootPaths.set(key, path)
    const meant = common === undefined ? inFields(options[field]!, value) : value
    this.#root = given({ ...this.#root, [field]: meant }) as RootSpec
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
    const [name, amount] = Object.entries(rule)[0]!
    return { name, [rules[name]!.field]: amount }
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
    const before = this.#frameworks.get(name) ?? this.#newFramework(name, changes, path)
    if (before === undefined) return
    const {
      kind: kindName = before.kind,
      takes,
      weight,
      hosting,
      process,
      'kill-grace': killGrace,
      ...rest
    } = changes
    const kind = frameworkKinds[kindName]!
    const options: Options = { ...kind.options, ...rootKinds[this.#root.kind]!.frameworkOptions }
    const own: Record<string, unknown> = {}
    for (const [key, value] of Object.entries(given(rest))) {
      const field = fieldOf(key, options)
      if (field !== undefined) own[field] = inFields(options[field]!, value)
      else
        this.#report(
          [...path, key],
          foreignFrameworkSetting(key, kindName, this.#name, this.#root.kind),
          'key',
        )
    }
    const common = given({
      takes,
      weight,
      killGrace,
      hosting: hosting && hostingOf(hosting),
      process: process && processOf(process),
    })
    this.#frameworks.set(name, { ...ofKind(before, kind, options), ...common, ...own })
  }

  /** A framework that the built-in system does not have starts from what is usual for its kind. */
  #newFramework(name: string, { kind, takes }: FrameworkChanges, path: Path): FrameworkSpec | undefined {
    if (kind !== undefined && takes !== undefined) return { name, takes, ...frameworkKinds[kind]!.usual }
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
