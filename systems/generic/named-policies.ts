/**
 * The policies that a system can name, and the user's own policies beside them.
 */

import { conservative } from '../../policies/order/conservative.ts'
import { easy, easyShortestFirst } from '../../policies/order/easy.ts'
import { fifo } from '../../policies/order/fifo.ts'
import { priority } from '../../policies/order/priority.ts'
import { shortestFirst } from '../../policies/order/shortest-first.ts'
import { alignment } from '../../policies/place/alignment.ts'
import { bestFit } from '../../policies/place/best-fit.ts'
import { firstFit } from '../../policies/place/first-fit.ts'
import { nextFit } from '../../policies/place/next-fit.ts'
import type { PlacementFactory } from '../../policies/place/placement.ts'
import { random } from '../../policies/place/random.ts'
import { askedScore, scored } from '../../policies/place/scored.ts'
import { spread } from '../../policies/place/spread.ts'
import { worstFit } from '../../policies/place/worst-fit.ts'
import { lowestPriorityFirst } from '../../policies/preempt/lowest-priority-first.ts'
import { asked } from '../../policies/rules/asked.ts'
import { avoidLast } from '../../policies/rules/avoid-last.ts'
import { maxPerMachine } from '../../policies/rules/max-per-machine.ts'
import { assetFairness } from '../../policies/share/asset-fairness.ts'
import { drf, drfRunning } from '../../policies/share/drf.ts'
import { fair } from '../../policies/share/fair.ts'
import { fifoShare } from '../../policies/share/fifo.ts'
import type {
  OrderPolicy,
  PlacementPolicy,
  PlaceRule,
  PlaceScore,
  PolicySelf,
  PreemptionPolicy,
  Rule,
  Score,
  SharePolicy,
} from '../../sim/contracts.ts'

import { SwitchyardError } from '../../sim/errors.ts'
import type { World } from '../../sim/world/world.ts'
import type { Option } from '../options.ts'
import type { RuleSpec } from './spec.ts'

/** What a user's policy file may bring; every part is optional. */
export interface UserPolicies {
  readonly order?: OrderPolicy
  readonly place?: PlacementPolicy
  readonly score?: PlaceScore
  readonly rule?: PlaceRule
  readonly share?: SharePolicy
}

/** Policy files by the name that systems call them, loaded for one scheduler. */
export type PolicyFiles = Readonly<Record<string, UserPolicies>>

/** The same, each to be loaded anew for every scheduler: two of them share nothing that a file remembers. */
export type PolicyMakers = Readonly<Record<string, (self: PolicySelf) => UserPolicies>>

/** Loads the files for one scheduler and lets them start. */
export function policiesFor(self: PolicySelf, makers: PolicyMakers, world: World): PolicyFiles {
  const files: Record<string, UserPolicies> = {}
  for (const [name, make] of Object.entries(makers)) {
    const made = make(self)
    files[name] = made
    for (const policy of [made.order, made.place, made.score, made.rule, made.share])
      policy?.start?.(self, world)
  }
  return files
}

/** A policy of the house: a line about it, and the policy. */
interface Named<P> {
  readonly says: string
  readonly policy: P
}

/** A fresh policy each time: EASY remembers the shadow of the head. */
export const orders: Readonly<Record<string, Named<() => OrderPolicy>>> = {
  fifo: { says: 'in order of submission', policy: () => fifo },
  'shortest-first': { says: 'the smallest estimate first', policy: () => shortestFirst },
  priority: { says: 'the highest priority first', policy: () => priority },
  easy: {
    says: 'in order of submission, with EASY backfilling: others may pass if they do not delay the first',
    policy: easy,
  },
  'easy-shortest-first': {
    says: 'EASY backfilling that tries the smallest estimate first',
    policy: easyShortestFirst,
  },
  conservative: {
    says: 'in order of submission, with conservative backfilling: others may pass if they delay none before them',
    policy: conservative,
  },
}

/** A placement that scores machines may also spread tasks over an attribute. */
interface NamedPlacement extends Named<PlacementFactory> {
  readonly score?: Score
}

const scoring = (says: string, score: Score): NamedPlacement => ({ says, policy: scored(score), score })

