import { describe, expect, it } from 'vitest'
import {
  fencesOf,
  type OwnedReplicas,
  type Rolling,
  rollOn,
  scaleAll,
} from '../../../../systems/kubernetes/controllers/rolling-update.ts'
import type { PodAmount } from '../../../../systems/kubernetes/objects/amount.ts'

const rolling = (replicas: number, maxSurge: PodAmount, maxUnavailable: PodAmount): Rolling => ({
  replicas,
  strategy: { type: 'RollingUpdate', maxSurge, maxUnavailable },
})
const pods = (count: number): PodAmount => ({ pods: count })
const percent = (share: number): PodAmount => ({ percent: share })
const recreate = (replicas: number): Rolling => ({ replicas, strategy: { type: 'Recreate' } })

const set = (revision: number, replicas: number, available = replicas): OwnedReplicas => ({
  revision,
  replicas,
  available,
})
const sizes = (...sets: readonly OwnedReplicas[]) => sets.map(({ replicas }) => replicas)

describe('the fences of an update', () => {
  it.each([
    // 25 % of 10 are 2.5.
    ['round a surge up and unavailability down', rolling(10, percent(25), percent(25)), 3, 2],
    ['are none of a Deployment that is created anew', recreate(10), 0, 0],
    // 1 % of 10 is 0.1, rounded down; without a surge nothing could go on.
    ['let one be unavailable where neither leaves room', rolling(10, pods(0), percent(1)), 0, 1],
    ['leave that out where there is no pod', rolling(0, pods(0), pods(0)), 0, 0],
    ['let no more be unavailable than there are', rolling(2, pods(0), pods(5)), 0, 2],
    ['keep unavailability at none beside a surge', rolling(4, pods(1), pods(0)), 1, 0],
  ])('%s', (_, deployment, surge, unavailable) => {
    expect(fencesOf(deployment)).toEqual({ surge, unavailable })
  })
})

describe('one sync of an update', () => {
  // At most 4 + 1 pods, and the old set has 4: one new pod.
  it('makes as many new pods as the surge leaves room for', () => {
    const [fresh, old] = [set(2, 0), set(1, 4)]
    expect(rollOn(rolling(4, pods(1), pods(0)), fresh, [old])).toBe(true)
    expect(sizes(fresh, old)).toEqual([1, 4])
  })

  // 5 pods, one of them not ready: no room above, and 4 must be available.
  it('does nothing while the new pod is not ready and none may be missed', () => {
    const [fresh, old] = [set(2, 1, 0), set(1, 4)]
    expect(rollOn(rolling(4, pods(1), pods(0)), fresh, [old])).toBe(false)
    expect(sizes(fresh, old)).toEqual([1, 4])
  })

  // 5 are available and 4 needed.
  it('lets an old one go when the new one is ready', () => {
    const [fresh, old] = [set(2, 1), set(1, 4)]
    expect(rollOn(rolling(4, pods(1), pods(0)), fresh, [old])).toBe(true)
    expect(sizes(fresh, old)).toEqual([1, 3])
  })

  it('makes no more new pods than are wanted', () => {
    const fresh = set(2, 3)
    expect(rollOn(rolling(4, pods(3), pods(0)), fresh, [])).toBe(true)
    expect(fresh.replicas).toBe(4)
  })

  it('shrinks a new set that is too large', () => {
    const fresh = set(2, 6)
    expect(rollOn(rolling(4, pods(1), pods(0)), fresh, [])).toBe(true)
    expect(fresh.replicas).toBe(4)
  })

  it('changes nothing when all is done', () => {
    expect(rollOn(rolling(4, pods(1), pods(0)), set(2, 4), [set(1, 0)])).toBe(false)
  })

  /**
   * 10 wanted, at least 8 available; 10 old in two sets, of which 3 of the first are not, and 3 new of which none is: 13 pods, so that
   * no more are made. 13 − 8 − 3 = 2 may go, and two that are not available do. Of the 7 available ones none can be spared.
   */
  it('lets old ones that are not available go first', () => {
    const [fresh, first, second] = [set(3, 3, 0), set(1, 5, 2), set(2, 5)]
    expect(rollOn(rolling(10, percent(25), percent(25)), fresh, [first, second])).toBe(true)
    expect(sizes(fresh, first, second)).toEqual([3, 3, 5])
  })

  /** 10 wanted, 8 needed, 13 available: 5 go, all 3 of the oldest set and 2 of the next. */
  it('then takes from the oldest set on', () => {
    const [fresh, first, second] = [set(3, 3), set(1, 3), set(2, 7)]
    expect(rollOn(rolling(10, percent(25), percent(25)), fresh, [first, second])).toBe(true)
    expect(sizes(fresh, first, second)).toEqual([3, 0, 5])
  })

  /** 3 wanted and 2 needed. The old set's one pod that is not ready goes; 3 are available, so one more does. */
  it('lets both sorts go in one sync', () => {
    const [fresh, old] = [set(2, 1), set(1, 3, 2)]
    expect(rollOn(rolling(3, pods(1), pods(1)), fresh, [old])).toBe(true)
    expect(sizes(fresh, old)).toEqual([1, 1])
  })
})

