import { describe, expect, it } from 'vitest'
import { asked } from '../../../policies/rules/asked.ts'
import { Streams } from '../../../sim/chance/random.ts'
import type { Rule } from '../../../sim/contracts.ts'
import { Claims } from '../../../sim/world/claims.ts'
import { Excerpt } from '../../../sim/world/excerpt.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { View } from '../../../sim/world/views.ts'
import { placementNamed } from '../../../systems/generic/named-policies.ts'
import { type IdleCluster, idleCluster } from '../../support/idle-cluster.ts'

/** Machines of 4 cores and 400 MiB, of which something is taken already. */
function clusterWithFree(free: readonly (readonly [cores: number, memoryMiB: number])[]): IdleCluster {
  const cluster = idleCluster(
    new Machines(
      free.map(() => 4000),
      free.map(() => 400),
    ),
  )
  for (const [machine, [cores, memoryMiB]] of free.entries()) {
    cluster.machines.take(machine, 4000 - 1000 * cores, 400 - memoryMiB)
  }
  return cluster
}

/** Machines that a placement chose for tasks of 1 core and 100 MiB, one after the other. */
function place(
  name: string,
  cluster: IdleCluster,
  counts: readonly number[],
  rules: readonly Rule[] = [],
): number[][] {
  const placement = placementNamed(name, {})({ rules, random: new Streams('oak').stream('place') })
  const view = View.live(cluster.machines)
  return counts.map(count => {
    const job = cluster.addJob({ cpuMilli: 1000, memoryMiB: 100, tasks: count, state: TaskState.Pending })
    const claims = new Claims()
    const placed = placement.place(view, job, count, claims, cluster)
    expect(placed).toBe(claims.count)
    return [...claims.machine.subarray(0, claims.count)]
  })
}

const odd: Rule = asked({
  name: 'odd',
  reason: 'the machine is even',
  helpedBy: ['nothing'],
  allows: machine => machine % 2 === 1,
})

describe('placements', () => {
  it('first-fit fills machine after machine, and begins at the first again', () => {
    const cluster = clusterWithFree([
      [1, 400],
      [4, 100],
      [4, 300],
    ])
    expect(place('first-fit', cluster, [2, 9])).toEqual([
      [0, 1],
      [2, 2, 2],
    ])
  })

  it('next-fit goes on where it placed last, round and round', () => {
    const cluster = clusterWithFree([
      [2, 200],
      [1, 400],
      [2, 400],
    ])
    // 0, 0 | 1 | 2, 2 and then nothing; 1 core that is given back on machine 0 is found from machine 2 on.
    expect(place('next-fit', cluster, [2, 1])).toEqual([[0, 0], [1]])
    cluster.machines.give(0, 1000, 100)
    expect(place('next-fit', cluster, [9])).toEqual([[0, 2, 2]])
  })

  it('best-fit takes the machine that is left fullest, again and again', () => {
    // Left after one more task, mean of cores and memory: (1/4 + 1/4)/2, (0 + 3/4)/2, (2/4 + 0)/2: 0.25, 0.375, 0.25.
    const cluster = clusterWithFree([
      [2, 200],
      [1, 400],
      [3, 100],
    ])
    // Equal at first: the first machine, which is then full after another; then machine 2 (0.25), then 1.
    expect(place('best-fit', cluster, [5])).toEqual([[0, 0, 2, 1]])
  })

  it('worst-fit takes the machine that is left emptiest', () => {
    // Left: 0.25, 0.375, 0.25. After machine 1 is full: 0 (the first of equals), then 2 (0.25) before 0 (now 0).
    const cluster = clusterWithFree([
      [2, 200],
      [1, 400],
      [3, 100],
    ])
    expect(place('worst-fit', cluster, [5])).toEqual([[1, 0, 2, 0]])
  })

  it('alignment takes the machine whose free resources point along the demand', () => {
    // The demand is 1/4 of both; the product is (cores + memory, as parts) / 4 … so the sum of the parts that are free:
    // 2/4 + 2/4 = 1, 1/4 + 4/4 = 1.25, 3/4 + 1/4 = 1.
    const cluster = clusterWithFree([
      [2, 200],
      [1, 400],
      [3, 100],
    ])
    // 1 (1.25, then full); 0 and 2 (1 each): 0 first, whose rest is 0.5; 2; 0.
    expect(place('alignment', cluster, [5])).toEqual([[1, 0, 2, 0]])
  })

  it.each(['first-fit', 'next-fit', 'best-fit', 'worst-fit', 'random', 'alignment'])(
    '%s: keeps the rules, counts what they refuse, and uses all there is',
    name => {
      const cluster = clusterWithFree([
        [4, 400],
        [2, 400],
        [4, 400],
        [3, 100],
      ])
      const [machines] = place(name, cluster, [9], [odd])
      expect([...machines!].sort()).toEqual([1, 1, 3])
      // Machines 0 and 2 have room and are refused; next-fit comes round to them once more before it gives up.
      expect(cluster.recorder.reasons[cluster.reasons.number('the machine is even')]).toBe(
        name === 'next-fit' ? 4 : 2,
      )
    },
  )

  it.each(['first-fit', 'next-fit', 'best-fit', 'worst-fit', 'random', 'alignment'])(
    '%s: stays within the machines of the view',
    name => {
      const cluster = clusterWithFree([
        [4, 400],
        [4, 400],
        [4, 400],
      ])
      const view = View.offered(cluster.machines)
      const offered = new Excerpt(cluster.machines)
      offered.add(2)
      offered.add(1)
      view.load(offered)
      const placement = placementNamed(name, {})({ rules: [], random: new Streams('oak').stream('place') })
      const job = cluster.addJob({ cpuMilli: 2000, memoryMiB: 0, tasks: 9, state: TaskState.Pending })
      const claims = new Claims()
      expect(placement.place(view, job, 9, claims, cluster)).toBe(4)
      expect([...claims.machine.subarray(0, 4)].sort()).toEqual([1, 1, 2, 2])
      // A second call begins afresh: nothing is left.
      expect(placement.place(view, job, 9, claims, cluster)).toBe(0)
      expect(claims.count).toBe(4)
    },
  )

  it('random draws each machine that fits alike, and no machine twice that does not', () => {
    const counts = [0, 0, 0, 0]
    const placement = placementNamed('random', {})({ rules: [], random: new Streams('oak').stream('place') })
    for (let i = 0; i < 3000; i++) {
      const cluster = clusterWithFree([
        [1, 100],
        [0, 400],
        [4, 400],
        [2, 100],
      ])
      const job = cluster.addJob({ cpuMilli: 1000, memoryMiB: 100, state: TaskState.Pending })
      const claims = new Claims()
      placement.place(View.live(cluster.machines), job, 1, claims, cluster)
      counts[claims.machine[0]!]!++
    }
    // A third each; the standard deviation of a count is √(3000 × 1/3 × 2/3) = 26.
    expect(counts[1]).toBe(0)
    for (const count of [counts[0]!, counts[2]!, counts[3]!])
      expect(Math.abs(count - 1000)).toBeLessThan(4 * 26)
  })

  it('are known by name, or brought by a file; another name is told what there is', () => {
    expect(() => placementNamed('frist-fit', {})).toThrowErrorMatchingInlineSnapshot(
      `[SwitchyardError: No place policy is called 'frist-fit'; known are first-fit, next-fit, best-fit, worst-fit, random, alignment, or name a policy file that exports 'place'.]`,
    )
  })
})
