/** The small machinery, held to the simplest thing that does the same. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExpectedEnds } from '../../policies/root/scheduler/expected-ends.ts'
import { JobQueue } from '../../policies/root/scheduler/job-queue.ts'
import { Standings } from '../../policies/root/scheduler/standings.ts'
import type { OrderPolicy } from '../../sim/contracts.ts'
import { Claims } from '../../sim/world/claims.ts'
import { Excerpt } from '../../sim/world/excerpt.ts'
import { TaskState } from '../../sim/world/lifecycle.ts'
import { Machines } from '../../sim/world/machines.ts'
import { Rows } from '../../sim/world/rows.ts'
import { View } from '../../sim/world/views.ts'
import { type IdleCluster, idleCluster } from '../support/idle-cluster.ts'

const seed = 1887

/** A cluster at rest with jobs of these demands, all pending. */
function clusterWith(
  demands: readonly (readonly [cpuMilli: number, memoryMiB: number, estimate?: number])[],
): IdleCluster {
  const cluster = idleCluster(new Machines([4000, 4000, 8000], [512, 1024, 256]))
  for (const [cpuMilli, memoryMiB, estimate = 1] of demands) {
    cluster.addJob({ cpuMilli, memoryMiB, estimate, state: TaskState.Pending })
  }
  return cluster
}

function excerptOf(machines: Machines, members: readonly number[]): Excerpt {
  const excerpt = new Excerpt(machines)
  for (const machine of members) excerpt.add(machine)
  return excerpt
}

describe('claims', () => {
  const claimed = fc.array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 })), { maxLength: 200 })
  const demands = [
    [0, 1],
    [3, 2],
    [7, 0],
  ] as const

  it.each(['live', 'snapshot', 'offered', 'probed'] as const)(
    'taken from a view of kind %s and undone leave it as it was, in any number',
    kind => {
      fc.assert(
        fc.property(claimed, claimed, (kept, undone) => {
          const cluster = clusterWith(demands)
          const { machines, jobs } = cluster
          const view = View[kind](machines)
          if (kind === 'snapshot') view.refresh()
          else if (kind !== 'live') view.load(excerptOf(machines, [2, 0, 1]))
          const claims = new Claims()
          const says = () => ({
            cpu: [...view.freeCpuMilli],
            memory: [...view.freeMemoryMiB],
            sums: [view.freeCpu, view.freeMemory],
            truth: [...machines.freeCpuMilli, machines.totalFreeCpuMilli],
            ...(kind !== 'live' && { version: [...view.version] }),
          })
          for (const [machine, job] of kept) claims.add(view, machine, job, jobs)
          const before = says()
          for (const [machine, job] of undone) claims.add(view, machine, job, jobs)
          claims.undo(view, kept.length)
          expect(says()).toEqual(before)
          claims.undo(view, 0)
          expect(claims.count).toBe(0)
          expect(view.freeCpu).toBe(16_000)
          expect(view.freeMemory).toBe(1792)
        }),
        { numRuns: 50, seed },
      )
    },
  )

  it('applied and reverted leave the machines as they were, but for their versions', () => {
    fc.assert(
      fc.property(claimed, list => {
        const { machines, jobs } = clusterWith(demands)
        const view = View.snapshot(machines)
        view.refresh()
        const claims = new Claims()
        for (const [machine, job] of list) claims.add(view, machine, job, jobs)
        for (let i = 0; i < claims.count; i++) claims.apply(i, machines)
        // What the snapshot says is left is what the machines have left, once all claims are applied.
        expect(machines.freeCpuMilli).toEqual(view.freeCpuMilli)
        expect(machines.version).toEqual(view.version)
        for (let i = 0; i < claims.count; i++) claims.revert(i, machines)
        expect([...machines.freeCpuMilli]).toEqual([4000, 4000, 8000])
        expect([...machines.freeMemoryMiB]).toEqual([512, 1024, 256])
        expect(machines.version.reduce((sum, version) => sum + version)).toBe(list.length)
      }),
      { numRuns: 50, seed },
    )
  })
})

