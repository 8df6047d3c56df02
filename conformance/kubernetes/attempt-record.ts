/**
 * A scheduling attempt as the recordings of the real scheduler write it down.
 */
import type { Cluster } from '../../systems/kubernetes/cluster.ts'
import type { Cycle } from '../../systems/kubernetes/cycle.ts'
import { type Decision, failureMessage, type Rejection } from '../../systems/kubernetes/decision.ts'
import type { NodeInfo } from '../../systems/kubernetes/node-info.ts'
import type { Pod } from '../../systems/kubernetes/pod.ts'
import type { Nominated, Scheduler } from '../../systems/kubernetes/scheduler.ts'
import { fnv1a } from './tie-hash.ts'

export type Kind = string

/** Small kinds tell everything of every node; large ones count. */
export const tellsAll = (kind: Kind) => kind === 'tiny' || kind === 'preemption'

export type Found = Record<string, unknown>

/** What was decided, read before anything is changed by it. */
export function decided(op: number, decision: Decision, { cycle, cluster }: Scheduler, kind: Kind): Found {
  const { pod, info, rejections, preemption } = decision
  const found: Found = { op, pod: pod.key, feasible: cycle.found }
  if (pod.nominatedNodeName !== null) found['nominated'] = pod.nominatedNodeName
  if (kind === 'sampling' && info !== null) found['evaluated'] = cycle.found + rejections.length
  if (info !== null) found['node'] = info.node.name
  if (cycle.found > 1) Object.assign(found, scores(decision, cycle, cluster, kind))
  if (tellsAll(kind)) found['infeasible'] = inOrder(rejections.list()).map(infeasible)
  else {
    const rejected: Record<string, number> = {}
    for (const { status } of rejections.list()) rejected[status.plugin] = (rejected[status.plugin] ?? 0) + 1
    found['rejected'] = rejected
  }
  if (info !== null) return found
  found['message'] = failureMessage(decision)
  if (tellsAll(kind) && preemption !== null) found['dryRun'] = dryRun(decision)
  const best = preemption?.best[0]
  if (preemption === null || best === undefined) return found
  found['preempts'] = best.info.node.name
  found['preemptTies'] = namesOf(preemption.best.map(({ info }) => info))
  found['victims'] = best.victims.map(({ key }) => key)
  if (best.violations > 0) found['pdbViolations'] = best.violations
  return found
}

/** What a nomination changed. */
export function nominated({ lost, cleared }: Nominated): Found {
  return {
    ...(lost.length === 0 ? {} : { lostNomination: lost.map((pod: Pod) => pod.key) }),
    ...(cleared ? { cleared } : {}),
  }
}

function scores({ info, pod }: Decision, cycle: Cycle, cluster: Cluster, kind: Kind): Found {
  const { found, totals } = cycle
  const passed = Array.from(cycle.feasible.subarray(0, found), slot => cluster.at(slot)!)
  const { scores } = cycle.prepared(pod.template)
  const best = Math.max(...totals.subarray(0, found))
  const sum = totals.subarray(0, found).reduce((sum, total) => sum + total, 0)
  const names = namesOf(passed.filter((_, i) => totals[i] === best))
  const record: Found = { best, sum }
  if (names.length <= 20) record['ties'] = names
  else Object.assign(record, { tieCount: names.length, tieHash: fnv1a(names.join('\n')) })
  if (!tellsAll(kind)) return { ...record, scores: scores.scoresOf(info!.slot, passed.indexOf(info!)) }
  const scored = passed.map((info, i) => ({
    info,
    record: { node: info.node.name, total: totals[i], by: scores.scoresOf(info.slot, i) },
  }))
  return { ...record, scored: inOrder(scored).map(({ record }) => record) }
}

function infeasible({ info, status: { plugin, code, reasons } }: Rejection): Found {
  return { node: info.node.name, plugin, code, reasons }
}

function dryRun({ preemption }: Decision): Found[] {
  const tried = [
    ...preemption!.candidates.map(({ info, victims, violations }) => ({
      info,
      record: {
        node: info.node.name,
        victims: victims.map(({ key }) => key),
        ...(violations > 0 ? { pdbViolations: violations } : {}),
      },
    })),
    ...preemption!.rejections.map(({ info, status }) => ({
      info,
      record: { node: info.node.name, reasons: status.reasons },
    })),
  ]
  return inOrder(tried).map(({ record }) => record)
}

function inOrder<T extends { readonly info: NodeInfo }>(list: readonly T[]): T[] {
  return [...list].sort((a, b) => a.info.order - b.info.order)
}

function namesOf(infos: readonly NodeInfo[]): string[] {
  return infos.map(({ node }) => node.name).sort()
}
