import fc from 'fast-check'
import { expect, it } from 'vitest'
import { defaultNormalise } from '../../../systems/kubernetes/default-normalise.ts'
import { evenness } from '../../../systems/kubernetes/plugins/node-resources-balanced-allocation.ts'
import type { ResourceColumn } from '../../../systems/kubernetes/resource-score.ts'
import {
  brokenLinear,
  leastAllocated,
  mostAllocated,
  requestedToCapacityRatio,
} from '../../../systems/kubernetes/scoring-strategy.ts'

it('each resource is cut to whole hundredths before the mean, which is cut again', () => {
  // Free: (3 − 1)·100/3 = 66, (7 − 2)·100/7 = 71; (66 + 71)/2 = 68. Used: 33 and 28; weighted (33 + 3·28)/4 = 29.
  expect(leastAllocated([1, 2], [3, 7], [1, 1])).toBe(68)
  expect(mostAllocated([1, 2], [3, 7], [1, 3])).toBe(29)
})

it('more than there is scores nothing or everything, and what a node has not is left out', () => {
  expect(leastAllocated([5, 1], [4, 0], [1, 9])).toBe(0)
  expect(mostAllocated([5, 1], [4, 0], [1, 9])).toBe(100)
  expect(leastAllocated([1], [0], [1])).toBe(0)
})

it('a shape is linear between its points; resources that score 0 do not count', () => {
  const shape = [
    { utilization: 20, score: 0 },
    { utilization: 80, score: 10 },
  ]
  expect([0, 50, 100].map(brokenLinear(shape))).toEqual([0, 5, 10])
  // 50 % scores 50 of 100; 10 % scores 0 and drops out.
  expect(requestedToCapacityRatio(shape)([50, 10], [100, 100], [1, 1])).toBe(50)
  // More than there is counts as full, what a node has not is left out, and weights count: (50 + 3 × 100) / 4 = 87.5.
  const falling = [
    { utilization: 0, score: 10 },
    { utilization: 100, score: 1 },
    { utilization: 150, score: 10 },
  ]
  expect(requestedToCapacityRatio(falling)([150], [100], [1])).toBe(10)
  expect(requestedToCapacityRatio(shape)([50, 90, 5], [100, 100, 0], [1, 3, 9])).toBe(88)
  expect(requestedToCapacityRatio(shape)([5], [0], [1])).toBe(0)
})

it('scores are brought to 0 to 100, or to 100 to 0', () => {
  const bring = (scores: number[], reverse: boolean) => {
    const table = Float64Array.from(scores)
    defaultNormalise(table, scores.length, 100, reverse)
    return [...table]
  }
  expect(bring([1, 2, 3], false)).toEqual([33, 66, 100])
  expect(bring([1, 2, 3], true)).toEqual([67, 34, 0])
  expect(bring([0, 0], false)).toEqual([0, 0])
  expect(bring([0, 0], true)).toEqual([100, 100])
})

it.each([
  ['least allocated', leastAllocated],
  ['most allocated', mostAllocated],
  ['balanced', evenness],
] as const)('two resources in columns score as one node does, %s', (_, combine) => {
  const amount = fc.integer({ min: 0, max: 300 })
  const resource = fc.record({
    all: amount,
    used: amount,
    asked: amount,
    weight: fc.integer({ min: 1, max: 100 }),
  })
  fc.assert(
    fc.property(resource, resource, (a, b) => {
      const sums = Int32Array.of(0, 5)
      const [columnA, columnB] = [a, b].map(({ all, used, ...rest }) => ({
        all: Float64Array.of(0, all),
        used: Float64Array.of(0, used),
        ...rest,
      })) as [ResourceColumn, ResourceColumn]
      combine.ofTwo!(columnA, columnB, Int32Array.of(1), 1, 3, sums)
      const alone = combine([a.used + a.asked, b.used + b.asked], [a.all, b.all], [a.weight, b.weight])
      expect(sums[1]! - 5).toBe(3 * alone + 0)
    }),
  )
})
