import { describe, expect, it } from 'vitest'
import { ceei } from '../../../policies/share/ceei.ts'
import { assetShare, dominantShare } from '../../../policies/share/division.ts'
import { fillEvenly, fillTaskByTask } from '../../../policies/share/filling.ts'

// 9 cores and 18 GB; tasks of 1 core and 4 GB, and of 3 cores and 1 GB (Ghodsi et al., NSDI 2011, section 4.1).
const example = {
  total: [9, 18],
  demand: [
    [1, 4],
    [3, 1],
  ],
  weight: [1, 1],
}

describe('a division of 9 cores and 18 GB', () => {
  it('gives 3 tasks and 2 by dominant shares, whole or in parts', () => {
    expect(fillTaskByTask(example, dominantShare, [0, 1]).at(-1)!.tasks).toEqual([3, 2])
    const [a, b] = fillEvenly(example, dominantShare)
    expect(a).toBeCloseTo(3, 12)
    expect(b).toBeCloseTo(2, 12)
  })

  it('gives 63/25 and 54/25 by assets', () => {
    // A task costs 1/9 + 4/18 = 6/18 and 3/9 + 1/18 = 7/18: 6 a = 7 b, and a + 3 b = 9.
    const [a, b] = fillEvenly(example, assetShare)
    expect(a).toBeCloseTo(63 / 25, 12)
    expect(b).toBeCloseTo(54 / 25, 12)
  })

  it('gives 45/11 and 18/11 by equal incomes', () => {
    // Both resources are used up: a + 3 b = 9 and 4 a + b = 18.
    const [a, b] = ceei(example)
    expect(a).toBeCloseTo(45 / 11, 9)
    expect(b).toBeCloseTo(18 / 11, 9)
  })

  it('doubles the income of a user of weight 2', () => {
    // One resource: it is split 2 to 1, whatever a task takes.
    const [a, b] = ceei({ total: [12], demand: [[1], [4]], weight: [2, 1] })
    expect(a).toBeCloseTo(8, 9)
    expect(b).toBeCloseTo(1, 9)
  })

  it('gives a user of weight 2 twice the share, and weighs each resource by itself where it has its own', () => {
    // Twice the share: a·4/18 = 2·b/3, so a = 3 b, and all memory is taken: 4 a + b = 18.
    const [a, b] = fillEvenly({ ...example, weight: [2, 1] }, dominantShare)
    expect(a).toBeCloseTo(54 / 13, 12)
    expect(b).toBeCloseTo(18 / 13, 12)
    // A's memory and B's cores count a quarter: a/9 against a·4/18/4, and b·3/9/4 against b/18. So a/9 = b/12 and a + 3 b = 9.
    const byResource = {
      ...example,
      weight: [
        [1, 4],
        [4, 1],
      ],
    }
    const [c, d] = fillEvenly(byResource, dominantShare)
    expect(c).toBeCloseTo(1.8, 12)
    expect(d).toBeCloseTo(2.4, 12)
  })

  it('fills what tenths of cores fill exactly', () => {
    // Three times 0.1 of 0.3, and in another order 0.1, 0.1 and 0.1 of 0.3, which a computer adds to more than 0.3.
    const tenths = { total: [0.3], demand: [[0.1], [0.1]], weight: [1, 1] }
    expect(fillTaskByTask(tenths, dominantShare, [0, 1]).map(({ user }) => user)).toEqual([0, 1, 0])
    expect(fillTaskByTask({ ...tenths, weight: [2, 1] }, dominantShare, [1, 0]).at(-1)!.tasks).toEqual([2, 1])
  })

  it('knows equal shares of different fractions', () => {
    // One task of either is 1/27 by weight, though 1/9/3 is not 1/27 to a computer: who comes first in ties is next each time.
    const thirds = {
      total: [9, 27],
      demand: [
        [1, 0],
        [0, 1],
      ],
      weight: [3, 1],
    }
    for (const ties of [
      [0, 1],
      [1, 0],
    ])
      expect(
        fillTaskByTask(thirds, dominantShare, ties)
          .slice(0, 6)
          .map(({ user }) => user),
      ).toEqual([...ties, ...ties, ...ties])
  })

  it('lets those go on who do not need what is used up', () => {
    // Shares rise to 1/2 each, when the first resource is gone; the second user, alone on the other, takes it all.
    expect(
      fillEvenly(
        {
          total: [10, 10],
          demand: [
            [1, 0],
            [1, 0],
            [0, 1],
          ],
          weight: [1, 1, 1],
        },
        dominantShare,
      ),
    ).toEqual([5, 5, 10])
  })
})
