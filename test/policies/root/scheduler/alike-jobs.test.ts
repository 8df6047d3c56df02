/** Jobs that ask for the same, parked: who is put in line again, and what is counted for the others. */
import { expect, it } from 'vitest'
import { fifo } from '../../../../policies/order/fifo.ts'
import { AlikeJobs } from '../../../../policies/root/scheduler/alike-jobs.ts'
import { Standings } from '../../../../policies/root/scheduler/standings.ts'
import { SECOND } from '../../../../sim/engine/time.ts'
import type { JobId } from '../../../../sim/world/handles.ts'
import { TaskState } from '../../../../sim/world/lifecycle.ts'
import { View } from '../../../../sim/world/views.ts'
import { idleCluster } from '../../../support/idle-cluster.ts'
import { monolithic, systemOf } from '../../../support/small-system.ts'
import { stagedRun, startsOf } from '../../../support/staged-run.ts'
import { machinesOf, numbersOf } from '../../../support/watched-run.ts'

/** Jobs of so many cores on one machine of four, each tried once in vain, in this order. */
function parked(cores: readonly number[], gangs: readonly number[] = []) {
  const cluster = idleCluster(machinesOf(1, 4))
  const standings = new Standings(cluster.jobs)
  const alike = new AlikeJobs(cluster, fifo, standings)
  const add = (job: JobId) => {
    cluster.jobs.attempts[job]!++
    alike.add(job, 0)
  }
  const jobs = cores.map((each, i) => {
    const tasks = gangs[i] ?? 1
    const state = TaskState.Pending
    const job = cluster.addJob({ cpuMilli: 1000 * each, tasks, gang: gangs.length > 0, state })
    standings.take(job, 0)
    standings.entered[job] = i
    add(job)
    return job
  })
  const view = View.live(cluster.machines)
  const present = () => {
    const out: JobId[] = []
    alike.present(view, job => out.push(job))
    return out
  }
  return { cluster, alike, jobs, add, present }
}

it('puts the first in line, and counts the failure of one for all of its kind', () => {
  const { cluster, alike, jobs, add, present } = parked([1, 1, 2, 1])
  const [a, b, large, c] = jobs
  expect(present()).toEqual([])
  alike.changed(0)
  expect(present()).toEqual([a])
  // Nobody else while it stands there. The next of the kind may follow when it has left the line.
  expect(present()).toEqual([])
  alike.leftLine(a!)
  expect(present()).toEqual([b])
  alike.leftLine(b!)
  add(b!)
  expect(present()).toEqual([large])
  alike.leftLine(large!)
  expect(present()).toEqual([])
  // Only c was tried with b; a and the large one were placed.
  expect(alike.takeSpared()).toBe(1)
  expect(alike.takeSpared()).toBe(0)
  alike.settle()
  expect(jobs.map(job => cluster.jobs.attempts[job])).toEqual([1, 2, 1, 2])
  expect(alike.length).toBe(2)
  expect([a, b, large, c].map(job => alike.has(job!))).toEqual([false, true, false, true])
})

it('rules out by the sums what the first has left no room for', () => {
  // Of 4 cores the first takes 2, so that one of 3 is tried in vain without a place in line, and one of 2 comes next.
  const { cluster, alike, jobs, present } = parked([2, 3, 2])
  const [a, large, b] = jobs
  alike.changed(0)
  expect(present()).toEqual([a])
  cluster.machines.take(0, 2000, 0)
  alike.leftLine(a!)
  expect(present()).toEqual([b])
  expect(alike.takeSpared()).toBe(1)
  alike.settle()
  expect(jobs.map(job => cluster.jobs.attempts[job])).toEqual([1, 2, 1])
  expect(alike.has(large!)).toBe(true)
})

it('chooses anew when the first of a kind goes before it was put in line', () => {
  const { alike, jobs, present } = parked([1, 2, 1])
  const [a, large, b] = jobs
  alike.changed(0)
  expect(present()).toEqual([a])
  alike.remove(large!)
  alike.leftLine(a!)
  expect(present()).toEqual([b])
  alike.leftLine(b!)
  expect(present()).toEqual([])
  expect(alike.length).toBe(0)
})

