/**
 * How a scheduling cycle ended, and why (Kubernetes, pkg/scheduler/framework/types.go, FitError, v1.34.4).
 */
import type { NodeInfo } from './node-info.ts'
import type { Status } from './plugin.ts'
import type { Pod } from './pod.ts'

/** A node that was looked at and rejected. */
export interface Rejection {
  readonly info: NodeInfo
  readonly status: Status
}

/** How many nodes have a status; nodes share theirs. */
export type Tally = ReadonlyMap<Status, number>

/** Tells the rejected nodes of a cycle when they are asked for. */
export interface RejectionSource {
  /** Pushes each of them, in the order in which they were looked at. */
  tell(rejections: Rejections): void
  /** Adds how many there are of each status, in the order in which these came. */
  tally(counts: Map<Status, number>): void
  /** The first that have a status, so many at most. */
  such(status: Status, most: number): NodeInfo[]
}

/** The nodes that were rejected in one cycle, in the order in which they were looked at; the next cycle fills it anew. */
export class Rejections {
  length = 0
  readonly #infos: NodeInfo[] = []
  readonly #statuses: Status[] = []
  readonly #tally = new Map<Status, number>()
  #tallied = 0
  #source: RejectionSource | null = null

  clear(): void {
    this.length = 0
    this.#tallied = 0
    this.#tally.clear()
    this.#source = null
  }

  push(info: NodeInfo, status: Status): void {
    this.#infos[this.length] = info
    this.#statuses[this.length++] = status
  }

  /** There are `length` in all, which the source pushes when somebody asks which. */
  later(length: number, source: RejectionSource): void {
    this.length = length
    this.#source = source
  }

  /** How many nodes have each status, in the order in which these came. */
  get tally(): Tally {
    const { length } = this
    if (this.#source !== null && this.#tallied < length) {
      this.#source.tally(this.#tally)
      this.#tallied = length
    }
    const statuses = this.#statuses
    let i = this.#tallied
    while (i < length) {
      const status = statuses[i]!
      const from = i
      while (i < length && statuses[i] === status) i++
      this.#tally.set(status, (this.#tally.get(status) ?? 0) + i - from)
    }
    this.#tallied = length
    return this.#tally
  }

  /** Those that rejected some. */
  get plugins(): string[] {
    return [...this.tally.keys()].map(({ plugin }) => plugin)
  }

  /** The first nodes that have the status, so many at most. */
  such(status: Status, most: number): NodeInfo[] {
    if (this.#source !== null) return this.#source.such(status, most)
    const infos: NodeInfo[] = []
    for (let i = 0; i < this.length && infos.length < most; i++)
      if (this.#statuses[i] === status) infos.push(this.#infos[i]!)
    return infos
  }

  /** Undefined for a node that was not rejected. */
  statusOf(info: NodeInfo): Status | undefined {
    this.#tell()
    const at = this.#infos.indexOf(info)
    return at < this.length ? this.#statuses[at] : undefined
  }

  list(): Rejection[] {
    this.#tell()
    return this.#infos.slice(0, this.length).map((info, i) => ({ info, status: this.#statuses[i]! }))
  }

  /** Of the node at this place. */
  infoAt(place: number): NodeInfo {
    this.#tell()
    return this.#infos[place]!
  }

  #tell(): void {
    const source = this.#source
    if (source === null) return
    this.#source = null
    this.length = 0
    source.tell(this)
  }
}

/** Room that preemption made, or would make. */
export interface Candidate {
  readonly info: NodeInfo
  /** From the most important. */
  readonly victims: readonly Pod[]
  /** How many of them a disruption budget protects. */
  readonly violations: number
}

/** What preemption came to. */
export interface Preemption {
  /** In the order in which nodes were tried. */
  readonly candidates: readonly Candidate[]
  /** Of nodes on which it would not help; holds until the next cycle begins. */
  readonly rejections: readonly Rejection[]
  /** The same by status. */
  readonly tally: Tally
  /** Candidates that are equal in every criterion; the first is taken. Empty where there is none. */
  readonly best: readonly Candidate[]
  /** Why the pod may not preempt; null if it may. */
  readonly ineligible: string | null
}

export interface Decision {
  readonly pod: Pod
  /** Nodes in the cluster. */
  readonly nodes: number
  /** Where it goes; null if nowhere. */
  readonly info: NodeInfo | null
  /** Holds until the next cycle begins; which nodes they are can be asked until the cluster changes. */
  readonly rejections: Rejections
  /** Of the nodes that were not looked at; null where all were, or need not be. */
  readonly absent: Status | null
  /** Plugins that narrowed the search to nodes by name. */
  readonly narrowing: readonly string[]
  /** Whether the plugin of dynamic resources says what it did for the pod; without claims it had nothing to give back. */
  readonly tellsClaims: boolean
  /** No node was looked at: the pod contradicts itself. */
  readonly preFilter: Status | null
  readonly preemption: Preemption | null
}

/** The plugins that keep the pod waiting: an event that none of them minds cannot help it. */
export function rejectorsOf({ rejections, absent, narrowing }: Decision): ReadonlySet<string> {
  const plugins = new Set([...narrowing, ...rejections.plugins])
  if (absent !== null && absent.plugin !== '') plugins.add(absent.plugin)
  return plugins
}

/** The text of the pod's FailedScheduling event. */
export function failureMessage(decision: Decision): string {
  const { nodes, preFilter, preemption } = decision
  if (nodes === 0) return 'no nodes available to schedule pods'
  const reasons =
    preFilter === null
      ? nodesMessage(nodes, decision.rejections.tally, decision.absent)
      : `0/${nodes} nodes are available: ${preFilter.reasons.join(', ')}.`
  if (preemption !== null && preemption.best.length > 0) return reasons
  const done = decision.tellsClaims ? ['no new claims to deallocate'] : []
  if (preemption !== null)
    done.push(`preemption: ${preemption.ineligible ?? nodesMessage(nodes, preemption.tally, notHelpful)}`)
  return [reasons, ...(done.length === 0 ? [] : [done.join(', ')])].join(' ')
}

const notHelpful: Status = {
  plugin: 'DefaultPreemption',
  code: 'UnschedulableAndUnresolvable',
  reasons: ['Preemption is not helpful for scheduling'],
}

/** Every reason with the number of its nodes, in the order of these texts. */
function nodesMessage(nodes: number, tally: Tally, absent: Status | null): string {
  const counts = new Map<string, number>()
  let rejected = 0
  for (const [status, by] of tally) {
    count(counts, status, by)
    rejected += by
  }
  if (rejected < nodes && absent !== null) count(counts, absent, nodes - rejected)
  const texts = [...counts].map(([reason, count]) => `${count} ${reason}`).sort()
  return `0/${nodes} nodes are available:${texts.length === 0 ? '' : ` ${texts.join(', ')}.`}`
}

function count(counts: Map<string, number>, { reasons }: Status, by: number): void {
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + by)
}
