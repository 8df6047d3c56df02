import { describe, expect, it } from 'vitest'
import { ExpectedEnds } from '../../../../policies/root/scheduler/expected-ends.ts'
import { NEVER } from '../../../../sim/engine/time.ts'
import { idleCluster } from '../../../support/idle-cluster.ts'
import { machinesOf } from '../../../support/watched-run.ts'

/** Jobs of tasks that hold one core and 10 MiB, two and 5, four and 40, and are estimated at 100, 50 and 70. */
function three() {
  const cluster = idleCluster(machinesOf(1, 100))
  const ends = new ExpectedEnds(cluster)
  const jobs = [
    cluster.addJob({ cpuMilli: 1000, memoryMiB: 10, estimate: 100, tasks: 9 }),
    cluster.addJob({ cpuMilli: 2000, memoryMiB: 5, estimate: 50, tasks: 9 }),
    cluster.addJob({ cpuMilli: 4000, memoryMiB: 40, estimate: 70, tasks: 9 }),
  ] as const
  const told = () => {
    const all: (readonly [job: number, tasks: number, end: number])[] = []
    ends.each((job, tasks, end) => all.push([jobs.indexOf(job), tasks, end]))
    return all
  }
  return { cluster, ends, jobs, told }
}

describe('what is expected to end', () => {
  it('stands in order of time, of one time in the order in which it came', () => {
    const { ends, jobs, told } = three()
    ends.add(jobs[0], 2, 0)
    ends.add(jobs[1], 3, 10)
    ends.add(jobs[2], 1, 30)
    ends.add(jobs[1], 1, 50)
    expect(told()).toEqual([
      [1, 3, 60],
      [0, 2, 100],
      [2, 1, 100],
      [1, 1, 100],
    ])
  })

  it('is there until all tasks that started together are over', () => {
    const { ends, jobs, told } = three()
    ends.add(jobs[0], 2, 0)
    ends.add(jobs[2], 1, 30)
    ends.add(jobs[0], 1, 20)
    ends.remove(jobs[0], 0)
    expect(told()).toEqual([
      [0, 1, 100],
      [2, 1, 100],
      [0, 1, 120],
    ])
    ends.remove(jobs[0], 0)
    expect(told()).toEqual([
      [2, 1, 100],
      [0, 1, 120],
    ])
    // Nobody is expected to end at that time, or none of the job is.
    ends.remove(jobs[0], 5)
    ends.remove(jobs[1], 50)
    expect(told()).toHaveLength(2)
  })

  it('is as much as is needed', () => {
    const { ends, jobs, told } = three()
    for (let i = 99; i >= 0; i--) ends.add(jobs[0], 1, i)
    expect(told().map(([, , end]) => end)).toEqual(Array.from({ length: 100 }, (_, i) => 100 + i))
  })
})

describe('the shadow of a job', () => {
  /** At 60 six cores and 15 MiB come back, at 100 two cores and 20 MiB, then four and 40. */
  function running() {
    const all = three()
    all.ends.add(all.jobs[1], 3, 10)
    all.ends.add(all.jobs[0], 2, 0)
    all.ends.add(all.jobs[2], 1, 30)
    return all
  }
  const find = (...[cpu, memory, freeCpu, freeMemory]: [number, number, number, number]) => {
    const { time, spareCpuMilli, spareMemoryMiB } = running().ends.find(cpu, memory, freeCpu, freeMemory)
    return [time, spareCpuMilli, spareMemoryMiB]
  }

  it('is now where so much is free', () => {
    expect(find(1000, 5, 1000, 5)).toEqual([0, 0, 0])
    expect(find(1000, 5, 3000, 7)).toEqual([0, 2000, 2])
  })

  it('is when enough has ended, of cores and of memory, with all that ends at that time', () => {
    // One core and 5 MiB are free. Seven cores are from 60 on, with 20 MiB.
    expect(find(7000, 20, 1000, 5)).toEqual([60, 0, 0])
    // 21 MiB, or 7.001 cores, are from 100 on: 13 cores and 80 MiB.
    expect(find(7000, 21, 1000, 5)).toEqual([100, 6000, 59])
    expect(find(7001, 20, 1000, 5)).toEqual([100, 5999, 60])
    expect(find(13_000, 80, 1000, 5)).toEqual([100, 0, 0])
  })

  it('is never where not enough ends', () => {
    expect(find(13_001, 80, 1000, 5)[0]).toBe(NEVER)
    expect(find(13_000, 81, 1000, 5)[0]).toBe(NEVER)
  })

  it('is not before now, for what is past its estimate', () => {
    const { cluster, ends } = running()
    cluster.engine.at(
      80,
      cluster.engine.on(() => {}),
      0,
      0,
    )
    cluster.engine.run(80)
    expect(cluster.now).toBe(80)
    expect(ends.find(7000, 20, 1000, 5).time).toBe(80)
  })
})
