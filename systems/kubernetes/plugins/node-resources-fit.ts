/**
 * NodeResourcesFit: what a pod asks for must be free (Kubernetes,
 * pkg/scheduler/framework/plugins/noderesources/fit.go, v1.34.4).
 */
import { SwitchyardError } from '../../../sim/errors.ts'
import type { NodeInfo } from '../node-info.ts'
import type { Filter, Plugin, Status } from '../plugin.ts'
import type { PodTemplate } from '../pod.ts'
import { resourceScore, type ScoredResource } from '../resource-score.ts'
import { amountOf, isNative } from '../resources.ts'
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
    filter: { reads: 'pods', prepare: template => new Fit(template, args) },
    score: {
      reads: 'pods',
      prepare: ({ requests }) => {
        const score = resourceScore(args.resources, requests.scored, args.strategy)
        return { score: info => score(info, info.nonZeroRequested, true) }
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

class Fit implements Filter {
  /** What the pod asks for and is looked at, in the order in which shortages are reported. */
  readonly #asked: readonly { readonly name: string; readonly amount: number }[]
  /** By which resources are short. */
  readonly #statuses = new Map<string, Status>()

  constructor({ requests: { requests } }: PodTemplate, { ignoredResources, ignoredResourceGroups }: FitArgs) {
    const isIgnored = (name: string) =>
      isExtended(name) &&
      (ignoredResources.includes(name) || ignoredResourceGroups.includes(name.split('/')[0]!))
    const names = ['cpu', 'memory', 'ephemeral-storage', ...(requests.scalars?.keys() ?? [])]
    this.#asked = names
      .map(name => ({ name, amount: amountOf(requests, name) }))
      .filter(({ name, amount }) => amount > 0 && !isIgnored(name))
  }

  check(info: NodeInfo): Status | null {
    if (info.pods.length < info.node.allocatablePods && this.#hasRoom(info)) return null
    return this.#statusOf(this.shortages(info))
  }

  #hasRoom({ node, requested }: NodeInfo): boolean {
    for (const { name, amount } of this.#asked)
      if (amount > amountOf(node.allocatable, name) - amountOf(requested, name)) return false
    return true
  }

  shortages({ pods, node, requested }: NodeInfo): Shortage[] {
    const shortages: Shortage[] = []
    const capacity = node.allocatablePods
    if (pods.length >= capacity)
      shortages.push({ resource: 'pods', reason: 'Too many pods', requested: 1, used: pods.length, capacity })
    for (const { name, amount } of this.#asked) {
      const capacity = amountOf(node.allocatable, name)
      const used = amountOf(requested, name)
      if (amount > capacity - used)
        shortages.push({ resource: name, reason: `Insufficient ${name}`, requested: amount, used, capacity })
    }
    return shortages
  }

  /** One resource that the empty node would not have either makes preemption useless. */
  #statusOf(shortages: readonly Shortage[]): Status {
    const never = shortages.some(
      ({ resource, requested, capacity }) => resource !== 'pods' && requested > capacity,
    )
    const reasons = shortages.map(({ reason }) => reason)
    const key = `${never} ${reasons.join()}`
    let status = this.#statuses.get(key)
    if (status === undefined) {
      status = { plugin: NAME, code: never ? 'UnschedulableAndUnresolvable' : 'Unschedulable', reasons }
      this.#statuses.set(key, status)
    }
    return status
  }
}

/** Too little of what the pod asks for, resource by resource. */
export function shortages(template: PodTemplate, args: FitArgs, info: NodeInfo): Shortage[] {
  return new Fit(template, args).shortages(info)
}

/** Neither the node's own nor huge pages: devices and the like, under a domain of their makers. */
function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith('hugepages-') && !name.startsWith('attachable-volumes-')
}
