import type { Time } from '../engine/time.ts'
import type { JobId } from '../world/handles.ts'
import type { Jobs } from '../world/jobs.ts'
import { Placed, Preparing, Running, TaskOutcome, wasTaken } from '../world/lifecycle.ts'
import type { MeasuredGroup } from './measured-group.ts'

/**
 * How long it takes until a task that failed, or that was lost or taken away, has another in its place: for a service, how long it
 * was short of an instance. Of several of one job the oldest gap is closed first.
 */
export class Relaunches {
  private readonly jobs: Jobs
  /** When each gap that is open began, the oldest first. */
  private readonly gaps = new Map<JobId, Time[]>()

  constructor(jobs: Jobs) {
    this.jobs = jobs
  }

  /** A task of the job ended. */
  ended(job: JobId, outcome: TaskOutcome, now: Time): void {
    if (outcome !== TaskOutcome.Failed && outcome !== TaskOutcome.Lost && !wasTaken(outcome)) return
    const gaps = this.gaps.get(job)
    if (gaps === undefined) this.gaps.set(job, [now])
    else gaps.push(now)
  }

  /** A task of the job starts; those that have not run yet go before those that are launched again. */
  started(job: JobId, group: MeasuredGroup, now: Time): void {
    if (this.gaps.size === 0) return
    const gaps = this.gaps.get(job)
    if (gaps === undefined || this.jobs.launches[job]! <= this.jobs.tasks[job]!) return
    group.relaunch.push(now - gaps.shift()!)
    if (gaps.length === 0) this.gaps.delete(job)
  }

  /** The job needs fewer tasks: gaps that nobody is to close are forgotten, the newest first. */
  dropped(job: JobId): void {
    const gaps = this.gaps.get(job)
    if (gaps === undefined) return
    const { jobs } = this
    const there = jobs.count(job, Placed) + jobs.count(job, Preparing) + jobs.count(job, Running)
    gaps.length = Math.min(gaps.length, Math.max(0, jobs.tasks[job]! - there))
    if (gaps.length === 0) this.gaps.delete(job)
  }

  /** The job is over, or the run is: gaps of a job that goes on, which is measured in the group, last until then at least. */
  over(job: JobId, group: MeasuredGroup | null, end: Time): void {
    if (this.gaps.size === 0) return
    const gaps = this.gaps.get(job)
    if (gaps === undefined) return
    for (const since of gaps) group?.relaunch.pushAtLeast(end - since)
    this.gaps.delete(job)
  }
}
