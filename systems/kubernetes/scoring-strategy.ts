/**
 * The three strategies of NodeResourcesFit (Kubernetes, pkg/scheduler/framework/plugins/noderesources/least_allocated.go,
 * most_allocated.go and requested_to_capacity_ratio.go, v1.34.4).
 */
import { MAX_NODE_SCORE } from './default-normalise.ts'
import type { Combine } from './resource-score.ts'

export type Strategy = Combine

/** The emptier the better: each resource's free share, cut to whole hundredths, in the mean. */
export const leastAllocated: Strategy = (requested, capacity, weights) => {
  let sum = 0
  let weightSum = 0
  for (let i = 0; i < requested.length; i++) {
    const all = capacity[i]!
    if (all === 0) continue
    const used = requested[i]!
    if (used <= all) sum += Math.trunc(((all - used) * MAX_NODE_SCORE) / all) * weights[i]!
    weightSum += weights[i]!
  }
  return weightSum === 0 ? 0 : Math.trunc(sum / weightSum)
}

leastAllocated.ofTwo = (a, b, slots, count, weight, sums) => {
  const { all: allA, used: usedA, asked: askedA, weight: weightA } = a
  const { all: allB, used: usedB, asked: askedB, weight: weightB } = b
  for (let i = 0; i < count; i++) {
    const slot = slots[i]!
    const capacityA = allA[slot]!
    const capacityB = allB[slot]!
    const freeA = capacityA - usedA[slot]! - askedA
    const freeB = capacityB - usedB[slot]! - askedB
    const sum =
      (freeA > 0 ? Math.trunc((freeA * MAX_NODE_SCORE) / capacityA) * weightA : 0) +
      (freeB > 0 ? Math.trunc((freeB * MAX_NODE_SCORE) / capacityB) * weightB : 0)
    const weightSum = (capacityA === 0 ? 0 : weightA) + (capacityB === 0 ? 0 : weightB)
    if (weightSum > 0) sums[slot]! += weight * Math.trunc(sum / weightSum)
  }
}

/** The fuller the better; more than full is full. */
export const mostAllocated: Strategy = (requested, capacity, weights) => {
  let sum = 0
  let weightSum = 0
  for (let i = 0; i < requested.length; i++) {
    const all = capacity[i]!
    if (all === 0) continue
    sum += Math.trunc((Math.min(requested[i]!, all) * MAX_NODE_SCORE) / all) * weights[i]!
    weightSum += weights[i]!
  }
  return weightSum === 0 ? 0 : Math.trunc(sum / weightSum)
}

mostAllocated.ofTwo = (a, b, slots, count, weight, sums) => {
  const { all: allA, used: usedA, asked: askedA, weight: weightA } = a
  const { all: allB, used: usedB, asked: askedB, weight: weightB } = b
  for (let i = 0; i < count; i++) {
    const slot = slots[i]!
    const capacityA = allA[slot]!
    const capacityB = allB[slot]!
    const takenA = Math.min(usedA[slot]! + askedA, capacityA)
    const takenB = Math.min(usedB[slot]! + askedB, capacityB)
    const sum =
      (capacityA === 0 ? 0 : Math.trunc((takenA * MAX_NODE_SCORE) / capacityA) * weightA) +
      (capacityB === 0 ? 0 : Math.trunc((takenB * MAX_NODE_SCORE) / capacityB) * weightB)
    const weightSum = (capacityA === 0 ? 0 : weightA) + (capacityB === 0 ? 0 : weightB)
    if (weightSum > 0) sums[slot]! += weight * Math.trunc(sum / weightSum)
  }
}

export interface ShapePoint {
  /** Percent. */
  readonly utilization: number
  readonly score: number
}

/** Linear between the points and level beyond them; whole numbers, cut towards zero as Go divides. */
export function brokenLinear(shape: readonly ShapePoint[]): (utilization: number) => number {
  return utilization => {
    for (let i = 0; i < shape.length; i++) {
      const point = shape[i]!
      if (utilization > point.utilization) continue
      const before = shape[i - 1]
      if (before === undefined) return point.score
      const rise = (point.score - before.score) * (utilization - before.utilization)
      return before.score + Math.trunc(rise / (point.utilization - before.utilization))
    }
    return shape.at(-1)!.score
  }
}

/** The shape's scores go from 0 to 10 (MaxCustomPriorityScore). */
const SHAPE_SCALE = MAX_NODE_SCORE / 10

/** The shape at each resource's utilisation; resources that score 0 do not count in the mean. */
export function requestedToCapacityRatio(shape: readonly ShapePoint[]): Strategy {
  const scaled = shape.map(({ utilization, score }) => ({ utilization, score: score * SHAPE_SCALE }))
  const scoreAt = brokenLinear(scaled)
  return (requested, capacity, weights) => {
    let sum = 0
    let weightSum = 0
    for (let i = 0; i < requested.length; i++) {
      const all = capacity[i]!
      if (all === 0) continue
      const used = requested[i]!
      const score = scoreAt(used > all ? 100 : Math.trunc((used * 100) / all))
      if (score <= 0) continue
      sum += score * weights[i]!
      weightSum += weights[i]!
    }
    return weightSum === 0 ? 0 : Math.round(sum / weightSum)
  }
}
