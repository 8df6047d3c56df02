/**
 * How many pods each ReplicaSet of a Deployment shall have (Kubernetes, pkg/controller/deployment/rolling.go, sync.go and
 * util/deployment_util.go, v1.34).
 */
import { podsOf } from '../objects/amount.ts'
import type { Deployment } from '../objects/deployment.ts'

/** A ReplicaSet as the Deployment that owns it sees it. */
export interface OwnedReplicas {
  /** The template that its pods are made from: a later one is larger. */
  readonly revision: number
  /** Pods that it shall have. */
  replicas: number
  /** Pods that are ready for long enough. */
  available: number
}

/** What counts of a Deployment here. */
export type Rolling = Pick<Deployment, 'replicas' | 'strategy'>

/** How many pods more than wanted there may be, and how many fewer available ones; zero for Recreate. */
export interface Fences {
  readonly surge: number
  readonly unavailable: number
}

/** A surge is rounded up, unavailability down; where both are none, one may be unavailable, or nothing would ever happen. */
export function fencesOf({ replicas, strategy }: Rolling): Fences {
  if (strategy.type === 'Recreate') return { surge: 0, unavailable: 0 }
  const surge = podsOf(strategy.maxSurge, replicas, 'up')
  const unavailable = podsOf(strategy.maxUnavailable, replicas, 'down')
  if (surge === 0 && unavailable === 0) return { surge, unavailable: Math.min(1, replicas) }
  return { surge, unavailable: Math.min(unavailable, replicas) }
}

/**
 * One sync of a rolling update: the new set is scaled first; only where that changes nothing, old ones are.
 *
 * @param old from the oldest on
 * @returns whether anything was scaled: `replicas` of the sets are what they shall be
 */
export function rollOn(deployment: Rolling, fresh: OwnedReplicas, old: readonly OwnedReplicas[]): boolean {
  return scaleUp(deployment, fresh, old) || scaleDown(deployment, fresh, old)
}

function scaleUp(deployment: Rolling, fresh: OwnedReplicas, old: readonly OwnedReplicas[]): boolean {
  const { replicas } = deployment
  if (fresh.replicas === replicas) return false
  if (fresh.replicas > replicas) return scale(fresh, replicas)
  const room = replicas + fencesOf(deployment).surge - total(old) - fresh.replicas
  return room > 0 && scale(fresh, Math.min(replicas, fresh.replicas + room))
}

function scaleDown(deployment: Rolling, fresh: OwnedReplicas, old: readonly OwnedReplicas[]): boolean {
  const oldReplicas = total(old)
  if (oldReplicas === 0) return false
  const least = deployment.replicas - fencesOf(deployment).unavailable
  const most = oldReplicas + fresh.replicas - least - (fresh.replicas - fresh.available)
  if (most <= 0) return false
  return [cleanUp(old, most), scaleDownAvailable(fresh, old, least)].includes(true)
}

/** Pods of old sets that are not available go first: nobody misses them. */
function cleanUp(old: readonly OwnedReplicas[], most: number): boolean {
  let rest = most
  for (const set of old) {
    const unwell = Math.min(rest, set.replicas - set.available)
    if (unwell <= 0) continue
    scale(set, set.replicas - unwell)
    rest -= unwell
  }
  return rest < most
}

function scaleDownAvailable(fresh: OwnedReplicas, old: readonly OwnedReplicas[], least: number): boolean {
  let available = fresh.available
  for (const set of old) available += set.available
  let rest = available - least
  let isScaled = false
  for (const set of old) {
    const fewer = Math.min(rest, set.replicas)
    if (fewer <= 0) continue
    isScaled = scale(set, set.replicas - fewer)
    rest -= fewer
  }
  return isScaled
}

/**
 * The Deployment is to have another number of pods than before. Where several sets have pods, all grow or shrink in proportion, so
 * that a half-way update stays half-way; what rounding leaves goes to the largest. Where none has, nothing is handed on: the new set
 * grows when the strategy lets it.
 *
 * @param before pods that the Deployment could have at most when its sets were scaled last
 */
export function scaleAll(
  deployment: Rolling,
  fresh: OwnedReplicas,
  old: readonly OwnedReplicas[],
  before: number,
): void {
  const { replicas, strategy } = deployment
  const active = [...old, fresh].filter(set => set.replicas > 0)
  const [only] = active
  if (only === undefined) return
  if (active.length === 1) {
    scale(only, replicas)
    return
  }
  if (strategy.type === 'Recreate') return
  const most = replicas === 0 ? 0 : replicas + fencesOf(deployment).surge
  const add = most - total(active)
  if (add === 0) return
  // The largest first; of equal ones the newest when pods come, the oldest when they go.
  active.sort(
    (a, b) => b.replicas - a.replicas || (add > 0 ? b.revision - a.revision : a.revision - b.revision),
  )
  let added = 0
  for (const set of active) {
    const share = replicas === 0 ? -set.replicas : halfUp(set.replicas * most, before) - set.replicas
    const part = add > 0 ? Math.min(share, add - added) : Math.max(share, add - added)
    added += part
    set.replicas += part
  }
  active[0]!.replicas = Math.max(0, active[0]!.replicas + add - added)
}

const halfUp = (amount: number, by: number) => Math.floor((2 * amount + by) / (2 * by))

const total = (sets: readonly OwnedReplicas[]) => sets.reduce((sum, { replicas }) => sum + replicas, 0)

function scale(set: OwnedReplicas, to: number): boolean {
  const isChanged = set.replicas !== to
  set.replicas = to
  return isChanged
}