export const placements: Readonly<Record<string, NamedPlacement>> = {
  'first-fit': { says: 'the first machine that has room', policy: firstFit },
  'next-fit': {
    says: 'the next machine that has room, starting where the last search ended',
    policy: nextFit,
  },
  'best-fit': scoring('the fullest machine that still has room', bestFit),
  'worst-fit': scoring('the emptiest machine', worstFit),
  random: { says: 'any machine that has room', policy: random },
  alignment: scoring('the machine whose free resources are most like the demand (Tetris)', alignment),
}

export const shares: Readonly<Record<string, Named<SharePolicy>>> = {
  fifo: { says: 'no shares: in order of submission', policy: fifoShare },
  drf: {
    says: 'dominant resource fairness: the smallest share of the resource it has most of',
    policy: drf,
  },
  'drf-running': {
    says: 'the same, blind to what is locked in offers (the Omega simulator)',
    policy: drfRunning,
  },
  'asset-fairness': {
    says: 'the smallest sum of the shares of cores and memory',
    policy: assetFairness,
  },
  fair: { says: 'the smallest share of the cores', policy: fair },
}

export const preemptions: Readonly<Record<string, Named<() => PreemptionPolicy>>> = {
  'lowest-priority-first': {
    says: 'tasks of lower priority: the lowest first, of equals the youngest',
    policy: lowestPriorityFirst,
  },
}

/** A rule of the house takes one amount, written behind its name. */
interface NamedRule extends Named<(spec: RuleSpec) => Rule> {
  readonly field: 'count' | 'fraction'
  /** An amount that makes sense, for whoever wrote something else. */
  readonly example: number
  readonly amount: Option
}

export const rules: Readonly<Record<string, NamedRule>> = {
  'max-per-machine': {
    says: 'at most so many tasks of one job on a machine',
    field: 'count',
    example: 2,
    amount: { is: 'whole', least: 1, about: 'At most this many tasks of one job on a machine.' },
    policy: ({ count }) => maxPerMachine(count!),
  },
  'avoid-last': {
    says: 'the last machines, this share of them, are never used (Omega: pickiness)',
    field: 'fraction',
    example: 0.5,
    amount: {
      is: 'part',
      about: 'The last machines, this share of them, are never used (Omega: pickiness).',
    },
    policy: ({ fraction }) => avoidLast(fraction!),
  },
}

export function orderNamed(name: string, files: PolicyFiles): OrderPolicy {
  return orders[name]?.policy() ?? files[name]?.order ?? missing('order', name, orders)
}

/** Does the built-in placement choose machines by a score? */
export function scoresMachines(placement: string): boolean {
  return Object.hasOwn(placements, placement) && placements[placement]!.score !== undefined
}

/** `spread` is the attribute over whose values tasks are spread; the placement must then be one that scores. */
export function placementNamed(name: string, files: PolicyFiles, spreadOver?: string): PlacementFactory {
  const named = placements[name]
  const { place, score: own } = files[name] ?? {}
  if (spreadOver !== undefined) {
    const score = named?.score ?? (own === undefined ? undefined : askedScore(own))
    if (score !== undefined) return spread(spreadOver, score)
    const scoring = Object.entries(placements).filter(([, each]) => each.score !== undefined)
    return missing('scoring place', name, Object.fromEntries(scoring))
  }
  if (named !== undefined) return named.policy
  if (place !== undefined) return () => place
  if (own !== undefined) return scored(askedScore(own))
  return missing('place', name, placements)
}

export function shareNamed(name: string, files: PolicyFiles): SharePolicy {
  return shares[name]?.policy ?? files[name]?.share ?? missing('share', name, shares)
}

/** Is the rule one of the house, rather than of a policy file? */
export function isBuiltInRule({ name }: RuleSpec): boolean {
  return Object.hasOwn(rules, name)
}

export function ruleFrom(spec: RuleSpec, files: PolicyFiles): Rule {
  if (isBuiltInRule(spec)) return rules[spec.name]!.policy(spec)
  const own = files[spec.name]?.rule
  return own === undefined ? missing('rule', spec.name, rules) : asked(own)
}

/** Null where none is named. */
export function preemptionNamed(name: string | undefined): PreemptionPolicy | null {
  if (name === undefined) return null
  return preemptions[name]?.policy() ?? missing('preemption', name, preemptions)
}

function missing(what: string, name: string, known: Readonly<Record<string, unknown>>): never {
  throw new SwitchyardError(
    `No ${what} policy is called '${name}'; known are ${Object.keys(known).join(', ')}, or name a policy file that exports '${what}'.`,
  )
}