describe('a Deployment of another size', () => {
  it('gives it to the only set that has pods', () => {
    const [fresh, old] = [set(2, 0), set(1, 4)]
    scaleAll(rolling(6, pods(1), pods(0)), fresh, [old], 5)
    expect(sizes(fresh, old)).toEqual([0, 6])
  })

  it('leaves it to the strategy where none has any', () => {
    const [fresh, old] = [set(2, 0), set(1, 0)]
    scaleAll(rolling(3, pods(1), pods(0)), fresh, [old], 4)
    expect(sizes(fresh, old)).toEqual([0, 0])
  })

  /**
   * From 10 with a surge of 3 (13 pods, 5 old and 8 new) to 20 with a surge of 5: 25. The new set, the largest, has
   * 8 × 25 / 13 = 15.4, so 15; the old one 5 × 25 / 13 = 9.6, so 10.
   */
  it('grows all in proportion', () => {
    const [fresh, old] = [set(2, 8), set(1, 5)]
    scaleAll(rolling(20, percent(25), percent(25)), fresh, [old], 13)
    expect(sizes(fresh, old)).toEqual([15, 10])
  })

  /** From 13 to 5 + 2 = 7 pods: 8 × 7 / 13 = 4.3, so 4, and 5 × 7 / 13 = 2.7, so 3. */
  it('shrinks all in proportion', () => {
    const [fresh, old] = [set(2, 8), set(1, 5)]
    scaleAll(rolling(5, percent(25), percent(25)), fresh, [old], 13)
    expect(sizes(fresh, old)).toEqual([4, 3])
  })

  /** Three sets of 5, 5 and 5 become 16: each has 5.33, so 5, and the one that is left goes to the newest of them. */
  it('gives what rounding leaves to the newest of the largest when it grows', () => {
    const sets = [set(1, 5), set(2, 5), set(3, 5)] as const
    scaleAll(rolling(16, pods(0), pods(1)), sets[2], [sets[0], sets[1]], 15)
    expect(sizes(...sets)).toEqual([5, 5, 6])
  })

  /** Three of 5 become 14: each has 4.67, so 5, and one too many is taken from the oldest. */
  it('takes what rounding leaves from the oldest of the largest when it shrinks', () => {
    const sets = [set(1, 5), set(2, 5), set(3, 5)] as const
    scaleAll(rolling(14, pods(0), pods(1)), sets[2], [sets[0], sets[1]], 15)
    expect(sizes(...sets)).toEqual([4, 5, 5])
  })

  /** 1 and 3 of 4 become 6: 3 × 6 / 4 = 4.5 is rounded up to 5, and 1 × 6 / 4 = 1.5 to 2, of which one is left to have. */
  it('rounds halves up, and never hands out more than there is', () => {
    const [fresh, old] = [set(2, 1), set(1, 3)]
    scaleAll(rolling(6, pods(0), pods(1)), fresh, [old], 4)
    expect(sizes(fresh, old)).toEqual([1, 5])
  })

  it('has none left anywhere when it is to have none', () => {
    const [fresh, old] = [set(2, 3), set(1, 2)]
    scaleAll(rolling(0, pods(1), pods(0)), fresh, [old], 5)
    expect(sizes(fresh, old)).toEqual([0, 0])
  })

  it('leaves sets as they are when they have that many already', () => {
    const [fresh, old] = [set(2, 3), set(1, 2)]
    scaleAll(rolling(5, pods(0), pods(1)), fresh, [old], 4)
    expect(sizes(fresh, old)).toEqual([3, 2])
  })

  it('waits for the old pods to go where it is created anew', () => {
    const [fresh, old] = [set(2, 3), set(1, 2)]
    scaleAll(recreate(9), fresh, [old], 5)
    expect(sizes(fresh, old)).toEqual([3, 2])
  })
})
