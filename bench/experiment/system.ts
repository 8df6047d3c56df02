/**
 * The system of one run: a built-in one with what the experiment changes, for all systems or for this one.
 */
import { systems as builtIn, type NamelessSystem } from '../../policies/systems/catalogue.ts'
import type {
  FrameworkSpec,
  HostingSpec,
  RootSpec,
  RuleSpec,
  SystemSpec,
  ThinkTime,
} from '../../policies/systems/spec.ts'
import type { RunSpec } from '../plan.ts'
import type { PolicyModule } from '../policy-module.ts'
import { sentence } from './faults.ts'
import { didYouMean, oneOf } from './nearest.ts'
import type { Policies } from './policies.ts'
import { isPolicyFile } from './quantities.ts'
import { BUILT_IN, type Changes, type FrameworkChanges, type RootChanges } from './system-schema.ts'
import type { Path, Report } from './validation.ts'
import type { Sections } from './workload.ts'

/** A system with what the checks must know of it. */
export interface PlannedSystem {
  readonly spec: SystemSpec
  readonly policyFiles: RunSpec['policyFiles']
  /** Does the order let jobs pass a blocked one? */
  readonly backfills: boolean
  /** Where the experiment speaks of a framework, by name; a built-in one that it leaves alone has no place. */
  readonly frameworkPaths: ReadonlyMap<string, Path>
}

/** Builds the system; undefined if it has no base to start from. `defined` are the systems that the file defines. */
export async function planSystem(
  sections: Sections,
  defined: ReadonlySet<string>,
  policies: Policies,
  report: Report,
): Promise<PlannedSystem | undefined> {
  const { system: name, systems = {} } = sections
  // A definition with faults is reported already; without it nothing can be said of the system.
  if (name === undefined || (defined.has(name) && sections.systems === undefined)) return undefined
  const entry = Object.hasOwn(systems, name) ? systems[name]! : undefined
  const base = baseOf(name, entry?.like, Object.keys(systems), entry !== undefined, report)
  if (base === undefined) return undefined
  const draft = new Draft(name, base, policies, report)
  if (entry?.policy !== undefined) await draft.usePolicy(entry.policy, ['systems', name, 'policy'])
  else if (sections.policy !== undefined) await draft.usePolicy(sections.policy, ['policy'])
  await draft.change(sections, [])
  if (entry !== undefined) await draft.change(entry, ['systems', name])
  return draft.planned()
}

/**
 * The system without the built-in frameworks that get no jobs, host nobody and are not spoken of: an idle scheduler
 * would thin out every mean over schedulers.
 */
export function withoutIdle(
  { spec, frameworkPaths, ...rest }: PlannedSystem,
  classes: readonly string[],
): PlannedSystem {
  const taken = new Set(spec.frameworks.flatMap(({ takes }) => takes))
  const serves = ({ name, takes }: FrameworkSpec) =>
    frameworkPaths.has(name) ||
    spec.frameworks.some(({ hosting }) => hosting?.hostedBy === name) ||
    classes.some(one => takes.includes(one) || (takes.includes('*') && !taken.has(one)))
  return { spec: { ...spec, frameworks: spec.frameworks.filter(serves) }, frameworkPaths, ...rest }
}

function baseOf(
  name: string,
  like: string | undefined,
  own: readonly string[],
  defined: boolean,
  report: Report,
): NamelessSystem | undefined {
  const wanted = like ?? name
  if (Object.hasOwn(builtIn, wanted)) return builtIn[wanted]
  const names = Object.keys(builtIn)
  if (!defined) {
    const all = [...own, ...names]
    report(['system'], sentence({ found: `"${name}"`, expected: oneOf(all), remedy: didYouMean(name, all) }))
  } else if (like === undefined) {
    report(
      ['systems', name],
      sentence({
        found: 'a system without like',
        expected: 'the built-in system that it starts from',
        remedy: `add like: ${oneOf(names)}`,
      }),
      'key',
    )
  } else {
    report(
      ['systems', name, 'like'],
      sentence({ found: `"${like}"`, expected: oneOf(names), remedy: didYouMean(like, names) }),
    )
  }
  return undefined
}

