/**
 * Settings that are known, and not to the system or the framework for which they are written.
 */
import { frameworkKinds, rootKinds, systems } from '../../systems/catalogue.ts'
import { fieldOf, type Options } from '../../systems/options.ts'
import { sentence } from './faults.ts'
import { oneOf } from './nearest.ts'

/** Of many systems that have a setting, so many are named. */
const MOST_NAMED = 6

/** Names of systems whose root has, or lets its frameworks have, such a setting. */
function systemsWith(key: string, optionsOf: (kind: string) => Options | undefined): string[] {
  return Object.keys(systems)
    .filter(name => fieldOf(key, optionsOf(systems[name]!.root.kind) ?? {}) !== undefined)
    .slice(0, MOST_NAMED)
}

function notOfSystem(name: string, kind: string, owners: readonly string[]): string {
  return sentence({
    found: `a setting that the system "${name}" does not have`,
    expected: `settings of the kind ${kind}`,
    remedy: `set it under systems:, in a system like ${oneOf(owners)}`,
  })
}

/** What to say of a setting of roots of other kinds; undefined where it is set to what it is where there is none. */
export function foreignRootSetting(
  key: string,
  value: unknown,
  system: string,
  kind: string,
): string | undefined {
  for (const { options } of Object.values(rootKinds)) {
    const field = fieldOf(key, options)
    const option = field === undefined ? undefined : options[field]!
    if (option?.is === 'word' && option.absent === value) return undefined
  }
  return notOfSystem(
    system,
    kind,
    systemsWith(key, each => rootKinds[each]!.options),
  )
}

/** What to say of a setting of frameworks of other kinds, or under other roots. */
export function foreignFrameworkSetting(key: string, kind: string, system: string, rootKind: string): string {
  const owners = systemsWith(key, each => rootKinds[each]!.frameworkOptions)
  if (owners.length > 0) return notOfSystem(system, rootKind, owners)
  const kinds = Object.values(frameworkKinds).filter(({ options }) => fieldOf(key, options) !== undefined)
  return sentence({
    found: `a setting that a framework of the kind ${kind} does not have`,
    expected: `one of the kind ${oneOf(kinds.map(each => each.kind))}`,
  })
}
