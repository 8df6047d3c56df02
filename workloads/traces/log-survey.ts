import type { Time } from '../../sim/engine/time.ts'
import { JobBatch } from '../../sim/world/batch.ts'
import { KeptJobs } from './kept-jobs.ts'
import type { LineBlockOptions } from './line-blocks.ts'
import type { LineFaults } from './trace-faults.ts'
import { TraceError } from './trace-faults.ts'

/** How a log is read; the defaults serve, tests make them small. */
export interface LogReading extends LineBlockOptions {
  /** Bytes of jobs kept in memory; a longer log is read twice. */
  readonly keepBytes?: number
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

/** What the first reading keeps, so that most logs are read once: some two million jobs. */
const KEEP_BYTES = 2 ** 25

/**
 * Reads a log to its end before anything is simulated, so that a bad line is reported now and not hours later.
 *
 * A log whose jobs take up to `keepBytes` stays in memory; a longer one is read a second time, in bounded memory. A log that
 * is out of order is loaded whole and sorted, because its next job may stand on its last line.
 */
export async function survey<Pass extends LogPass>(
  begin: () => Pass,
  keepBytes = KEEP_BYTES,
): Promise<Survey<Pass>> {
  const pass = begin()
  const kept = new KeptJobs()
  let jobs = 0
  let firstSubmit = Number.POSITIVE_INFINITY
  let lastSubmit = Number.NEGATIVE_INFINITY
  let inOrder = true
  const batch = new JobBatch()
  do {
    batch.clear()
    await pass.fill(batch)
    for (let row = 0; row < batch.count; row++) {
      const submit = batch.submit[row]!
      if (submit < lastSubmit) inOrder = false
      else lastSubmit = submit
      if (submit < firstSubmit) firstSubmit = submit
    }
    // Once a job is not kept, none is.
    if (kept.count === jobs && batch.count > 0) kept.keep(batch)
    jobs += batch.count
    if (kept.bytes > keepBytes) kept.drop()
  } while (batch.full)
  pass.faults.throwIfAny()
  let source: JobSource = kept
  if (jobs > kept.count) source = inOrder ? new StreamedJobs(begin(), jobs) : await loaded(begin(), jobs)
  if (!inOrder) (source as KeptJobs).sort()
  return { pass, jobs, firstSubmit, lastSubmit, read: batch => source.read(batch) }
}

async function loaded(pass: LogPass, jobs: number): Promise<KeptJobs> {
  const kept = new KeptJobs()
  const batch = new JobBatch()
  do {
    batch.clear()
    await pass.fill(batch)
    if (batch.count > 0) kept.keep(batch)
  } while (batch.full)
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