it('lets jobs of two kinds stand in line at once, and leave in any order', () => {
  // One core is free: b comes out. With four, a does too, which goes before it. c may follow b, but not before a, and d follows a.
  const { cluster, alike, jobs, present } = parked([2, 1, 1, 2])
  const [a, b, c, d] = jobs
  cluster.machines.take(0, 3000, 0)
  alike.changed(0)
  expect(present()).toEqual([b])
  cluster.machines.give(0, 3000, 0)
  alike.changed(0)
  expect(present()).toEqual([a])
  alike.leftLine(b!)
  expect(present()).toEqual([])
  alike.leftLine(a!)
  expect(present()).toEqual([c])
  alike.leftLine(c!)
  expect(present()).toEqual([d])
})

it('leaves parked what a machine is too small for', () => {
  const { cluster, alike, jobs, present } = parked([1, 3])
  cluster.machines.take(0, 2000, 0)
  alike.changed(0)
  expect(present()).toEqual([jobs[0]])
  alike.changedAll()
  // What all machines together have decides now: less than three cores.
  expect(present()).toEqual([])
  expect(alike.takeSpared()).toBe(1)
})

it('keeps gangs of one size together, and tries none that the sums rule out', () => {
  const { cluster, alike, jobs, present } = parked([1, 1, 1], [2, 3, 2])
  cluster.machines.take(0, 2000, 0)
  alike.changed(0)
  expect(present()).toEqual([jobs[0]])
  expect(alike.takeSpared()).toBe(1)
  alike.remove(jobs[2]!)
  alike.leftLine(jobs[0]!)
  expect(present()).toEqual([])
  expect(alike.length).toBe(1)
})

it('changes no number of a run', async () => {
  // 2 cores. Job 0 holds both until 10; jobs 1, 2 and 3 need one for 5 s, job 4 needs both. At 10 jobs 1 and 2 start, at 15 job 3,
  // at 20 job 4. Tried: job 0 once, jobs 1 and 2 on arrival and at 10, job 3 at 15 as well, job 4 at 20 as well: 1 + 2 + 2 + 3 + 4.
  const jobs = [2, 1, 1, 1, 2].map((cores, i) => ({ submit: i, run: i === 0 ? 10 : 5, cores }))
  const run = await stagedRun(systemOf(monolithic()), machinesOf(1, 2), jobs)
  expect(startsOf(run).map(each => each.replace(' on machine 0', ''))).toEqual([
    '0 s: job 0',
    '10 s: job 1',
    '10 s: job 2',
    '15 s: job 3',
    '20 s: job 4',
  ])
  expect(numbersOf(run.result)).toMatchObject({
    decisions: 12,
    attempts_without_room: 7,
    attempts_mean: 12 / 5,
    attempts_max: 4,
    queue_total_mean_s: (0 + 9 + 8 + 12 + 16) / 5,
  })
})

it('counts what was tried up to the end of the run', async () => {
  // 1 core, which job 0 holds until 10 and job 1 until 20; the run ends at 15. Jobs 1 to 3 are tried on arrival and at 10.
  const written = [0, 1, 2, 3].map(submit => ({ submit, run: 10 }))
  const root = systemOf(monolithic())
  const { cluster, result } = await stagedRun(root, machinesOf(1, 1), written, { until: 15 * SECOND })
  expect(numbersOf(result)).toMatchObject({ decisions: 7, attempts_without_room: 5 })
  const { jobs } = cluster
  const open = [0, 1, 2, 3].filter(job => jobs.isLive(job))
  expect(open.map(job => [jobs.id[job], jobs.attempts[job]])).toEqual([
    [1, 2],
    [2, 2],
    [3, 2],
  ])
})

it('knows a kind of which nobody was parked by what it asks for now', () => {
  // The only job of 3 cores is over. Specs that nobody has any more are kept, many of them; then their numbers are given again.
  const { cluster, alike, jobs, add, present } = parked([3])
  const [large] = jobs
  alike.remove(large!)
  const { specs, spec, cpuMilli } = cluster.jobs
  const first = spec[large!]!
  specs.release(first)
  let other = specs.take(1000, 0, 0)
  for (let more = 1; other !== first; more++) {
    specs.release(other)
    other = specs.take(1000 + more / 8, 0, 0)
  }
  cpuMilli[large!] = specs.cpuMilli[other]!
  expect(cpuMilli[large!]).toBeLessThan(2000)
  add(large!)
  cluster.machines.take(0, 2000, 0)
  alike.changed(0)
  expect(present()).toEqual([large])
})
