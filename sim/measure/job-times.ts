import { NEVER, SECOND, type Time } from '../engine/time.ts'
import { type JobId, NONE } from '../world/handles.ts'
import type { Jobs } from '../world/jobs.ts'
import { JobEnd, TaskState } from '../world/lifecycle.ts'
import type { MeasuredGroup } from './measured-group.ts'

/** Shortest run time that a slowdown is measured against (Feitelson 2001: 10 s). */
const SLOWDOWN_BOUND = 10 * SECOND

/**
 * The times of single jobs: waits, responses, slowdowns, times in queue.
 *
 * Every job that was submitted in the window counts, a stage once it is ready. What had not happened when the job was over, or the run, counts with
 * the time so far, as a bound: leaving it out would make the numbers of an overloaded system those of its luckiest jobs.
 */
export class JobTimes {
  private readonly jobs: Jobs
  private readonly attemptedOnly: boolean

  /** `attemptedOnly`: see `ClusterOptions`. */
  constructor(jobs: Jobs, attemptedOnly: boolean) {
    this.jobs = jobs
    this.attemptedOnly = attemptedOnly
  }

  /** The first task of the job starts, or the last for the first time, or one that is both. */
  started(job: JobId, group: MeasuredGroup, now: Time, first: boolean, last: boolean): void {
    const wait = now - this.jobs.readyAt[job]!
    group.waits.of(first, last).push(this.jobs.submit[job]!, wait)
  }

  /** The job is over. One that failed or was cancelled has no response; the waits that it did not end are bounds. */
  ended(job: JobId, group: MeasuredGroup, now: Time): void {
    const { jobs } = this
    if (jobs.lastStart[job]! < 0) this.waitsSoFar(job, group, now)
    this.attemptsOf(job, group, now, false)
    if (jobs.end[job] !== JobEnd.Finished) return
    const submit = jobs.submit[job]!
    const end = jobs.lastEnd[job]!
    group.response.push(submit, end - submit)
    group.boundedSlowdown.push(submit, this.slowdown(job, end))
  }

  /** The run is over and the job is not. A service has no end to come; a job whose tasks are being killed will not finish. */
  unfinished(job: JobId, group: MeasuredGroup, now: Time): void {
    const { jobs } = this
    if (jobs.lastStart[job]! < 0) this.waitsSoFar(job, group, now)
    this.attemptsOf(job, group, now, true)
    const ending = jobs.end[job] !== JobEnd.Open
    if (ending || jobs.duration[job] !== NEVER) group.endsToCome++
    if (ending || jobs.duration[job] === NEVER) return
    const response = now - jobs.submit[job]!
    const slowdown = this.slowdown(job, now)
    group.response.pushAtLeast(jobs.submit[job]!, response)
    group.boundedSlowdown.pushAtLeast(jobs.submit[job]!, slowdown)
  }

  /** A scheduler's first attempt at the job is over. */
  attempted(job: JobId, group: MeasuredGroup): void {
    group.queueFirst.push(this.jobs.firstAttempt[job]!)
  }

  /**
   * Waits that have not ended: at least so long. A stage that never became ready had not begun to wait, and is counted
   * apart: a bound of 0 would say nothing, and leave no quantile known.
   */
  private waitsSoFar(job: JobId, group: MeasuredGroup, now: Time): void {
    const { jobs } = this
    const submit = jobs.submit[job]!
    const ready = jobs.readyAt[job]!
    if (!this.hasBegunToWait(job)) {
      group.jobsNeverReady++
      return
    }
    const since = ready >= 0 ? ready : submit
    group.waits.of(jobs.firstStart[job]! < 0, true).pushAtLeast(submit, now - since)
  }

  /**
   * Slowdown of a job that ends, or goes on, at this time: about what a scheduler adds to a job that could run, so that
   * waiting for parents is no part of it.
   */
  private slowdown(job: JobId, end: Time): number {
    const { jobs } = this
    const ready = jobs.readyAt[job]!
    const since = ready >= 0 ? ready : jobs.pipeline[job] === NONE ? jobs.submit[job]! : end
    return Math.max(1, (end - since) / Math.max(jobs.duration[job]!, SLOWDOWN_BOUND))
  }

  /** Time in queues and attempts; of a job that still has tasks to launch when the run ends they are bounds. */
  private attemptsOf(job: JobId, group: MeasuredGroup, now: Time, unfinished: boolean): void {
    const { jobs } = this
    const attempts = jobs.attempts[job]!
    if (attempts > group.attemptsMax) group.attemptsMax = attempts
    if (this.attemptedOnly) {
      if (attempts === 0) return
      group.queueTotal.push(jobs.queued[job]!)
      group.attempts.push(attempts)
      return
    }
    if (attempts === 0 && !this.hasBegunToWait(job)) return
    const since = jobs.queuedAt[job]!
    const queued = jobs.queued[job]! + (since >= 0 ? now - since : 0)
    if (attempts === 0) {
      // In hand when the run ends, its time before the first attempt is known; never taken out of a queue, it is not.
      if (jobs.firstAttempt[job]! >= 0) group.queueFirst.push(jobs.firstAttempt[job]!)
      else group.queueFirst.pushAtLeast(queued)
    }
    // What pauses before it is launched again will queue again.
    if (unfinished && jobs.count(job, TaskState.Pending) + jobs.count(job, TaskState.Waiting) > 0) {
      group.queueTotal.pushAtLeast(queued)
      if (attempts > 0) group.attempts.pushAtLeast(attempts)
    } else {
      group.queueTotal.push(queued)
      if (attempts > 0) group.attempts.push(attempts)
    }
  }

  /**
   * A stage waits from being ready on, a plain job from its submission, also while its framework has not heard of it. A cron
   * run that was skipped never waits.
   */
  private hasBegunToWait(job: JobId): boolean {
    const { jobs } = this
    if (jobs.readyAt[job]! >= 0) return true
    return jobs.pipeline[job] === NONE && (jobs.cron[job] === NONE || jobs.end[job] !== JobEnd.Cancelled)
  }
}
