/**
 * Jobs of Chronos by the clock, and those that depend on them: what it remembers of them, and their runs.
 */
import type { Instant } from '../../calendar/zone.ts'
import type { OwnJobs } from '../../own-jobs.ts'
import type { Flags } from '../era.ts'
import type { Job } from '../job.ts'
import { JobBook } from '../job-book.ts'
import type { RepeatedJob } from './repeated-jobs.ts'
import { Work } from './work.ts'

export class ClockJobs {
  readonly book: JobBook
  readonly #jobs: readonly RepeatedJob[]
  readonly #own: OwnJobs

  constructor(jobs: readonly RepeatedJob[], flags: Flags, own: OwnJobs) {
    this.book = new JobBook(flags)
    this.#jobs = jobs
    this.#own = own
    for (const { definition } of jobs) this.book.register(definition)
  }

  /** A run of one of them that arrives now; `round` is when the first of those was due that let it run. */
  run(definition: Job, round: Instant): Work {
    const { spec } = this.#jobs.find(job => job.definition === definition)!
    return new Work(this.#own.add(spec), this.book, [definition], round)
  }

  /** How often parents have ended is stored nowhere. */
  forgetCounts(): void {
    for (const { definition } of this.#jobs) this.book.started(definition.name)
  }
}
