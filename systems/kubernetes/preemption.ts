/**
 * Preemption: less important pods go, so that one has room (Kubernetes, pkg/scheduler/framework/preemption/preemption.go and
 * pkg/scheduler/framework/plugins/defaultpreemption/default_preemption.go, v1.34.4).
 */
import type { Random } from '../../sim/chance/random.ts'
import type { Cluster } from './cluster.ts'
import type { Candidate, Decision, Preemption, Rejection, Tally } from './decision.ts'
import { type DisruptionBudget, violating } from './disruption-budgets.ts'
import type { NodeChecks } from './node-checks.ts'
import type { NodeInfo } from './node-info.ts'
import { type Code, type Status, unresolvable, unschedulable } from './plugin.ts'
import type { Pod } from './pod.ts'
import { passesWithNominated } from './what-if.ts'

const NAME = 'DefaultPreemption'
const noVictims = unresolvable(NAME, 'No preemption victims found for incoming pod')

/** A tenth of the nodes are tried (minCandidateNodesPercentage), but at least a hundred (minCandidateNodesAbsolute). */
export interface PreemptionArgs {
  readonly minCandidateNodesPercentage: number
  readonly minCandidateNodesAbsolute: number
  /** Nodes that no filter was asked about are tried too, as older releases do; 1.34 does not. */
  readonly triesUnknownNodes: boolean
}

export const defaultPreemptionArgs: PreemptionArgs = {
  minCandidateNodesPercentage: 10,
  minCandidateNodesAbsolute: 100,
  triesUnknownNodes: false,
}

/**
 * What preemption would do for a pod that no node took; nothing is changed. To be asked right after the cycle's decision,
 * whose counts `checks` still holds.
 *
 * `ties` draws the node to begin with among those that may help, and among equal candidates; 'first' takes the first in the cluster's
 * order.
 */
export function preempt(
  decision: Decision,
  checks: NodeChecks,
  cluster: Cluster,
  budgets: readonly DisruptionBudget[],
  args: PreemptionArgs,
  ties: Random | 'first',
): Preemption {
  const { pod } = decision
  const ineligible = whyIneligible(decision, cluster)
  if (ineligible !== null) return { candidates: [], rejections: [], tally: new Map(), best: [], ineligible }
  if (!cluster.hasPodsBelow(pod.template.priority) && knowsAll(decision, args))
    return new NoVictims(decision, cluster, args, ties)
  const nodes = candidateNodes(cluster.list, codesOf(decision), args)
  const candidates: Candidate[] = []
  const rejections: Rejection[] = []
  const offset = nodes.length === 0 || ties === 'first' ? 0 : ties.below(nodes.length)
  const wanted = candidatesWanted(nodes.length, args)
  for (let i = 0; i < nodes.length; i++) {
    const info = nodes[(offset + i) % nodes.length]!
    const tried = victimsOn(info, pod, checks, cluster, budgets)
    if ('victims' in tried) candidates.push(tried)
    else rejections.push({ info, status: tried })
    if (candidates.length >= wanted && candidates.some(({ violations }) => violations === 0)) break
  }
  const best = ties === 'first' ? bestOf(candidates) : drawnFirst(bestOf(candidates), ties)
  return { candidates, rejections, tally: tallyOf(rejections), best, ineligible: null }
}

/** The real one takes the first of a hash table, which is in another order each time. */
function drawnFirst(equals: Candidate[], random: Random): Candidate[] {
  if (equals.length < 2) return equals
  const [drawn] = equals.splice(random.below(equals.length), 1)
  return [drawn!, ...equals]
}

/** Whether the nodes that preemption may help on are among the rejected ones. */
function knowsAll({ rejections, nodes, absent }: Decision, { triesUnknownNodes }: PreemptionArgs): boolean {
  if (rejections.length === nodes) return true
  return absent === null ? !triesUnknownNodes : absent.code !== 'Unschedulable'
}

/** No pod is less important than the one that waits, so that no node has to be tried. */
class NoVictims implements Preemption {
  readonly candidates: readonly Candidate[] = []
  readonly best: readonly Candidate[] = []
  readonly ineligible = null
  readonly tally: Tally
  readonly #decision: Decision
  readonly #cluster: Cluster
  readonly #args: PreemptionArgs

  /** Draws where it would begin, as every dry run does. */
  constructor(decision: Decision, cluster: Cluster, args: PreemptionArgs, start: Random | 'first') {
    this.#decision = decision
    this.#cluster = cluster
    this.#args = args
    let nodes = 0
    for (const [{ code }, by] of decision.rejections.tally) if (code === 'Unschedulable') nodes += by
    if (nodes > 0 && start !== 'first') start.below(nodes)
    this.tally = nodes === 0 ? new Map() : new Map([[noVictims, nodes]])
  }

