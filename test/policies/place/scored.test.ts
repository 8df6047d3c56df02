import { describe, expect, it } from 'vitest'
import { alignment } from '../../../policies/place/alignment.ts'
import { bestFit } from '../../../policies/place/best-fit.ts'
import { Feasible } from '../../../policies/place/feasible.ts'
import { Ranking } from '../../../policies/place/ranking.ts'
import { askedScore, scored } from '../../../policies/place/scored.ts'
import { maxPerMachine } from '../../../policies/rules/max-per-machine.ts'
import { Streams } from '../../../sim/chance/random.ts'
import type { Rule, Score } from '../../../sim/contracts.ts'
import { Claims } from '../../../sim/world/claims.ts'
import { NONE } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { ALLOWED } from '../../../sim/world/reasons.ts'
import { View } from '../../../sim/world/views.ts'
import { placementNamed } from '../../../systems/generic/named-policies.ts'
import { idleCluster } from '../../support/idle-cluster.ts'

/** By machine, how good it is; counts how often it is asked. */
function scoreOf(points: number[], reads: Score['reads']) {
  const asked: number[] = []
  const score: Score = {
    name: 'given',
    reads,
    prepare: () => ({
      score(machine) {
        asked.push(machine)
        return points[machine]!
      },
    }),
  }
  return { score, asked }
}

/** Places one task after the other, each of a job of its own, by a score. */
function placing(machines: Machines, score: Score, rules: readonly Rule[] = []) {
  const cluster = idleCluster(machines)
  const placement = scored(score)({ rules, random: new Streams('oak').stream('place') })
  const view = View.live(machines)
  return (cpuMilli: number, memoryMiB: number, tasks = 1) => {
    const job = cluster.addJob({ cpuMilli, memoryMiB, tasks, state: TaskState.Pending })
    const claims = new Claims()
    const placed = placement.place(view, job, tasks, claims, cluster)
    return [...claims.machine.subarray(0, placed)]
  }
}

const alike = (count: number, cpuMilli: number, memoryMiB: number) =>
  new Machines(new Array<number>(count).fill(cpuMilli), new Array<number>(count).fill(memoryMiB))

describe('the machine with the best score', () => {
  it('is the first of the best, and another once that is full', () => {
    const { score } = scoreOf([10, 30, 30, 20], 'decision')
    const place = placing(alike(4, 2000, 100), score)
    expect([place(1000, 10, 3), place(1000, 10, 3), place(1000, 10, 9)]).toEqual([
      [1, 1, 2],
      [2, 3, 3],
      [0, 0],
    ])
  })

  it.each(['amounts', 'machine'] as const)('by %s: those that did not change are not asked again', reads => {
    const { score, asked } = scoreOf([10, 30, 20], reads)
    const machines = new Machines([4000, 3000, 2000], [100, 100, 100])
    const place = placing(machines, score)
    const asking = (...wanted: Parameters<typeof place>) => {
      asked.length = 0
      return [place(...wanted), asked.sort()]
    }
    expect(asking(1000, 10)).toEqual([[1], [0, 1, 2]])
    // The second time all are ranked, and the one that is claimed is ranked anew; then that is enough.
    expect(asking(1000, 10)).toEqual([[1], [0, 1, 1, 2]])
    expect(asking(1000, 10)).toEqual([[1], []])
    expect(asking(1000, 10)).toEqual([[2], [2]])
    // Machine 1 is full, and comes back.
    machines.give(1, 1000, 10)
    expect(asking(1000, 10)).toEqual([[1], [1]])
  })

  it('is asked for anew in every decision where the score reads more', () => {
    const points = [10, 30]
    const { score, asked } = scoreOf(points, 'decision')
    const place = placing(alike(2, 9000, 90), score)
    expect([place(1000, 10), place(1000, 10)]).toEqual([[1], [1]])
    points[0] = 40
    asked.length = 0
    expect([place(1000, 10), asked]).toEqual([[0], [0, 1, 0]])
  })

  it('or where a rule does', () => {
    const { score } = scoreOf([10, 30], 'machine')
    const place = placing(alike(2, 9000, 90), score, [maxPerMachine(2)])
    expect([place(1000, 10, 3), place(1000, 10, 3)]).toEqual([
      [1, 1, 0],
      [1, 1, 0],
    ])
  })

  it('is one of those with room for exactly what is asked for, found by asking one machine of each state', () => {
    // Twelve machines alike are one state; each spec is asked for once.
    for (const [cpuMilli, memoryMiB] of [
      [2000, 100],
      [1999, 100],
      [2000, 99],
    ] as const)
      expect(placing(alike(12, 2000, 100), bestFit)(cpuMilli, memoryMiB)).toEqual([0])
    expect(placing(alike(12, 2000, 100), bestFit)(2001, 100)).toEqual([])
    expect(placing(alike(12, 2000, 100), bestFit)(2000, 101)).toEqual([])
  })

  it('of equal ones is the first, whichever state it is in', () => {
    // The same points everywhere. Machines 0 and 1 are fuller, so their states are found later than that of the others.
    const machines = alike(16, 2000, 100)
    const { score } = scoreOf(new Array(16).fill(50), 'amounts')
    const place = placing(machines, score)
    expect(place(10, 1)).toEqual([0])
    expect(place(20, 1)).toEqual([0])
    machines.take(0, 1970, 0)
    expect(place(30, 1)).toEqual([1])
    expect(place(40, 1)).toEqual([1])
  })

  it('is looked for anew by a user’s score, which is not forgetful', () => {
    const user = askedScore({ name: 'mine', score: (_view, machine) => machine })
    expect([user.name, user.reads]).toEqual(['mine', 'decision'])
    expect(placing(alike(3, 2000, 100), user)(1000, 10, 3)).toEqual([2, 2, 1])
    const parts = { rules: [], random: new Streams('oak').stream('place') }
    expect([scored(user)(parts).isForgetful, scored(bestFit)(parts).isForgetful]).toEqual([false, true])
  })
})