describe('the queue of jobs', () => {
  const byEstimate: OrderPolicy = {
    name: 'by estimate',
    compare: (a, b, { jobs }) => jobs.estimate[a]! - jobs.estimate[b]!,
  }

  it('is a list sorted by order and entry, whatever is inserted and taken out where', () => {
    const command = fc.oneof(
      fc.record({ insert: fc.nat({ max: 3 }) }),
      fc.record({ removeAt: fc.nat({ max: 100 }) }),
      fc.constant({ removeAt: 0 }),
    )
    fc.assert(
      fc.property(fc.array(command, { maxLength: 300 }), commands => {
        const cluster = clusterWith(Array.from({ length: 300 }, () => [1, 1] as const))
        const { jobs } = cluster
        const standings = new Standings(jobs)
        const queue = new JobQueue(byEstimate, cluster, standings)
        const list: number[] = []
        let next = 0
        for (const each of commands) {
          if ('insert' in each) {
            const job = next++
            jobs.estimate[job] = each.insert
            standings.take(job, 0)
            standings.entered[job] = job
            const place = queue.insert(job)
            list.push(job)
            list.sort((a, b) => jobs.estimate[a]! - jobs.estimate[b]! || a - b)
            expect(place).toBe(list.indexOf(job))
          } else if (list.length > 0) {
            const place = each.removeAt % list.length
            queue.removeAt(place)
            const [removed] = list.splice(place, 1)
            expect(queue.placeOf(removed!)).toBe(-1)
          }
          expect(queue.length).toBe(list.length)
          expect(list.map((_, place) => queue.at(place))).toEqual(list)
          expect(list.map(job => queue.placeOf(job))).toEqual(list.map((_, place) => place))
        }
      }),
      { numRuns: 60, seed },
    )
  })

  it('sorts again by an order that has changed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })), { maxLength: 100 }),
        estimates => {
          const cluster = clusterWith(estimates.map(() => [1, 1] as const))
          const { jobs } = cluster
          const standings = new Standings(jobs)
          const queue = new JobQueue(byEstimate, cluster, standings)
          for (const [job, [first]] of estimates.entries()) {
            jobs.estimate[job] = first
            standings.take(job, 0)
            standings.entered[job] = job
            queue.insert(job)
          }
          for (const [job, [, second]] of estimates.entries()) jobs.estimate[job] = second
          queue.sort()
          const sorted = estimates
            .map((_, job) => job)
            .sort((a, b) => jobs.estimate[a]! - jobs.estimate[b]! || a - b)
          expect(sorted.map((_, place) => queue.at(place))).toEqual(sorted)
        },
      ),
      { numRuns: 60, seed },
    )
  })
})

describe('expected ends', () => {
  it('find when enough is free as a walk over all tasks would', () => {
    const started = fc.record({
      job: fc.nat({ max: 4 }),
      tasks: fc.integer({ min: 1, max: 3 }),
      start: fc.nat({ max: 3 }),
      ended: fc.nat({ max: 3 }),
    })
    const demands = [
      [1, 0, 2],
      [2, 5, 2],
      [0, 3, 0],
      [4, 1, 7],
      [3, 3, 3],
    ] as const
    fc.assert(
      fc.property(
        fc.array(started, { maxLength: 40 }),
        fc.nat({ max: 80 }),
        fc.nat({ max: 60 }),
        (list, cpu, memory) => {
          const cluster = clusterWith(demands)
          const ends = new ExpectedEnds(cluster)
          for (const { job, tasks, start } of list) ends.add(job, tasks, start)
          const running: { time: number; cpu: number; memory: number }[] = []
          for (const { job, tasks, start, ended } of list) {
            const [cpuMilli, memoryMiB, estimate] = demands[job]!
            for (let task = 0; task < tasks; task++) {
              if (task < ended) ends.remove(job, start)
              else running.push({ time: start + estimate, cpu: cpuMilli, memory: memoryMiB })
            }
          }
          running.sort((a, b) => a.time - b.time)
          let free = { cpu: 2, memory: 1 }
          let time = 0
          while ((free.cpu < cpu || free.memory < memory) && running.length > 0) {
            time = running[0]!.time
            while (running[0]?.time === time) {
              const end = running.shift()!
              free = { cpu: free.cpu + end.cpu, memory: free.memory + end.memory }
            }
          }
          if (free.cpu < cpu || free.memory < memory) time = Number.POSITIVE_INFINITY
          expect(ends.find(cpu, memory, 2, 1)).toEqual({
            time,
            spareCpuMilli: free.cpu - cpu,
            spareMemoryMiB: free.memory - memory,
          })
        },
      ),
      { numRuns: 300, seed },
    )
  })
})

describe('rows', () => {
  it('are never handed out twice, and used again before the table grows', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant(-1), fc.nat({ max: 50 })), { maxLength: 300 }), commands => {
        let capacity = 0
        const rows = new Rows(2, size => {
          expect(size).toBeGreaterThan(capacity)
          capacity = size
        })
        const taken: number[] = []
        let most = 0
        for (const command of commands) {
          if (command < 0 || taken.length === 0) {
            const row = rows.take()
            expect(taken).not.toContain(row)
            expect(row).toBeLessThan(capacity)
            taken.push(row)
          } else rows.release(taken.splice(command % taken.length, 1)[0]!)
          most = Math.max(most, taken.length)
          expect([rows.live, rows.used]).toEqual([taken.length, most])
        }
      }),
      { numRuns: 60, seed },
    )
  })
})
