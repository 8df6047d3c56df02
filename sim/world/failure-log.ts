import type { Time } from '../engine/time.ts'

/** A failure that took jobs with it: who failed, and when. Every job that was given up or cancelled knows its number. */
export interface Failure {
  readonly number: number
  readonly at: Time
  /** The failed job's number in its source (`Jobs.id`), for its row may be gone. */
  readonly jobId: number
  /** Pipeline that the failure made impossible to finish, NONE for a plain job. */
  readonly pipeline: number
  /** Why, for people: 'a task failed 4 times', 'its framework was removed'. */
  readonly reason: string
}

/** Failures whose consequences are not over yet; the latest are kept, so that memory does not follow the run. */
export class FailureLog {
  private readonly kept: Failure[] = []
  private readonly keep: number
  /** Failures so far. */
  count = 0

  constructor(keep = 1024) {
    this.keep = keep
  }

  add(at: Time, jobId: number, pipeline: number, reason: string): Failure {
    const failure = { number: this.count++, at, jobId, pipeline, reason }
    this.kept[failure.number % this.keep] = failure
    return failure
  }

  /** The failure with this number, or null if it is too long ago. */
  get(number: number): Failure | null {
    const failure = this.kept[number % this.keep]
    return failure?.number === number ? failure : null
  }
}
