/**
 * The shape of what a policy file exports, as sim/contracts.ts has it, for checks while nothing is known of its types.
 */
import { nearest, oneOf } from '../experiment/nearest.ts'
import { shown } from './foreign-value.ts'

type Kind = 'string' | 'boolean' | 'function' | 'backfill' | 'reasons' | 'number'

interface Contract {
  /** What it must have: a function. */
  readonly method: string
  /** What it must have besides. */
  readonly needed?: readonly string[]
  readonly optional: Readonly<Record<string, Kind>>
}

/** What every policy may have. */
const common = { name: 'string', start: 'function' } as const

/** For every export: the method that it must have, and what it may have beside it. */
export const contracts = {
  order: {
    method: 'compare',
    optional: {
      ...common,
      dynamic: 'boolean',
      keepsHead: 'boolean',
      backfill: 'backfill',
      planDepth: 'number',
      passBegins: 'function',
      headStarted: 'function',
    },
  },
  place: { method: 'place', optional: common },
  score: { method: 'score', optional: common },
  rule: {
    method: 'allows',
    optional: { ...common, reason: 'string', helpedBy: 'reasons', reach: 'function' },
  },
  share: { method: 'share', optional: common },
} as const satisfies Readonly<Record<string, Contract>>

const backfill: Contract = {
  method: 'mayPass',
  needed: ['reserve', 'passed'],
  optional: { compare: 'function' },
}

export type Role = keyof typeof contracts
export const roles = Object.keys(contracts) as Role[]

/** Changes that a rule can be helped by. */
export const reasons = ['task-ended', 'machine-changed', 'nothing']

/** An object with keys: neither null, of which `typeof` says the same, nor a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Names of what an object has, its own and those of its class. */
export function namesOf(value: object): string[] {
  const names = new Set<string>()
  for (let each: object | null = value; each !== null; each = Object.getPrototypeOf(each)) {
    // Every object has what the last of its prototypes has.
    const last = Object.getPrototypeOf(each) === null && each !== value
    if (!last) for (const name of Object.getOwnPropertyNames(each)) names.add(name)
  }
  names.delete('constructor')
  return [...names]
}

/** What is wrong with an export, or with a part of one, one phrase each; `name` is what it is called. */
export function contractFaults(name: string, value: unknown, contract: Contract): string[] {
  const { method, needed = [], optional } = contract
  if (!isRecord(value)) {
    const orFunction = name === 'order.backfill' ? '' : ', or the function itself'
    return [`found ${name} = ${shown(value)}, expected an object with the method ${method}${orFunction}`]
  }
  const known = [method, ...needed, ...Object.keys(optional)]
  const own = namesOf(value)
  // A misspelt name is one that is not known, close to one that is and that is missing.
  const slips = own.filter(each => !known.includes(each))
  const missing = known.filter(each => value[each] === undefined)
  const slipOf = (word: string) =>
    slips.find(slip => nearest(slip, missing) === word && typeof value[slip] === typeOfKind(word, contract))
  const faults: string[] = []
  for (const each of [method, ...needed]) {
    if (typeof value[each] === 'function') continue
    const found =
      value[each] === undefined ? `${name} without ${each}` : `${name}.${each} = ${shown(value[each])}`
    const slip = slipOf(each)
    faults.push(
      `found ${found}, expected a function${slip === undefined ? '' : `; rename ${slip} to ${each}`}`,
    )
  }
  for (const [key, kind] of Object.entries(optional)) {
    if (value[key] !== undefined) faults.push(...kindFaults(`${name}.${key}`, value[key], kind))
    else {
      const slip = slipOf(key)
      if (slip !== undefined) {
        faults.push(`found ${name}.${slip}, expected ${oneOf(known)}; did you mean ${key}?`)
      }
    }
  }
  return faults
}

function typeOfKind(word: string, { optional }: Contract): string {
  const kind = optional[word] ?? 'function'
  return kind === 'backfill' || kind === 'reasons' ? 'object' : kind
}

function kindFaults(name: string, value: unknown, kind: Kind): string[] {
  if (kind === 'backfill') return contractFaults(name, value, backfill)
  if (kind === 'reasons') {
    if (Array.isArray(value) && value.every(reason => reasons.includes(reason))) return []
    return [`found ${name} = ${shown(value)}, expected a list of ${oneOf(reasons)}`]
  }
  if (kind === 'number' && !((value as number) >= 1))
    return [`found ${name} = ${shown(value)}, expected a number of at least 1`]
  return typeof value === kind ? [] : [`found ${name} = ${shown(value)}, expected a ${kind}`]
}