/** Settings of a root that have another name in the specification, for their unit. */
const renamed: Readonly<Record<string, string>> = {
  'minimum-cpu': 'minimumCpuMilli',
  'minimum-memory': 'minimumMemoryMiB',
}

const camelCase = (key: string) =>
  renamed[key] ?? key.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

class Draft {
  readonly #name: string
  readonly #base: NamelessSystem
  readonly #policies: Policies
  readonly #report: Report
  #root: Mutable<RootSpec>
  readonly #frameworks = new Map<string, FrameworkSpec>()
  readonly #frameworkPaths = new Map<string, Path>()
  #latency: SystemSpec['latency']
  readonly #files: Record<string, RunSpec['policyFiles'][string]> = {}
  #backfills: boolean

  constructor(name: string, base: NamelessSystem, policies: Policies, report: Report) {
    this.#name = name
    this.#base = base
    this.#policies = policies
    this.#report = report
    this.#root = { ...base.root }
    this.#latency = base.latency
    for (const framework of base.frameworks) this.#frameworks.set(framework.name, framework)
    this.#backfills = base.root.order.startsWith('easy')
  }

  planned(): PlannedSystem {
    const { quirks } = this.#base
    const frameworks = [...this.#frameworks.values()]
    return {
      spec: { name: this.#name, root: this.#root, frameworks, latency: this.#latency, quirks },
      policyFiles: this.#files,
      backfills: this.#backfills,
      frameworkPaths: this.#frameworkPaths,
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
    if (module.order !== undefined) this.#setOrder(name, module)
    if (module.place !== undefined || module.score !== undefined) this.#root.place = name
    if (module.share !== undefined) this.#root.share = name
    if (module.rule !== undefined) this.#root.rules = [...this.#root.rules, { name }]
  }

  async #changeRoot({ order, place, share, rules, think, ...rest }: RootChanges, path: Path): Promise<void> {
    if (order !== undefined) {
      if (isPolicyFile(order)) {
        const used = await this.#exporting(order, ['order'], [...path, 'order'])
        if (used !== undefined) this.#setOrder(used.name, used.module)
      } else {
        this.#root.order = order
        this.#backfills = order.startsWith('easy')
      }
    }
    if (place !== undefined)
      this.#root.place = await this.#named(place, ['place', 'score'], [...path, 'place'])
    if (share !== undefined) this.#root.share = await this.#named(share, ['share'], [...path, 'share'])
    if (rules !== undefined)
      this.#root.rules = await Promise.all(rules.map((rule, i) => this.#rule(rule, [...path, 'rules', i])))
    if (think !== undefined) this.#changeThink(think)
    for (const [key, value] of Object.entries(given(rest))) {
      const field = camelCase(key)
      if (field in this.#root) Object.assign(this.#root, { [field]: value })
      else this.#report([...path, key], this.#foreign(key), 'key')
    }
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

  #setOrder(name: string, module: PolicyModule): void {
    this.#root.order = name
    this.#backfills = module.order?.backfill !== undefined
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
      think[name] = { ...(think[name] ?? think.default), ...times(special) }
    }
    this.#root.think = think
  }

  #changeFramework(name: string, changes: FrameworkChanges, path: Path): void {
    this.#frameworkPaths.set(name, path)
    const before = this.#frameworks.get(name) ?? this.#newFramework(name, changes, path)
    if (before === undefined) return
    const { hosting, 'on-failure': onFailure, ...rest } = changes
    const changed = given({ ...rest, onFailure, hosting: hosting && hostingOf(hosting) })
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

function hostingOf(hosting: NonNullable<FrameworkChanges['hosting']>): HostingSpec {
  return {
    hostedBy: hosting.by,
    cpuMilli: hosting.cpu,
    memoryMiB: hosting.memory,
    meanTimeToFailure: hosting['mean-time-to-failure'],
    reconciliation: hosting.reconciliation,
    failoverTimeout: hosting['failover-timeout'],
  }
}
