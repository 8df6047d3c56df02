/**
 * What Chronos remembers of each job, and what it does when a task of it ends (JobScheduler.scala, 2.4.0 and c1348dd).
 */
import type { Time } from '../../sim/engine/time.ts'
import type { Flags } from './era.ts'
import type { Job } from './job.ts'
import { JobGraph } from './job-graph.ts'

export interface Record {
  readonly job: Job
  readonly successCount: number
  readonly errorCount: number
  readonly errorsSinceLastSuccess: number
  readonly lastSuccess: Time | null
  readonly lastError: Time | null
  readonly disabled: boolean
}

/** What follows the end of a task. */
export interface Outcome {
  /** Jobs to be queued at once. */
  readonly children: readonly Job[]
  /** The same job again. */
  readonly retry: { readonly attempt: number; readonly at: Time } | null
}

const NOTHING: Outcome = { children: [], retry: null }

export class JobBook {
  readonly graph = new JobGraph()
  readonly #flags: Flags
  readonly #records = new Map<string, Record>()

  constructor(flags: Flags) {
    this.#flags = flags
  }

  /** Jobs before their children. False if a parent is unknown. */
  register(job: Job): boolean {
    this.graph.add(job.name)
    this.#records.set(job.name, {
      job,
      successCount: 0,
      errorCount: 0,
      errorsSinceLastSuccess: 0,
      lastSuccess: null,
      lastError: null,
      disabled: job.disabled,
    })
    return job.runs.by === 'schedule' || this.graph.setParents(job.name, job.runs.parents)
  }

  /** The definition is another; counts and edges stay. */
  replace(job: Job): void {
    const record = this.#records.get(job.name)!
    this.#records.set(job.name, { ...record, job, disabled: job.disabled })
  }

  get(name: string): Record | undefined {
    return this.#records.get(name)
  }

  get jobs(): Iterable<Record> {
    return this.#records.values()
  }

  /** Mesos has the task. */
  started(name: string): void {
    if (this.#records.get(name)?.job.runs.by === 'parents') this.graph.started(name)
  }

  /** @param isExhausted whether the job's schedule has no time left; it is disabled then */
  finished(name: string, now: Time, isExhausted = false): Outcome {
    const record = this.#records.get(name)
    if (record === undefined) return NOTHING
    this.#records.set(name, {
      ...record,
      successCount: record.successCount + 1,
      errorsSinceLastSuccess: 0,
      lastSuccess: now,
      disabled: record.disabled || isExhausted,
    })
    return { children: this.#children(name), retry: null }
  }

  /**
   * Failed or lost. There is another attempt if some are left and the job is in good standing: it never ran out of attempts, or
   * has succeeded since.
   */
  failed(name: string, attempt: number, now: Time): Outcome {
    const record = this.#records.get(name)
    if (record === undefined) return NOTHING
    const { lastError, lastSuccess, job } = record
    const inGoodStanding = lastError === null || (lastSuccess !== null && lastSuccess >= lastError)
    if (attempt < job.retries && inGoodStanding)
      return { children: [], retry: { attempt: attempt + 1, at: now + this.#flags.failureRetryDelay } }
    const errors = record.errorsSinceLastSuccess + 1
    const limit = this.#flags.disableAfterFailures
    this.#records.set(name, {
      ...record,
      errorCount: record.errorCount + 1,
      errorsSinceLastSuccess: errors,
      lastError: now,
      disabled: limit > 0 && errors >= limit,
    })
    return { children: job.softError ? this.#children(name) : [], retry: null }
  }

  #children(name: string): Job[] {
    return this.graph.ended(name).flatMap(child => {
      const { job, disabled } = this.#records.get(child)!
      return disabled ? [] : [job]
    })
  }
}
