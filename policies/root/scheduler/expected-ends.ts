import type { Cluster } from '../../../sim/cluster.ts'
import { NEVER, type Time } from '../../../sim/engine/time.ts'
import { type JobId, NONE } from '../../../sim/world/handles.ts'
import { longer } from '../../../sim/world/rows.ts'

/** When the head of a queue can start, and what is free beside it then. */
export interface Shadow {
  time: Time
  spareCpuMilli: number
  spareMemoryMiB: number
}

/**
 * What running tasks are expected to give back, and when, by their users' estimates: a list sorted by time, one entry
 * for the tasks of a job that started together.
 */
export class ExpectedEnds {
  readonly shadow: Shadow = { time: NEVER, spareCpuMilli: 0, spareMemoryMiB: 0 }
  /** The job whose shadow the backfill policy was told last: all lines of a scheduler share one policy. */
  shadowOf: JobId = NONE
  private count = 0
  private time = new Float64Array(64)
  private job = new Int32Array(64)
  private tasks = new Int32Array(64)
  private readonly cluster: Cluster

  constructor(cluster: Cluster) {
    this.cluster = cluster
  }

  /** So many tasks of the job start at `start`. */
  add(job: JobId, tasks: number, start: Time): void {
    if (this.count === this.time.length) {
      this.time = longer(this.time, this.count * 2)
      this.job = longer(this.job, this.count * 2)
      this.tasks = longer(this.tasks, this.count * 2)
    }
    const time = start + this.cluster.jobs.estimate[job]!
    const at = this.after(time)
    this.time.copyWithin(at + 1, at, this.count)
    this.job.copyWithin(at + 1, at, this.count)
    this.tasks.copyWithin(at + 1, at, this.count)
    this.time[at] = time
    this.job[at] = job
    this.tasks[at] = tasks
    this.count++
  }

  /** One task of the job, placed so that it was to start at `start`, is over. */
  remove(job: JobId, start: Time): void {
    const time = start + this.cluster.jobs.estimate[job]!
    for (let i = this.after(time) - 1; i >= 0 && this.time[i] === time; i--) {
      if (this.job[i] !== job) continue
      if (--this.tasks[i]! > 0) return
      this.time.copyWithin(i, i + 1, this.count)
      this.job.copyWithin(i, i + 1, this.count)
      this.tasks.copyWithin(i, i + 1, this.count)
      this.count--
      return
    }
  }

  /**
   * When so much will be free if it is `freeCpuMilli`, `freeMemoryMiB` now: the shadow time of a job, NEVER if the
   * running tasks do not give enough. Tasks past their estimate are expected to end at any moment.
   */
  find(cpuMilli: number, memoryMiB: number, freeCpuMilli: number, freeMemoryMiB: number): Shadow {
    const { jobs, now } = this.cluster
    const { shadow } = this
    let cpu = freeCpuMilli
    let memory = freeMemoryMiB
    let i = 0
    let time = now
    while (cpu < cpuMilli || memory < memoryMiB) {
      if (i === this.count) {
        time = NEVER
        break
      }
      time = this.time[i]!
      for (; i < this.count && this.time[i] === time; i++) {
        cpu += this.tasks[i]! * jobs.cpuMilli[this.job[i]!]!
        memory += this.tasks[i]! * jobs.memoryMiB[this.job[i]!]!
      }
    }
    shadow.time = Math.max(now, time)
    shadow.spareCpuMilli = cpu - cpuMilli
    shadow.spareMemoryMiB = memory - memoryMiB
    return shadow
  }

  /** What is expected to end, in order of time: so many tasks of a job each. */
  each(told: (job: JobId, tasks: number, end: Time) => void): void {
    for (let i = 0; i < this.count; i++) told(this.job[i]!, this.tasks[i]!, this.time[i]!)
  }

  /** First index whose time is later. */
  private after(time: Time): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.time[middle]! <= time) low = middle + 1
      else high = middle
    }
    return low
  }
}
