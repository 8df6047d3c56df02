/**
 * Scaling an app: how many instances to start, and which to kill (Marathon 90619da, ScalingProposition.scala).
 */
import { type Condition, counts, type Instance } from './instance.ts'

export type KillSelection = 'YOUNGEST_FIRST' | 'OLDEST_FIRST'

/** What costs least to lose goes first; all other conditions come after these. */
const killedFirst: readonly Condition[] = ['Unreachable', 'Staging', 'Starting', 'Running']

/** The order in which instances are killed: by condition, then by age as the app's kill selection says. */
export function killOrder<I extends Instance>(instances: readonly I[], selection: KillSelection): I[] {
  const sign = selection === 'YOUNGEST_FIRST' ? -1 : 1
  return [...instances].sort(
    (one, other) =>
      rank(one) - rank(other) || sign * (one.since - other.since) || (one.id < other.id ? -1 : 1),
  )
}

function rank({ condition }: Instance): number {
  const at = killedFirst.indexOf(condition)
  return at < 0 ? killedFirst.length : at
}

export interface ScalingQuestion<I extends Instance> {
  readonly instances: readonly I[]
  /** Instances that are to go whatever happens; ids of none of the instances are ignored. */
  readonly sentenced: ReadonlySet<string>
  readonly scaleTo: number
  readonly killSelection: KillSelection
  /** What the app's constraints pick, at most `count` of the candidates; see kill-groups.ts. */
  readonly picked: (candidates: readonly I[], count: number) => readonly I[]
}

export interface ScalingProposition<I extends Instance> {
  /** In the order in which they are killed. */
  readonly decommission: readonly I[]
  readonly start: number
}

/**
 * Kills the sentenced, then what constraints pick, then the rest in kill order, until as many are left as are wanted; and
 * starts what is missing, the sentenced being replaced.
 */
export function propose<I extends Instance>(question: ScalingQuestion<I>): ScalingProposition<I> {
  const { instances, scaleTo, killSelection } = question
  const counted = instances.filter(counts)
  const sentenced = counted.filter(({ id }) => question.sentenced.has(id))
  const others = counted.filter(({ id }) => !question.sentenced.has(id))
  const kills = Math.max(counted.length - scaleTo, sentenced.length)
  const forConstraints = question.picked(others, kills - sentenced.length)
  const rest = others.filter(instance => !forConstraints.includes(instance))
  const ordered = [...sentenced, ...forConstraints, ...killOrder(rest, killSelection)]
  return {
    decommission: ordered.slice(0, kills),
    start: Math.max(0, scaleTo - counted.length + kills),
  }
}
