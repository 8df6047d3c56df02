/**
 * NodeResourcesBalancedAllocation: nodes whose resources would be used in equal shares (Kubernetes,
 * pkg/scheduler/framework/plugins/noderesources/balanced_allocation.go, v1.34.4).
 */
import { MAX_NODE_SCORE } from '../default-normalise.ts'
import type { NodeInfo } from '../node-info.ts'
import type { Plugin } from '../plugin.ts'
import { type Combine, columnScores, resourceScore, type ScoredResource } from '../resource-score.ts'
import { amountOf } from '../resources.ts'

export interface BalanceArgs {
  readonly resources: readonly ScoredResource[]
  /**
   * `std`: how even the shares are with the pod, as in 1.34. `improvement`: how much evener than without it, around 75 (pull
   * request 135573, after 1.35).
   */
  readonly formula: 'std' | 'improvement'
}

export function balancedAllocation({ resources, formula }: BalanceArgs): Plugin {
  return {
    name: 'NodeResourcesBalancedAllocation',
    score: {
      reads: 'pods',
      prepare: ({ requests: { requests } }, { columns }) => {
        if (resources.every(({ name }) => amountOf(requests, name) === 0)) return null
        const balance = resourceScore(resources, requests, evenness)
        if (formula === 'std') {
          const addScores = columnScores(resources, requests, evenness, columns, 'used')
          const score = (info: NodeInfo) => balance(info, info.requested, true)
          return addScores === undefined ? { score } : { score, addScores }
        }
        return {
          score: info => {
            const gain = balance(info, info.requested, true) - balance(info, info.requested, false)
            return 50 + Math.trunc((50 + gain) / 2)
          },
        }
      },
    },
  }
}

/** 100 for equal shares, less by the standard deviation of the shares. */
export const evenness: Combine = (requested, capacity) => {
  let count = 0
  let sum = 0
  for (let i = 0; i < requested.length; i++) {
    if (capacity[i] === 0) continue
    count++
    sum += share(requested[i]!, capacity[i]!)
  }
  if (count < 2) return MAX_NODE_SCORE
  let last = 0
  let difference = 0
  let squares = 0
  for (let i = 0; i < requested.length; i++) {
    if (capacity[i] === 0) continue
    const here = share(requested[i]!, capacity[i]!)
    squares += (here - sum / count) * (here - sum / count)
    difference = last - here
    last = here
  }
  // Of two the real code takes half the difference, which is the same but for rounding.
  const deviation = count === 2 ? Math.abs(difference / 2) : Math.sqrt(squares / count)
  return Math.trunc((1 - deviation) * MAX_NODE_SCORE)
}

evenness.ofTwo = (a, b, slots, count, weight, sums) => {
  const { all: allA, used: usedA, asked: askedA } = a
  const { all: allB, used: usedB, asked: askedB } = b
  for (let i = 0; i < count; i++) {
    const slot = slots[i]!
    const capacityA = allA[slot]!
    const capacityB = allB[slot]!
    let even = MAX_NODE_SCORE
    if (capacityA !== 0 && capacityB !== 0) {
      const shareA = Math.min(1, (usedA[slot]! + askedA) / capacityA)
      const shareB = Math.min(1, (usedB[slot]! + askedB) / capacityB)
      even = Math.trunc((1 - Math.abs((shareA - shareB) / 2)) * MAX_NODE_SCORE)
    }
    sums[slot]! += weight * even
  }
}

const share = (requested: number, capacity: number) => Math.min(1, requested / capacity)
