import type { Time } from '../../sim/engine/time.ts'
import { JobBatch } from '../../sim/world/batch.ts'
import { KeptJobs } from './kept-jobs.ts'
import type { LineBlockOptions } from './line-blocks.ts'
import type { LineFaults } from './trace-faults.ts'
import { TraceError } from './trace-faults.ts'

/** How a log is read; the defaults serve, tests make them small. */
export interface LogReading extends LineBlockOptions {
  /** Jobs kept in memory; a longer log is read twice. */
  readonly keepJobs?: number
}

/** One reading of a log from its first line to its last. */
export interface LogPass {
  readonly file: string
  /** Lines so far that could not be read. */
  readonly faults: LineFaults
  /** Appends the next usable jobs, in the order of the log, until the batch is full; none at the end. */
  fill(batch: JobBatch): Promise<void>
}

/** Jobs in order of submission. */
export interface JobSource {
  read(batch: JobBatch): number | Promise<number>
}

export interface Survey<Pass extends LogPass> extends JobSource {
  /** The finished first reading, with all its counts. */
  readonly pass: Pass
  readonly jobs: number
  readonly firstSubmit: Time
  readonly lastSubmit: Time
}

/** Jobs that the first reading keeps, so that most logs are read once: 22 MB. */
const KEEP = 64 * 4096

/**
 * Reads a log to its end before anything is simulated, so that a bad line is reported now and not hours later.
 *
 * A log of up to `keep` jobs stays in memory; a longer one is read a second time, in bounded memory. A log that is
 * out of order is loaded whole (86 bytes a job) and sorted, because its next job may stand on its last line.
 */
export async function survey<Pass extends LogPass>(begin: () => Pass, keep = KEEP): Promise<Survey<Pass>> {
  const pass = begin()
  const kept = new KeptJobs()
  let jobs = 0
  let firstSubmit = Number.POSITIVE_INFINITY
  let lastSubmit = Number.NEGATIVE_INFINITY
  let inOrder = true
  for (let batch = new JobBatch(); ; ) {
    await pass.fill(batch)
    for (let row = 0; row < batch.count; row++) {
      const submit = batch.submit[row]!
      if (submit < lastSubmit) inOrder = false
      else lastSubmit = submit
      if (submit < firstSubmit) firstSubmit = submit
    }
    jobs += batch.count
    const full = batch.full
    if (jobs <= keep && batch.count > 0) {
      kept.keep(batch)
      if (full) batch = new JobBatch()
    }
    if (!full) break
    batch.clear()
  }
  pass.faults.throwIfAny()
  let source: JobSource = kept
  if (jobs > kept.count) source = inOrder ? new StreamedJobs(begin(), jobs) : await loaded(begin(), jobs)
  if (!inOrder) (source as KeptJobs).sort()
  return { pass, jobs, firstSubmit, lastSubmit, read: batch => source.read(batch) }
}

async function loaded(pass: LogPass, jobs: number): Promise<KeptJobs> {
  const kept = new KeptJobs()
  for (;;) {
    const batch = new JobBatch()
    await pass.fill(batch)
    if (batch.count > 0) kept.keep(batch)
    if (!batch.full) break
  }
  expectSame(pass.file, jobs, kept.count)
  return kept
}

/** The second reading of a long log. */
class StreamedJobs implements JobSource {
  readonly #pass: LogPass
  readonly #expected: number
  #jobs = 0

  constructor(pass: LogPass, expected: number) {
    this.#pass = pass
    this.#expected = expected
  }

  async read(batch: JobBatch): Promise<number> {
    batch.clear()
    await this.#pass.fill(batch)
    this.#jobs += batch.count
    if (!batch.full) expectSame(this.#pass.file, this.#expected, this.#jobs)
    return batch.count
  }
}

function expectSame(file: string, expected: number, found: number): void {
  if (found === expected) return
  throw new TraceError(file, [
    `${file}: found ${found} usable jobs at the second reading, expected the ${expected} of the first: the file changed`,
  ])
}
