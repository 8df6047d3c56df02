/**
 * The indexes of an indexed Job (Kubernetes, pkg/controller/job/indexed_job_utils.go, v1.34).
 */
import type { Time } from '../../../sim/engine/time.ts'
import { JobBackoff, type JobBackoffOptions } from './job-backoff.ts'

interface IndexBook {
  readonly backoff: JobBackoff
  failures: number
}

export class JobIndexes {
  readonly succeeded = new Set<number>()
  /** Of a Job with a limit per index: those that were given up. */
  readonly failed = new Set<number>()
  readonly #completions: number
  readonly #limit: number | null
  readonly #backoff: JobBackoffOptions
  readonly #books = new Map<number, IndexBook>()

  /** @param limit failures that an index survives; null: only the Job counts them */
  constructor(completions: number, limit: number | null, backoff: JobBackoffOptions) {
    this.#completions = completions
    this.#limit = limit
    this.#backoff = backoff
  }

  get areOver(): boolean {
    return this.succeeded.size + this.failed.size >= this.#completions
  }

  podSucceeded(index: number): void {
    this.succeeded.add(index)
    this.failed.delete(index)
  }

  /** @param action `FailIndex` gives the index up at once; `Ignore` counts nothing */
  podFailed(index: number, action: 'FailIndex' | 'Ignore' | 'Count', at: Time): void {
    if (this.#limit === null || this.succeeded.has(index)) return
    const book = this.#books.get(index) ?? { backoff: new JobBackoff(this.#backoff), failures: 0 }
    this.#books.set(index, book)
    book.backoff.failed(at)
    if (action === 'Count') book.failures++
    if (action === 'FailIndex' || book.failures > this.#limit) this.failed.add(index)
  }

  /**
   * The lowest indexes that want a pod, at most so many; those of `held` have one. One that waits for its back-off keeps its place:
   * no later index takes it.
   */
  pending(count: number, held: ReadonlySet<number>): number[] {
    const found: number[] = []
    for (let index = 0; index < this.#completions && found.length < count; index++)
      if (!this.succeeded.has(index) && !this.failed.has(index) && !held.has(index)) found.push(index)
    return found
  }

  /** Before this no pod is created for the index; 0 without failures. */
  until(index: number): Time {
    return this.#books.get(index)?.backoff.until ?? 0
  }
}
