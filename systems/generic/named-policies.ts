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

/** A fresh policy each time: EASY remembers the shadow of the head. */
export const orders: Readonly<Record<string, () => OrderPolicy>> = {
  fifo: () => fifo,
  'shortest-first': () => shortestFirst,
  priority: () => priority,
  easy,
  'easy-shortest-first': easyShortestFirst,
  conservative,
}

export const placements: Readonly<Record<string, PlacementFactory>> = {
  'first-fit': firstFit,
  'next-fit': nextFit,
  'best-fit': scored(bestFit),
  'worst-fit': scored(worstFit),
  random,
  alignment: scored(alignment),
}

export const shares: Readonly<Record<string, SharePolicy>> = {
  fifo: fifoShare,
  drf,
  'drf-running': drfRunning,
  'asset-fairness': assetFairness,
  fair,
}

export const preemptions: Readonly<Record<string, () => PreemptionPolicy>> = {
  'lowest-priority-first': lowestPriorityFirst,
}

export const rules: readonly string[] = ['max-per-machine', 'avoid-last']

export function orderNamed(name: string, files: PolicyFiles): OrderPolicy {
  return orders[name]?.() ?? files[name]?.order ?? missing('order', name, Object.keys(orders))
}

export const scores: Readonly<Record<string, Score>> = {
  'best-fit': bestFit,
  'worst-fit': worstFit,
  alignment,
}

/** `spread` is the attribute over whose values tasks are spread; the placement must then be one that scores. */
export function placementNamed(name: string, files: PolicyFiles, spreadOver?: string): PlacementFactory {
  if (spreadOver !== undefined) {
    const own = files[name]?.score
    const score = scores[name] ?? (own === undefined ? undefined : askedScore(own))
    return score === undefined
      ? missing('scoring place', name, Object.keys(scores))
      : spread(spreadOver, score)
  }
  const named = placements[name]
  if (named !== undefined) return named
  const { place, score } = files[name] ?? {}
  if (place !== undefined) return () => place
  if (score !== undefined) return scored(askedScore(score))
  return missing('place', name, Object.keys(placements))
}

export function shareNamed(name: string, files: PolicyFiles): SharePolicy {
  return shares[name] ?? files[name]?.share ?? missing('share', name, Object.keys(shares))
}

export function ruleFrom(spec: RuleSpec, files: PolicyFiles): Rule {
  if ('count' in spec) return maxPerMachine(spec.count)
  if ('fraction' in spec) return avoidLast(spec.fraction)
  const own = files[spec.name]?.rule
  return own === undefined ? missing('rule', spec.name, rules) : asked(own)
}

/** Null where none is named. */
export function preemptionNamed(name: string | undefined): PreemptionPolicy | null {
  if (name === undefined) return null
  return preemptions[name]?.() ?? missing('preemption', name, Object.keys(preemptions))
}

function missing(what: string, name: string, known: readonly string[]): never {
  throw new SwitchyardError(
    `No ${what} policy is called '${name}'; known are ${known.join(', ')}, or name a policy file that exports '${what}'.`,
  )
}
