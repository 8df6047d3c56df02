import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Contenders } from '../../../../policies/root/offers/contenders.ts'
import { FreeNumbers } from '../../../../policies/root/offers/free-numbers.ts'
import type { SharePolicy } from '../../../../sim/contracts.ts'
import { Machines } from '../../../../sim/world/machines.ts'
import { idleCluster } from '../../../support/idle-cluster.ts'

const shareOf = (held: readonly number[], reads?: 'framework'): SharePolicy => ({
  name: 'held',
  ...(reads && { reads }),
  share: framework => held[framework]!,
})

describe.each(['framework', undefined] as const)('contenders whose shares read %s', reads => {
  const contenders = (held: readonly number[]) =>
    new Contenders(
      shareOf(held, reads),
      idleCluster(new Machines([1000], [0]), { weights: held.map(() => 1) }),
    )

  it('go by the smallest share, of equal ones by the experiment, and who is given something moves', () => {
    const held = [3, 1, 1, 0]
    const all = contenders(held)
    const anybody = () => true
    // Framework 3 does not contend.
    all.begin(Int32Array.of(0, 1, 2))
    expect(all.first(anybody)).toBe(1)
    held[1] = 2
    all.charge(1)
    expect(all.first(anybody)).toBe(2)
    expect(all.first(each => each !== 2)).toBe(1)
    held[3] = 5
    all.charge(3)
    held[2] = 4
    all.charge(2)
    expect(all.first(anybody)).toBe(1)
    expect(all.first(() => false)).toBe(-1)
    // The next round has forgotten this one.
    all.begin(Int32Array.of(3))
    expect([all.first(anybody), all.isEmpty]).toEqual([3, false])
    all.begin(new Int32Array(0))
    expect([all.first(anybody), all.isEmpty]).toEqual([-1, true])
  })

  it('leave out who leaves the round, also where he stood last', () => {
    const held = [0, 0, 0]
    const all = contenders(held)
    all.begin(Int32Array.of(0, 1, 2))
    all.begin(Int32Array.of(0))
    held[1] = 1
    all.charge(1)
    expect(all.first(() => true)).toBe(0)
  })
})

it('numbers that are free again are given out smallest first', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat()), { maxLength: 100 }), steps => {
      const numbers = new FreeNumbers()
      const taken = new Set<number>()
      for (const [takes, which] of steps) {
        if (takes || taken.size === 0) {
          let smallest = 0
          while (taken.has(smallest)) smallest++
          expect(numbers.take()).toBe(smallest)
          taken.add(smallest)
        } else {
          const number = [...taken][which % taken.size]!
          taken.delete(number)
          numbers.release(number)
        }
      }
    }),
    { numRuns: 50, seed: 5 },
  )
})