describe('a score', () => {
  /** What the machines are worth to a task of 1 core and 10 MiB: 4 cores and 20 MiB, half of each taken on the second. */
  const pointsOf = (score: Score) => {
    const machines = new Machines([4000, 4000, 0, 4000], [20, 20, 20, 0])
    machines.take(1, 2000, 10)
    const cluster = idleCluster(machines)
    const job = cluster.addJob({ cpuMilli: 1000, memoryMiB: 10, state: TaskState.Pending })
    const scorer = score.prepare(View.live(machines), job, cluster)
    return [0, 1, 2, 3].map(machine => scorer.score(machine))
  }

  it('best-fit is the mean share that is used then', () => {
    // Cores 1 of 4 and 3 of 4, memory 10 of 20 and 20 of 20. What a machine has nothing of is full.
    expect(pointsOf(bestFit)).toEqual([(25 + 50) / 2, (75 + 100) / 2, (100 + 50) / 2, (25 + 100) / 2])
  })

  it('worst-fit is the mean share that is left', () => {
    const machines = new Machines([4000, 4000], [20, 20])
    const place = placementNamed('worst-fit', {})({ rules: [], random: new Streams('oak').stream('place') })
    const cluster = idleCluster(machines)
    machines.take(0, 1000, 0)
    const job = cluster.addJob({ cpuMilli: 1000, memoryMiB: 10, tasks: 4, state: TaskState.Pending })
    const claims = new Claims()
    // 25 % less is left of the cores on machine 0, then 25 % less of the cores and 50 % less of the memory on machine 1.
    expect(place.place(View.live(machines), job, 4, claims, cluster)).toBe(4)
    expect([...claims.machine.subarray(0, 4)]).toEqual([1, 0, 1, 0])
  })

  it('alignment is the product of demand and what is free, as shares of the machine', () => {
    // 1/4 × 1 + 1/2 × 1 = 3/4, and half of that where half is free; cores alone 1/4, memory alone 1/2. Times 50.
    expect(pointsOf(alignment)).toEqual([37.5, 18.75, 25, 12.5])
  })
})

describe('a ranking', () => {
  it('counts what rules have against machines each time that it is brought up to date, as if each had been asked', () => {
    const machines = alike(4, 2000, 100)
    const cluster = idleCluster(machines)
    const told: string[] = []
    cluster.probes.add({
      reasonGiven: (reason, times) => told.push(`${times} × ${cluster.reasons.sentence(reason)}`),
    })
    const closed = new Set([1, 2])
    const rule: Rule = {
      name: 'closed',
      reads: 'machine',
      helpedBy: 'nothing',
      prepare: (_job, _claims, { reasons }) => {
        const reason = reasons.number('it is closed')
        return { allows: machine => (closed.has(machine) ? reason : ALLOWED) }
      },
    }
    const job = cluster.addJob({ cpuMilli: 2000, memoryMiB: 10, state: TaskState.Pending, tasks: 9 })
    const feasible = new Feasible([rule])
    const scorer = { score: (machine: number) => machine }
    const view = View.live(machines)
    const ranking = new Ranking()
    feasible.begin(view, job, new Claims(), cluster)
    ranking.fill(view, feasible, scorer)
    expect([ranking.best(), told]).toEqual([3, ['2 × it is closed']])
    closed.delete(2)
    machines.touch(2)
    ranking.update(view, feasible, scorer)
    expect([ranking.best(), told.at(-1)]).toEqual([3, '1 × it is closed'])
    // The one that is claimed is full after that, which is no objection.
    ranking.claim(view, 3, feasible, scorer)
    expect([ranking.best(), told.length]).toEqual([2, 2])
    ranking.claim(view, 2, feasible, scorer)
    ranking.claim(view, 0, feasible, scorer)
    expect(ranking.best()).toBe(NONE)
    ranking.update(view, feasible, scorer)
    expect(told.slice(2)).toEqual(['1 × it is closed'])
  })

  it('counts what a rule has against a machine as soon as it has, for a claim', () => {
    const machines = alike(1, 9000, 900)
    const cluster = idleCluster(machines)
    const told: number[] = []
    cluster.probes.add({ reasonGiven: (_reason, times) => told.push(times) })
    const job = cluster.addJob({ cpuMilli: 1000, memoryMiB: 10, state: TaskState.Pending, tasks: 9 })
    const feasible = new Feasible([maxPerMachine(2)])
    const view = View.live(machines)
    feasible.begin(view, job, new Claims(), cluster)
    const scorer = { score: () => 1 }
    const ranking = new Ranking()
    ranking.fill(view, feasible, scorer)
    ranking.claim(view, 0, feasible, scorer)
    expect([ranking.best(), told]).toEqual([0, []])
    ranking.claim(view, 0, feasible, scorer)
    expect([ranking.best(), told]).toEqual([NONE, [1]])
  })
})
