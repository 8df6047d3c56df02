/**
 * NodeResourcesFit: what a pod asks for must be free (Kubernetes,
 * pkg/scheduler/framework/plugins/noderesources/fit.go, v1.34.4).
 */
import { SwitchyardError } from '../../../sim/errors.ts'
import type { NodeColumns } from '../node-columns.ts'
import type { NodeInfo } from '../node-info.ts'
import { type NodeFilter, type Plugin, type Status, unresolvable, unschedulable } from '../plugin.ts'
import type { AskedOfNodes } from '../pod.ts'
import { columnScores, resourceScore, type ScoredResource } from '../resource-score.ts'
import { amountOf, type Kind, kindOf } from '../resources.ts'
import type { Strategy } from '../scoring-strategy.ts'

const NAME = 'NodeResourcesFit'

export interface FitArgs {
  readonly strategy: Strategy
  readonly resources: readonly ScoredResource[]
  /** Extended resources that are not looked at, by name. */
  readonly ignoredResources: readonly string[]
  /** The same by the part of their names before the slash. */
  readonly ignoredResourceGroups: readonly string[]
}

/** @throws SwitchyardError where there is no resource to score. */
export function nodeResourcesFit(args: FitArgs): Plugin {
  if (args.resources.length === 0)
    throw new SwitchyardError(
      'NodeResourcesFit: found no resources to score, expected cpu, memory or others; name at least one',
    )
  return {
    name: NAME,
    filter: {
      reads: 'pods',
      prepare: (template, { columns }) => new ColumnFit(template, args, columns),
    },
    score: {
      reads: 'pods',
      prepare: ({ requests: { scored } }, { columns }) => {
        const { resources, strategy } = args
        const scoreOf = resourceScore(resources, scored, strategy)
        const score = (info: NodeInfo) => scoreOf(info, info.nonZeroRequested, true)
        const addScores = columnScores(resources, scored, strategy, columns, 'scored')
        return addScores === undefined ? { score } : { score, addScores }
      },
    },
  }
}

/** A resource of which too little is free. */
export interface Shortage {
  readonly resource: string
  readonly reason: string
  readonly requested: number
  readonly used: number
  readonly capacity: number
}

class Fit implements NodeFilter {
  /** What the pod asks for and is looked at, in the order in which shortages are reported. */
  readonly #names: readonly string[]
  readonly #kinds: readonly Kind[]
  readonly #amounts: readonly number[]
  /** By which resources are short, one bit each, the pods' first and the last for what no node of this size can have. */
  readonly #statuses = new Map<number, Status>()

  constructor(
    { requests: { requests } }: AskedOfNodes,
    { ignoredResources, ignoredResourceGroups }: FitArgs,
  ) {
    const isIgnored = (name: string) =>
      isExtended(name) &&
      (ignoredResources.includes(name) || ignoredResourceGroups.includes(name.split('/')[0]!))
    this.#names = ['cpu', 'memory', 'ephemeral-storage', ...(requests.scalars?.keys() ?? [])].filter(
      name => amountOf(requests, name) > 0 && !isIgnored(name),
    )
    this.#kinds = this.#names.map(kindOf)
    this.#amounts = this.#names.map(name => amountOf(requests, name))
  }

  check(info: NodeInfo): Status | null {
    const { allocatable, requested } = info
    let short = info.pods.length < info.node.allocatablePods ? 0 : 1
    let bit = 2
    let never = false
    for (let i = 0; i < this.#kinds.length; i++, bit *= 2) {
      const kind = this.#kinds[i]!
      const name = this.#names[i]!
      const amount = this.#amounts[i]!
      const capacity = allocatable.at(kind, name)
      if (amount <= capacity - requested.at(kind, name)) continue
      short += bit
      if (amount > capacity) never = true
    }
    if (short === 0) return null
    const key = never ? short + bit : short
    return this.#statuses.get(key) ?? this.#statusOf(key, info)
  }

  shortages({ pods, node, allocatable, requested }: NodeInfo): Shortage[] {
    const shortages: Shortage[] = []
    const most = node.allocatablePods
    if (pods.length >= most)
      shortages.push({
        resource: 'pods',
        reason: 'Too many pods',
        requested: 1,
        used: pods.length,
        capacity: most,
      })
    this.#names.forEach((name, i) => {
      const amount = this.#amounts[i]!
      const capacity = allocatable.at(this.#kinds[i]!, name)
      const used = requested.at(this.#kinds[i]!, name)
      if (amount > capacity - used)
        shortages.push({ resource: name, reason: `Insufficient ${name}`, requested: amount, used, capacity })
    })
    return shortages
  }

  /** One resource that the empty node would not have either makes preemption useless. */
  #statusOf(key: number, info: NodeInfo): Status {
    const shortages = this.shortages(info)
    const never = shortages.some(
      ({ resource, requested, capacity }) => resource !== 'pods' && requested > capacity,
    )
    const reasons = shortages.map(({ reason }) => reason)
    const status = never ? unresolvable(NAME, ...reasons) : unschedulable(NAME, ...reasons)
    this.#statuses.set(key, status)
    return status
  }
}

/** The same, and for nodes as they are by their columns. */
class ColumnFit extends Fit {
  readonly #columns: NodeColumns
  readonly #cpuMilli: number
  readonly #memoryBytes: number
  /** Nothing but CPU and memory is asked for. */
  readonly #isPlain: boolean

  constructor(template: AskedOfNodes, args: FitArgs, columns: NodeColumns) {
    super(template, args)
    this.#columns = columns
    const { requests } = template.requests
    this.#cpuMilli = amountOf(requests, 'cpu')
    this.#memoryBytes = amountOf(requests, 'memory')
    this.#isPlain = amountOf(requests, 'ephemeral-storage') === 0 && requests.scalars === undefined
  }

  passes(slot: number): boolean {
    const { cpu, memory, room } = this.#columns
    return (
      this.#isPlain &&
      room[slot]! > 0 &&
      (this.#cpuMilli === 0 || this.#cpuMilli <= cpu.all[slot]! - cpu.used[slot]!) &&
      (this.#memoryBytes === 0 || this.#memoryBytes <= memory.all[slot]! - memory.used[slot]!)
    )
  }
}

/** Too little of what the pod asks for, resource by resource. */
export function shortages(template: AskedOfNodes, args: FitArgs, info: NodeInfo): Shortage[] {
  return new Fit(template, args).shortages(info)
}

/** Devices and the like, under a domain of their makers; what is under none, or under Kubernetes' own, is not. */
function isExtended(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/') && !name.startsWith('requests.')
}
