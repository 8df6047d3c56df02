import { describe, expect, it } from 'vitest'
import { RankingCache } from '../../../policies/place/ranking-cache.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { idleCluster } from '../../support/idle-cluster.ts'
import { machinesOf } from '../../support/watched-run.ts'

const { NEGATIVE_INFINITY } = Number

/** The ranking that the cache has for jobs that ask for so many thousandths of a core. */
function asking(machines: Machines) {
  const cache = new RankingCache()
  const cluster = idleCluster(machines)
  const jobOf = (cpuMilli: number) => cluster.addJob({ cpuMilli })
  return {
    ask: (cpuMilli: number) => cache.ranking(jobOf(cpuMilli), cluster),
    specOf: (cpuMilli: number) => cluster.jobs.spec[jobOf(cpuMilli)]!,
    specs: cluster.jobs.specs,
  }
}

describe('rankings', () => {
  it('are kept from the second time on that a spec is asked for, one for each', () => {
    const { ask } = asking(machinesOf(2, 4))
    expect([ask(1000), ask(2000)]).toEqual([null, null])
    const one = ask(1000)
    const two = ask(2000)
    expect(one).not.toBeNull()
    expect(two).not.toBe(one)
    expect([ask(1000), ask(2000)]).toEqual([one, two])
    expect([ask(1000) === one, ask(2000) === two]).toEqual([true, true])
  })

  it('are kept for any number of specs', () => {
    const { ask } = asking(machinesOf(2, 4))
    const numbers = Array.from({ length: 100 }, (_, i) => i + 1)
    expect(numbers.map(ask)).toEqual(numbers.map(() => null))
    const kept = numbers.map(ask)
    expect(new Set(kept).size).toBe(100)
    expect(numbers.every((number, i) => ask(number) === kept[i])).toBe(true)
  })

  it('have seen nothing when their number is given to another spec, which is new', () => {
    const { ask, specOf, specs } = asking(machinesOf(2, 4))
    ask(1000)
    const ranking = ask(1000)!
    ranking.seen = 5
    const spec = specOf(1000)
    specs.generation[spec]!++
    expect(ask(1000)).toBeNull()
    expect(ask(1000)).toBe(ranking)
    expect(ranking.seen).toBe(NEGATIVE_INFINITY)
    ranking.seen = 6
    expect(ask(1000)!.seen).toBe(6)
  })

  it('make room for others, the one that was not used for longest first, where the cluster is large', () => {
    // 2^22 machines may be ranked in all: of a million machines four rankings are kept.
    const machines = 2 ** 20
    const { ask } = asking(new Machines(new Float64Array(machines).fill(1), new Float64Array(machines)))
    const [a, b, c, d] = [1, 2, 3, 4].map(number => ask(number) ?? ask(number)!)
    expect(ask(1)).toBe(a)
    b!.seen = 7
    ask(5)
    expect(ask(5)).toBe(b)
    expect(b!.seen).toBe(NEGATIVE_INFINITY)
    expect([ask(1) === a, ask(4) === d, ask(3) === c]).toEqual([true, true, true])
    // The second spec is known, but its ranking is the fifth's now; that of the fifth was used before those three.
    expect(ask(2)).toBe(b)
  })
})
