/**
 * What a policy file exports, checked.
 */
import { basename } from 'node:path'
import type { OrderPolicy, PlacementPolicy, PlaceRule, PlaceScore, SharePolicy } from '../../sim/contracts.ts'
import { PolicyError } from '../../sim/errors.ts'
import { didYouMean, oneOf } from '../experiment/nearest.ts'
import { quoted } from './foreign-value.ts'
import {
  contractFaults,
  contracts,
  isRecord,
  namesOf,
  type Role,
  reasons,
  roles,
} from './policy-contracts.ts'
import { loaderInRealm } from './policy-realm.ts'
import { BUNDLE, SourcePlaces } from './policy-source.ts'

/** The policies of one file; at least one is there. */
export interface PolicyModule {
  readonly order?: OrderPolicy
  readonly place?: PlacementPolicy
  readonly score?: PlaceScore
  readonly rule?: PlaceRule
  readonly share?: SharePolicy
  /** `file:line:column` in the source where an error was thrown. */
  readonly thrownAt: (error: unknown) => string
}

/**
 * Makes a policy file ready to be instantiated in a run: each call of what it returns runs the file anew, so that nothing a
 * policy remembers passes from one run, or from one scheduler, to the next.
 *
 * @throws PolicyError, when it is called, with one sentence for each mistake.
 */
export function policyMaker(code: string, path: string): () => PolicyModule {
  const places = new SourcePlaces(code)
  const thrownAt = (error: unknown) => places.thrown(error, path)
  const load = loaderInRealm(code, BUNDLE)
  return () => {
    const exported = attempt(load, 'when it is loaded', 'one that loads', thrownAt)
    return attempt(() => checked(exported, path, thrownAt), 'when it is looked at', 'plain values', thrownAt)
  }
}

/**
 * Runs the bundle of a policy file once and checks what it exports.
 *
 * @throws PolicyError with one sentence for each mistake.
 */
export const instantiatePolicy = (code: string, path: string): PolicyModule => policyMaker(code, path)()

/** Does what may run code of the policy: its first lines, or a getter that it exports. */
function attempt<T>(act: () => T, when: string, expected: string, thrownAt: (error: unknown) => string): T {
  try {
    return act()
  } catch (error) {
    if (error instanceof PolicyError) throw error
    const what = `found a policy that throws ${quoted(error)} ${when}`
    throw new PolicyError(`${thrownAt(error)}: ${what}, expected ${expected}`)
  }
}

/**
 * An export may be an object as in sim/contracts.ts, or just its method: `export function score(view, machine, job) …`.
 */
function checked(
  exported: Readonly<Record<string, unknown>>,
  path: string,
  thrownAt: (error: unknown) => string,
): PolicyModule {
  const faults = namingFaults(exported)
  const policies: Partial<Record<Role, object>> = {}
  for (const role of roles) {
    const value = exported[role]
    if (value === undefined) continue
    const policy = typeof value === 'function' ? { [contracts[role].method]: value } : value
    const wrong = contractFaults(role, policy, contracts[role])
    faults.push(...wrong)
    if (wrong.length === 0) policies[role] = complete(role, policy as object, path)
  }
  if (faults.length > 0) throw new PolicyError(faults.map(fault => `${path}: ${fault}`).join('\n'))
  // Each role's methods were checked just above.
  return { ...(policies as Omit<PolicyModule, 'thrownAt'>), thrownAt }
}

function namingFaults(exported: Readonly<Record<string, unknown>>): string[] {
  const names = Object.keys(exported)
  const expected = oneOf(roles)
  if (names.length === 0)
    return [`found no exports, expected at least one of ${expected}; see sim/contracts.ts`]
  return names
    .filter(name => !(roles as string[]).includes(name))
    .map(name => {
      if (name === 'default') return defaultFault(exported['default'])
      const meant = didYouMean(name, roles) ?? 'do not export what only the policy uses'
      return `found an export named ${name}, expected only ${expected}; ${meant}`
    })
}

/** What to write in the place of `export default`, by what is exported so. */
function defaultFault(value: unknown): string {
  const object: unknown = typeof value === 'function' ? value.prototype : value
  const parts = isRecord(object) ? namesOf(object) : []
  const role = roles.find(
    each =>
      parts.includes(each) ||
      parts.includes(contracts[each].method) ||
      (typeof value === 'function' && value.name === each),
  )
  const remedy = `write export const ${role ?? 'order'} = … in its place`
  return `found export default, expected a name that says what it decides: ${oneOf(roles)}; ${remedy}`
}

/** Adds what the contracts want and the file left out; the policy keeps its own object, so that `this` works. */
function complete(role: Role, policy: object, path: string): object {
  const usual = { name: basename(path).replace(/\.\w+$/, '') }
  if (role === 'rule')
    Object.assign(usual, { reason: `refused by ${basename(path)}`, helpedBy: reasons.slice(0, 2) })
  const missing = Object.fromEntries(Object.entries(usual).filter(([key]) => !(key in policy)))
  return Object.assign(Object.isExtensible(policy) ? policy : Object.create(policy), missing)
}
