/**
 * Scores of nodes by what of their resources is requested (Kubernetes,
 * pkg/scheduler/framework/plugins/noderesources/resource_allocation.go, v1.34.4).
 */
import type { NodeColumns } from './node-columns.ts'
import type { NodeInfo } from './node-info.ts'
import type { NodeScorer } from './plugin.ts'
import { type Amounts, amountOf, isNative, type Kind, kindOf, type Resources } from './resources.ts'

export interface ScoredResource {
  readonly name: string
  /** 1 to 100. */
  readonly weight: number
}

/** From what would be requested of each resource and what there is, to 0 to 100. A resource with capacity 0 is left out. */
export interface Combine {
  (requested: readonly number[], capacity: readonly number[], weights: readonly number[]): number
  /** The same for two resources, where it can be had faster. */
  ofTwo?: CombineTwo
}

/** A resource of many nodes, by slot, and a pod that asks for it. */
export interface ResourceColumn {
  readonly all: Float64Array
  readonly used: Float64Array
  readonly asked: number
  readonly weight: number
}

/** Adds the weighted score of each of the first `count` slots, with the pod there, to its sum. */
export type CombineTwo = (
  a: ResourceColumn,
  b: ResourceColumn,
  slots: Int32Array,
  count: number,
  weight: number,
  sums: Int32Array,
) => void

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

/**
 * The score with the pod on the nodes, read from columns; undefined where it is not of CPU and memory. `used` names the column of
 * what is used.
 */
export function columnScores(
  resources: readonly ScoredResource[],
  asked: Resources,
  { ofTwo }: Combine,
  columns: NodeColumns,
  used: 'used' | 'scored',
): NodeScorer['addScores'] {
  const [first, second, ...others] = resources.filter(
    ({ name }) => isNative(name) || amountOf(asked, name) > 0,
  )
  if (ofTwo === undefined || first === undefined || second === undefined || others.length > 0)
    return undefined
  const [kindA, kindB] = [kindOf(first.name), kindOf(second.name)]
  if (kindA > 1 || kindB > 1) return undefined
  const ofKind = [columns.cpu, columns.memory] as const
  const columnOf = ({ name, weight }: ScoredResource, kind: Kind): ResourceColumn => {
    const column = ofKind[kind as 0 | 1]
    // Columns grow with the cluster.
    return {
      get all() {
        return column.all
      },
      get used() {
        return column[used]
      },
      asked: amountOf(asked, name),
      weight,
    }
  }
  const [a, b] = [columnOf(first, kindA), columnOf(second, kindB)]
  return (slots, count, weight, sums) => ofTwo(a, b, slots, count, weight, sums)
}