  /** In the cluster's order. */
  get rejections(): readonly Rejection[] {
    const nodes = candidateNodes(this.#cluster.list, codesOf(this.#decision), this.#args)
    return nodes.map(info => ({ info, status: noVictims }))
  }
}

function tallyOf(rejections: readonly Rejection[]): Tally {
  const tally = new Map<Status, number>()
  for (const { status } of rejections) tally.set(status, (tally.get(status) ?? 0) + 1)
  return tally
}

/** What filters said of each node; null where none was asked. */
function codesOf({ rejections, absent }: Decision): (info: NodeInfo) => Code | null {
  const codes = new Map(rejections.list().map(({ info, status }) => [info, status.code]))
  return info => codes.get(info) ?? absent?.code ?? null
}

/** The nodes that preemption may help on, in the cluster's order. `codeOf` is null where no filter was asked. */
export function candidateNodes(
  nodes: readonly NodeInfo[],
  codeOf: (info: NodeInfo) => Code | null,
  { triesUnknownNodes }: PreemptionArgs,
): NodeInfo[] {
  return nodes
    .filter(info => {
      const code = codeOf(info)
      return code === 'Unschedulable' || (code === null && triesUnknownNodes)
    })
    .sort((a, b) => a.order - b.order)
}

export function candidatesWanted(nodes: number, args: PreemptionArgs): number {
  const share = Math.trunc((nodes * args.minCandidateNodesPercentage) / 100)
  return Math.min(nodes, Math.max(share, args.minCandidateNodesAbsolute))
}

/** Why a pod must not preempt (again); null if it may. */
function whyIneligible({ pod, rejections, absent }: Decision, cluster: Cluster): string | null {
  if (pod.template.neverPreempts) return 'not eligible due to preemptionPolicy=Never.'
  if (pod.nominatedNodeName === null) return null
  const info = cluster.node(pod.nominatedNodeName)
  if (info === undefined) return null
  const status = rejections.statusOf(info) ?? absent
  if (status?.code === 'UnschedulableAndUnresolvable') return null
  const waits = info.pods.some(
    other => other.terminating && other.preempted && other.template.priority < pod.template.priority,
  )
  return waits ? 'not eligible due to a terminating pod on the nominated node.' : null
}

/** The fewest and least important pods of a node that must go; a status where that would not help. */
export function victimsOn(
  info: NodeInfo,
  pod: Pod,
  checks: NodeChecks,
  cluster: Cluster,
  budgets: readonly DisruptionBudget[],
): Candidate | Status {
  const isLower = (other: Pod) => other.template.priority < pod.template.priority
  if (!info.pods.some(isLower)) return noVictims
  const lower = info.pods.filter(isLower)
  const altered = info.copy()
  const nominated = cluster.nominations.on(info.node.name)
  const fits = () => passesWithNominated(pod, checks, altered, nominated, () => checks.checkAltered(altered))
  const remove = (other: Pod) => {
    altered.remove(other)
    checks.remove(other, altered)
  }
  const putBack = (other: Pod) => {
    altered.add(other)
    checks.add(other, altered)
  }
  for (const other of lower) remove(other)
  const status = fits()
  if (status !== null) {
    for (const other of lower) putBack(other)
    return status
  }
  lower.sort(byImportance)
  const protectedPods = violating(lower, budgets)
  const victims: Pod[] = []
  // First those whose going breaks a budget may stay, then the others.
  for (const other of [
    ...lower.filter(pod => protectedPods.has(pod)),
    ...lower.filter(pod => !protectedPods.has(pod)),
  ]) {
    putBack(other)
    if (fits() === null) continue
    remove(other)
    victims.push(other)
  }
  for (const victim of victims) putBack(victim)
  if (victims.length === 0)
    return unschedulable(NAME, `expected at least one victim pod on node "${info.node.name}"`)
  victims.sort(byImportance)
  return { info, victims, violations: victims.filter(victim => protectedPods.has(victim)).length }
}

/** The higher priority first, then the earlier start. */
function byImportance(a: Pod, b: Pod): number {
  return b.template.priority - a.template.priority || a.startTime - b.startTime
}

/** Lowest is best, in this order; equal candidates stay for the next. */
const criteria: readonly ((candidate: Candidate) => number)[] = [
  ({ violations }) => violations,
  ({ victims }) => victims[0]?.template.priority ?? Number.NEGATIVE_INFINITY,
  // Raised by 2^31, so that fewer pods of a negative priority are not worse than more.
  ({ victims }) => victims.reduce((sum, { template }) => sum + template.priority + 2 ** 31, 0),
  ({ victims }) => victims.length,
  ({ victims }) =>
    -Math.min(
      ...victims
        .filter(({ template }) => template.priority === victims[0]!.template.priority)
        .map(({ startTime }) => startTime),
    ),
]

/** Those that are equally good by every criterion, in the cluster's order. */
export function bestOf(candidates: readonly Candidate[]): Candidate[] {
  let left = [...candidates].sort((a, b) => a.info.order - b.info.order)
  for (const value of criteria) {
    const least = Math.min(...left.map(value))
    left = left.filter(candidate => value(candidate) === least)
  }
  return left
}

/** Pods that lose their nomination to a node that a more important pod is to have. */
export function losingNominations(pod: Pod, info: NodeInfo, cluster: Cluster): readonly Pod[] {
  return cluster.nominations
    .on(info.node.name)
    .filter(other => other.template.priority < pod.template.priority)
}
