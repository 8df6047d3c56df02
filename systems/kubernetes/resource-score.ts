/**
 * Scores of nodes by what of their resources is requested (Kubernetes,
 * pkg/scheduler/framework/plugins/noderesources/resource_allocation.go, v1.34.4).
 */
import type { NodeInfo } from './node-info.ts'
import { type Amounts, amountOf, isNative, kindOf, type Resources } from './resources.ts'

export interface ScoredResource {
  readonly name: string
  /** 1 to 100. */
  readonly weight: number
}

/** From what would be requested of each resource and what there is, to 0 to 100. A resource with capacity 0 is left out. */
export type Combine = (
  requested: readonly number[],
  capacity: readonly number[],
  weights: readonly number[],
) => number

/**
 * A score for nodes, with the pod on them or as they are. `used` says what is used of CPU and memory, which alone have
 * defaults for scores. Of extended resources only those that the pod asks for count.
 */
export function resourceScore(
  resources: readonly ScoredResource[],
  asked: Resources,
  combine: Combine,
): (info: NodeInfo, used: Amounts, withPod: boolean) => number {
  const counted = resources.filter(({ name }) => isNative(name) || amountOf(asked, name) > 0)
  const names = counted.map(({ name }) => name)
  const kinds = names.map(kindOf)
  const weights = counted.map(({ weight }) => weight)
  const amounts = names.map(name => amountOf(asked, name))
  // Filled anew for each node.
  const requested = counted.map(() => 0)
  const capacity = counted.map(() => 0)
  return ({ allocatable, requested: trueUse }, used, withPod) => {
    for (let i = 0; i < kinds.length; i++) {
      const kind = kinds[i]!
      const name = names[i]!
      const before = (kind < 2 ? used : trueUse).at(kind, name)
      requested[i] = withPod ? before + amounts[i]! : before
      capacity[i] = allocatable.at(kind, name)
    }
    return combine(requested, capacity, weights)
  }
}
