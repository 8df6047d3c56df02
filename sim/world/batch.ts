import type { Time } from '../engine/time.ts'

/** `failingLaunches` of a job that can never finish: a failure that is permanent. */
export const EVERY_LAUNCH = 2 ** 31 - 1

/** What becomes of a cron run that is due while another of its cron job is going on (Kubernetes: `concurrencyPolicy`). */
export const Concurrency = {
  /** Both go on. */
  Allow: 0,
  /** It does not begin, now or later. */
  Forbid: 1,
  /** The other is cancelled, and it begins. */
  Replace: 2,
} as const
export type Concurrency = (typeof Concurrency)[keyof typeof Concurrency]

/** All that have one value a row. */
const columns = [
  'id',
  'submit',
  'jobClass',
  'tasks',
  'cpuMilli',
  'memoryMiB',
  'extra',
  'duration',
  'estimate',
  'meanTimeToFailure',
  'failingLaunches',
  'failsAfter',
  'priority',
  'user',
  'gang',
  'cron',
  'concurrency',
  'pipeline',
] as const satisfies readonly (keyof JobBatch)[]

/**
 * Jobs on their way into the engine, one row a job, as columns (structure of arrays).
 *
 * A job is a number of identical tasks. A stage of a pipeline is a job with parents. Rows are in order of
 * `submit`; all stages of one pipeline stand in one batch, in consecutive rows, parents before children,
 * with the same `submit`.
 */
export class JobBatch {
  /** Rows that are valid. */
  count = 0
  readonly capacity: number
  /** The job's number in its source (SWF job number, CSV job id), for people; not a handle. */
  readonly id: Float64Array
  /** When the job arrives. */
  readonly submit: Float64Array
  /** Index into `Workload.classes`. */
  readonly jobClass: Int32Array
  /** Identical tasks of the job, at least 1. */
  readonly tasks: Int32Array
  /** Thousandths of a core that one task holds. */
  readonly cpuMilli: Float64Array
  /** Mebibytes that one task holds. */
  readonly memoryMiB: Float64Array
  /** Number of what one task asks for beyond cores and memory, as `Workload.extras` has it, from 1; 0: nothing. */
  readonly extra: Int32Array
  /** How long one task runs if nothing fails; NEVER for a service without an end. */
  readonly duration: Float64Array
  /** The user's estimate of the duration; equal to `duration` where the source has none. */
  readonly estimate: Float64Array
  /** Mean time between failures of one running task (exponential); NEVER if it does not fail by itself. */
  readonly meanTimeToFailure: Float64Array
  /** So many launches of its tasks fail in any case, the first of them; EVERY_LAUNCH: all. 0: none. */
  readonly failingLaunches: Int32Array
  /** How long a task runs in such a launch until it fails; one that is done before does not fail. */
  readonly failsAfter: Float64Array
  /** Larger goes first under the priority order. */
  readonly priority: Int32Array
  /** The user, NONE if unknown. */
  readonly user: Int32Array
  /** 1: all tasks start together or not at all. */
  readonly gang: Uint8Array
  /** Number of the cron job that it is a run of (any number, one in the workload); NONE: of none. */
  readonly cron: Int32Array
  /** What is to become of it while a run of the same cron job is still going on. */
  readonly concurrency: Uint8Array
  /** Number of the pipeline that this job is a stage of (any number, unique in the workload), NONE for a plain job. */
  readonly pipeline: Float64Array
  /** Parents of row i: `parents[parentStart[i] .. parentStart[i + 1])`, as row numbers of this batch. */
  readonly parentStart: Int32Array
  parents: Int32Array

  constructor(capacity = 4096) {
    this.capacity = capacity
    this.id = new Float64Array(capacity)
    this.submit = new Float64Array(capacity)
    this.jobClass = new Int32Array(capacity)
    this.tasks = new Int32Array(capacity)
    this.cpuMilli = new Float64Array(capacity)
    this.memoryMiB = new Float64Array(capacity)
    this.extra = new Int32Array(capacity)
    this.duration = new Float64Array(capacity)
    this.estimate = new Float64Array(capacity)
    this.meanTimeToFailure = new Float64Array(capacity)
    this.failingLaunches = new Int32Array(capacity)
    this.failsAfter = new Float64Array(capacity)
    this.priority = new Int32Array(capacity)
    this.user = new Int32Array(capacity)
    this.gang = new Uint8Array(capacity)
    this.cron = new Int32Array(capacity)
    this.concurrency = new Uint8Array(capacity)
    this.pipeline = new Float64Array(capacity)
    this.parentStart = new Int32Array(capacity + 1)
    this.parents = new Int32Array(capacity)
  }

  /** Empties the batch; columns keep stale values until `add` writes them. */
  clear(): void {
    this.count = 0
    this.parentStart[0] = 0
  }

  /** Makes room for so many rows; the batch is empty then. What submits more at once than a batch has room for needs it. */
  reserve(capacity: number): void {
    Object.assign(this, new JobBatch(Math.max(capacity, this.capacity)))
  }

  get full(): boolean {
    return this.count === this.capacity
  }

  /**
   * Appends a row with the defaults of a plain job and returns its number; the caller then writes what differs.
   * Defaults: id = row, class 0, one task, 1 core, no memory, no failures, priority 0, user NONE, no gang, no parents.
   */
  add(submit: Time, duration: Time): number {
    const row = this.count++
    this.id[row] = row
    this.submit[row] = submit
    this.jobClass[row] = 0
    this.tasks[row] = 1
    this.cpuMilli[row] = 1000
    this.memoryMiB[row] = 0
    this.extra[row] = 0
    this.duration[row] = duration
    this.estimate[row] = duration
    this.meanTimeToFailure[row] = Number.POSITIVE_INFINITY
    this.failingLaunches[row] = 0
    this.failsAfter[row] = Number.POSITIVE_INFINITY
    this.priority[row] = 0
    this.user[row] = -1
    this.gang[row] = 0
    this.cron[row] = -1
    this.concurrency[row] = Concurrency.Allow
    this.pipeline[row] = -1
    this.parentStart[row + 1] = this.parentStart[row]!
    return row
  }

  /**
   * Appends so many rows as `add` does, at least one, each submitted at 0, done at once and with 0 for its number, for a caller that
   * writes whole columns. Column by column, which is many times as fast.
   */
  addRows(rows: number): void {
    const from = this.add(0, 0)
    this.id[from] = 0
    this.count = from + rows
    for (let i = 0; i < columns.length; i++) {
      const column = this[columns[i]!]
      column.fill(column[from]!, from + 1, this.count)
    }
    this.parentStart.fill(this.parentStart[from]!, from + 1, this.count + 1)
  }

  /** Makes `parent` (an earlier row of the same pipeline) a parent of the row added last. */
  addParent(parent: number): void {
    const row = this.count - 1
    const at = this.parentStart[row + 1]!
    if (at === this.parents.length) {
      const grown = new Int32Array(at * 2)
      grown.set(this.parents)
      this.parents = grown
    }
    this.parents[at] = parent
    this.parentStart[row + 1] = at + 1
  }
}
