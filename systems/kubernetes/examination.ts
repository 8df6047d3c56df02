/**
 * What the scheduler thinks of every node for a pod: why it is rejected, or what each plugin scores it. Nothing is decided, and nothing
 * changes; nodes that sampling would leave out are looked at too.
 */
import type { ScoredMachine } from '../../sim/measure/long-wait.ts'
import type { Cluster } from './cluster.ts'
import type { Cycle } from './cycle.ts'
import type { Decision } from './decision.ts'
import type { NodeInfo } from './node-info.ts'
import { type Status, unresolvable } from './plugin.ts'
import type { Pod } from './pod.ts'
import type { Scheduler } from './scheduler.ts'
import { passesWithNominated } from './what-if.ts'

export interface ExaminedNode {
  readonly name: string
  /** Why it is rejected; null for one that passes. */
  readonly status: Status | null
  /** Weighted scores by plugin of a node that passes; empty where no plugin scored. */
  readonly scores: Readonly<Record<string, number>>
  readonly total: number
}

/** Nodes that pass first, the best before the others; nodes that are equal in the cluster's order. */
export function examine(pod: Pod, cycle: Cycle, cluster: Cluster): ExaminedNode[] {
  cluster.refresh()
  const { checks, scores } = cycle.prepared(pod.template)
  checks.begin()
  const statusOf = (info: NodeInfo): Status | null => {
    if (checks.verdicts.rejects !== null) return checks.verdicts.rejects
    if (checks.verdicts.names !== null && !checks.verdicts.names.has(info.node.name))
      return unresolvable('', `node(s) didn't satisfy plugin(s) [${checks.verdicts.narrowing.join(' ')}]`)
    const nominated = cluster.nominations.on(info.node.name)
    return passesWithNominated(pod, checks, info, nominated, () => checks.check(info.slot))
  }
  const inOrder = [...cluster.list].sort((a, b) => a.order - b.order)
  const statuses = inOrder.map(statusOf)
  const passing = inOrder.filter((_, i) => statuses[i] === null)
  const slots = Int32Array.from(passing, ({ slot }) => slot)
  const totals = new Float64Array(passing.length)
  scores.total(slots, passing.length, totals)
  const passed = passing.map((info, i) => ({
    name: info.node.name,
    status: null,
    scores: scores.scoresOf(info.slot, i),
    total: totals[i]!,
    order: info.order,
  }))
  passed.sort((a, b) => b.total - a.total || a.order - b.order)
  return [
    ...passed.map(({ order: _, ...node }) => node),
    ...inOrder.flatMap((info, i) =>
      statuses[i] === null ? [] : [{ name: info.node.name, status: statuses[i]!, scores: {}, total: 0 }],
    ),
  ]
}

/**
 * The best nodes of the scheduler's last attempt, which chose one: `most` of them, and the chosen one. Where one alone passed, or nothing
 * scores, it stands alone and has no scores.
 */
export function bestOf(
  { pod, info }: Decision,
  { cycle, cluster }: Scheduler,
  most: number,
): ScoredMachine[] {
  const { found, totals, feasible } = cycle
  const { scores } = cycle.prepared(pod.template)
  if (found === 1 || !cycle.hasScores) return [{ name: info!.node.name, total: 0, by: {} }]
  const best: number[] = []
  for (let i = 0; i < found; i++) {
    if (best.length === most && totals[i]! <= totals[best[most - 1]!]!) continue
    const at = best.findIndex(other => totals[other]! < totals[i]!)
    best.splice(at < 0 ? best.length : at, 0, i)
    best.length = Math.min(best.length, most)
  }
  const chosen = feasible.subarray(0, found).indexOf(info!.slot)
  if (!best.includes(chosen)) best.push(chosen)
  return best.map(i => {
    const slot = feasible[i]!
    return { name: cluster.at(slot)!.node.name, total: totals[i]!, by: scores.scoresOf(slot, i) }
  })
}
