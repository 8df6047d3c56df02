/**
 * What a policy file exports, checked.
 */
import { basename } from 'node:path'
import { compileFunction } from 'node:vm'
import type { OrderPolicy, PlacementPolicy, PlaceRule, PlaceScore, SharePolicy } from '../../sim/contracts.ts'
import { PolicyError } from '../../sim/errors.ts'
import { didYouMean, nearest, oneOf } from '../experiment/nearest.ts'
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

/** For every export: the method that it must have, and what it may have beside it, by type. */
const exportable = {
  order: { method: 'compare', optional: { name: 'string', dynamic: 'boolean', backfill: 'object' } },
  place: { method: 'place', optional: { name: 'string' } },
  score: { method: 'score', optional: { name: 'string' } },
  rule: { method: 'allows', optional: { name: 'string', reason: 'string', helpedBy: 'object' } },
  share: { method: 'share', optional: { name: 'string' } },
} as const satisfies Readonly<Record<string, { method: string; optional: Readonly<Record<string, string>> }>>

type Role = keyof typeof exportable
const roles = Object.keys(exportable) as Role[]
const reasons = ['task-ended', 'machine-changed', 'nothing']

/**
 * Runs the bundle of a policy file and checks what it exports. Every call gives a fresh instance, so that nothing a
 * policy remembers passes from one run to the next.
 *
 * An export may be an object as in sim/contracts.ts, or just its method: `export function score(view, machine, job) …`.
 *
 * @throws PolicyError with one sentence for each mistake.
 */
export async function instantiatePolicy(code: string, path: string): Promise<PolicyModule> {
  const places = new SourcePlaces(code)
  const thrownAt = (error: unknown) => places.thrown(error, path)
  const exported = run(code, thrownAt)
  const faults = namingFaults(exported, path)
  const policies: Partial<Record<Role, object>> = {}
  for (const role of roles) {
    const value = exported[role]
    if (value === undefined) continue
    const policy = typeof value === 'function' ? { [exportable[role].method]: value } : value
    const wrong = roleFaults(role, policy)
    faults.push(...wrong.map(fault => `${path}: ${fault}`))
    if (wrong.length === 0) policies[role] = complete(role, policy as object, path)
  }
  if (faults.length > 0) throw new PolicyError(faults.join('\n'))
  // Each role's methods were checked just above.
  return { ...(policies as Omit<PolicyModule, 'thrownAt'>), thrownAt }
}

function run(code: string, thrownAt: (error: unknown) => string): Record<string, unknown> {
  const module = { exports: {} as Record<string, unknown> }
  try {
    // A block of its own lets a policy use the name Math, and the first line keeps its length in lines.
    compileFunction(`'use strict';{${code}\n}`, ['module', 'exports', 'Math'], { filename: BUNDLE })(
      module,
      module.exports,
      fixedMath,
    )
  } catch (error) {
    throw new PolicyError(
      `${thrownAt(error)}: found a policy that throws ${quoted(error)} when it is loaded, expected one that loads`,
    )
  }
  return module.exports
}

/** Math without chance, for policies that reach random() by another name. */
const fixedMath: typeof Math = Object.create(null, {
  ...Object.getOwnPropertyDescriptors(Math),
  random: {
    value: () => {
      throw new Error(
        'Math.random is not for policies; take chance from cluster.streams.stream("<a name of your own>")',
      )
    },
  },
})

/** What was thrown, as text on one line. */
export function quoted(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return JSON.stringify(text.split('\n')[0])
}

function namingFaults(exported: Record<string, unknown>, path: string): string[] {
  const names = Object.keys(exported)
  const expected = oneOf(roles)
  if (names.length === 0)
    return [`${path}: found no exports, expected at least one of ${expected}; see sim/contracts.ts`]
  const unknown = names.filter(name => !(roles as string[]).includes(name))
  return unknown.map(name => {
    const meant = didYouMean(name, roles) ?? 'do not export what only the policy uses'
    return `${path}: found an export named ${name}, expected only ${expected}; ${meant}`
  })
}

function roleFaults(role: Role, policy: unknown): string[] {
  const { method, optional } = exportable[role]
  if (typeof policy !== 'object' || policy === null) {
    return [
      `found ${role} = ${shown(policy)}, expected an object with the method ${method}, or the function itself`,
    ]
  }
  const parts = policy as Record<string, unknown>
  const faults: string[] = []
  if (typeof parts[method] !== 'function') {
    const found =
      parts[method] === undefined
        ? `${role} without ${method}`
        : `${role}.${method} = ${shown(parts[method])}`
    const slip = nearest(
      method,
      Object.keys(parts).filter(key => key !== method),
    )
    faults.push(
      `found ${found}, expected a function${slip === undefined ? '' : `; rename ${slip} to ${method}`}`,
    )
  }
  for (const [key, type] of Object.entries(optional)) {
    const value = parts[key]
    if (value !== undefined && (typeof value !== type || value === null)) {
      faults.push(
        `found ${role}.${key} = ${shown(value)}, expected ${type === 'object' ? 'an object' : `a ${type}`}`,
      )
    }
  }
  if (role === 'order' && typeof parts['backfill'] === 'object')
    faults.push(...backfillFaults(parts['backfill'] as Record<string, unknown>))
  if (role === 'rule' && typeof parts['helpedBy'] === 'object')
    faults.push(...helpedByFaults(parts['helpedBy']))
  return faults
}

function backfillFaults(backfill: Record<string, unknown>): string[] {
  const needed = ['reserve', 'mayPass', 'passed'].filter(method => typeof backfill[method] !== 'function')
  return needed.map(method => `found order.backfill without ${method}, expected a function`)
}

function helpedByFaults(helpedBy: unknown): string[] {
  if (Array.isArray(helpedBy) && helpedBy.every(reason => reasons.includes(reason))) return []
  return [`found rule.helpedBy = ${shown(helpedBy)}, expected a list of ${oneOf(reasons)}`]
}

/** Adds what the contracts want and the file left out; the policy keeps its own object, so that `this` works. */
function complete(role: Role, policy: object, path: string): object {
  const usual = { name: basename(path).replace(/\.\w+$/, '') }
  if (role === 'rule')
    Object.assign(usual, { reason: `refused by ${basename(path)}`, helpedBy: reasons.slice(0, 2) })
  const missing = Object.fromEntries(Object.entries(usual).filter(([key]) => !(key in policy)))
  return Object.assign(Object.isExtensible(policy) ? policy : Object.create(policy), missing)
}

/** A value as people write it in code, on one line. */
export function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'string') return JSON.stringify(value)
  if (value instanceof Promise) return 'a promise'
  if (typeof value === 'object' && value !== null) return JSON.stringify(value) ?? 'an object'
  return String(value)
}
