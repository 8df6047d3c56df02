/**
 * The system of one run: a built-in one with what the experiment changes, for all systems or for this one.
 */
import { systems as builtIn } from '../../systems/catalogue.ts'
import type { DeclaredSystem } from '../../systems/definition.ts'
import type { FrameworkSpec } from '../../systems/generic/spec.ts'
import { sentence } from './faults.ts'
import { systemOf } from './known-products.ts'
import { didYouMean, oneOfMany } from './nearest.ts'
import type { PlannedSystem } from './planned-system.ts'
import type { Sections } from './planned-workload.ts'
import type { Policies } from './policies.ts'
import { SystemDraft } from './system-draft.ts'
import type { Report } from './validation.ts'

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
  const draft = new SystemDraft(name, base, policies, report)
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

const SYSTEMS = 'systems (switchyard list)'

function baseOf(
  name: string,
  like: string | undefined,
  own: readonly string[],
  defined: boolean,
  report: Report,
): DeclaredSystem | undefined {
  const wanted = like ?? name
  if (Object.hasOwn(builtIn, wanted)) return builtIn[wanted]
  const names = Object.keys(builtIn)
  if (!defined) {
    const all = [...own, ...names]
    report(
      ['system'],
      sentence({
        found: `"${name}"`,
        expected: oneOfMany(name, all, SYSTEMS),
        remedy: systemOf(name) ?? didYouMean(name, all),
      }),
    )
  } else if (like === undefined) {
    report(
      ['systems', name],
      sentence({
        found: 'a system without like',
        expected: 'the built-in system that it starts from',
        remedy: `add like: ${oneOfMany(name, names, SYSTEMS)}`,
      }),
      'key',
    )
  } else {
    report(
      ['systems', name, 'like'],
      sentence({
        found: `"${like}"`,
        expected: oneOfMany(like, names, SYSTEMS),
        remedy: systemOf(like) ?? didYouMean(like, names),
      }),
    )
  }
  return undefined
}
