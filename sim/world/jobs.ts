/**
 * The table of jobs.
 *
 * Longer than 300 lines: every column is named where it is described, where it is first written and where it grows.
 */
import { InvariantError } from '../errors.ts'
import type { JobBatch } from './batch.ts'
import { type FrameworkId, type JobId, NONE } from './handles.ts'
import { JobEnd, mayMove, ON_ROW, Pending, STATES, stateName, type TaskState } from './lifecycle.ts'
import { longer, NO_BYTES, NO_FLOATS, NO_INTS, Rows } from './rows.ts'
import { Slots } from './slots.ts'
import { Specs } from './specs.ts'

const { Open } = JobEnd
/** Mark of a row that belongs to no job. */
const GONE = 255

/**
 * The jobs that are not over, one row a job; rows are used again. Columns are read freely; only the cluster writes.
 *
 * What a job asks for is written once, on arrival. How far it has come is counted: `inState[job * STATES + s]` tasks
 * are in state `s`, and the counts add up to `tasks`.
 */
export class Jobs {
  /** Which rows are in use. */
  readonly rows: Rows
  readonly specs = new Specs()
  /** Numbers of the tasks of jobs that are `numbered`. */
  readonly slots = new Slots()
  /** Hold every move to the life cycle; set by `--check`. */
  checksMoves = false
  /** Grows when a row is given to another job: a handle with an old generation is stale. */
  generation: Int32Array = NO_INTS
  /**
   * 1: it has, or had, what few jobs have: it is a stage, hosts a scheduler, has numbered tasks, machines prepared for it, or it was
   * given up. Only of such a job the columns of these are written anew for the next job of the row.
   */
  private special: Uint8Array = NO_BYTES
  /** The job's number in its source, for people; not a handle. */
  id: Float64Array = NO_FLOATS
  /** The framework that takes the job. */
  framework: Int32Array = NO_INTS
  /** Index into the names of `world.classes`. */
  jobClass: Int32Array = NO_INTS
  /** When it arrived. */
  submit: Float64Array = NO_FLOATS
  /** How many identical tasks it has. */
  tasks: Int32Array = NO_INTS
  /** How many it should have: fewer than it has while some are being killed because it was made smaller. */
  wanted: Int32Array = NO_INTS
  /** 1: its tasks have slots, by which somebody tells them apart. */
  numbered: Uint8Array = NO_BYTES
  /** Thousandths of a core that one task holds. */
  cpuMilli: Float64Array = NO_FLOATS
  /** Mebibytes that one task holds. */
  memoryMiB: Float64Array = NO_FLOATS
  /** What one task asks for beyond cores and memory, by number; see extras.ts. */
  extra: Int32Array = NO_INTS
  /** Number of all that one task asks for, shared with jobs alike. */
  spec: Int32Array = NO_INTS
  /** How long one task runs if nothing fails; NEVER for a service. No scheduler of a real cluster knows it. */
  duration: Float64Array = NO_FLOATS
  /** The user's estimate of the duration; equal to it where there is none. */
  estimate: Float64Array = NO_FLOATS
  /** Mean time between failures of one running task; NEVER if it does not fail by itself. */
  meanTimeToFailure: Float64Array = NO_FLOATS
  /** So many launches fail in any case, the first of them, each after so long. No scheduler of a real cluster knows it. */
  failingLaunches: Int32Array = NO_INTS
  /** Of a job without such launches, any number. */
  failsAfter: Float64Array = NO_FLOATS
  /** Larger goes first under the priority order. */
  priority: Int32Array = NO_INTS
  /** The user, NONE if unknown. */
  user: Int32Array = NO_INTS
  /** 1: all tasks start together or not at all. */
  gang: Uint8Array = NO_BYTES
  /** Number of the cron job that it is a run of, NONE: of none; and its `Concurrency`, where it is of one. */
  cron: Int32Array = NO_INTS
  concurrency: Uint8Array = NO_BYTES
  /** Handle of the pipeline it is a stage of, NONE for a plain job. */
  pipeline: Int32Array = NO_INTS
  /** Its number among the stages of its pipeline. */
  stage: Int32Array = NO_INTS
  /** Its number in the order in which jobs arrived: the same under every policy. -1: a hosted scheduler. */
  arrival: Int32Array = NO_INTS
  /** Seed of the job's luck; see chance.ts. */
  luck: Int32Array = NO_INTS
  /** Framework whose scheduler this job's task is; NONE for every other job. */
  hosts: Int32Array = NO_INTS

  /** Tasks by state, ten entries a job: `inState[job * 10 + state]`; `count` reads it. */
  inState: Int32Array = NO_INTS
  /** Pending tasks that a decision has claimed and nobody has judged yet. */
  claimed: Int32Array = NO_INTS
  /** Launches so far: the number of the next launch, by which its luck is drawn. */
  launches: Int32Array = NO_INTS
  /** Times that a machine began to prepare for a task of it: the number by which the luck of start-up steps is drawn. */
  preparations: Int32Array = NO_INTS
  /** When its tasks became ready; -1 before. */
  readyAt: Float64Array = NO_FLOATS
  /** When its first task started; -1 before. */
  firstStart: Float64Array = NO_FLOATS
  /** When all of its tasks had started for the first time; -1 before. */
  lastStart: Float64Array = NO_FLOATS
  /** When the last of its tasks that are over ended; -1 before. */
  lastEnd: Float64Array = NO_FLOATS
  /** Work of tasks that are over and were not launched again, and of those that finished; thousandths of a core × µs. */
  workSpent: Float64Array = NO_FLOATS
  workDone: Float64Array = NO_FLOATS
  /** Task failures so far, for retry limits. */
  failures: Int32Array = NO_INTS
  /** JobEnd that the job has come to, or is coming to while its last tasks are being killed. */
  end: Uint8Array = NO_BYTES
  /** Number of the failure that ended it (see failures.ts); NONE. */
  cause: Int32Array = NO_INTS

  /** Since when it waits in a queue, -1 while it does not. */
  queuedAt: Float64Array = NO_FLOATS
  /** Time spent in queues before that. */
  queued: Float64Array = NO_FLOATS
  /** Decisions on it that are over. */
  attempts: Int32Array = NO_INTS
  /** Time in queue before its first attempt began; -1 before. */
  firstAttempt: Float64Array = NO_FLOATS
  /** First of its tasks that have a row; follow with `Tasks.nextOfJob`. */
  firstTask: Int32Array = NO_INTS

  constructor(capacity = 256) {
    this.rows = new Rows(capacity, size => this.grow(size))
  }

  /** Takes a row for row `from` of the batch; all of its tasks are counted in `state`. */
  add(batch: JobBatch, from: number, framework: FrameworkId, luck: number, state: number): JobId {
    const job = this.rows.take()
    if (this.special[job] === 1) this.makeOrdinary(job)
    this.id[job] = batch.id[from]!
    this.framework[job] = framework
    this.jobClass[job] = batch.jobClass[from]!
    this.submit[job] = batch.submit[from]!
    this.tasks[job] = batch.tasks[from]!
    this.wanted[job] = batch.tasks[from]!
    this.cpuMilli[job] = Math.ceil(batch.cpuMilli[from]!)
    this.memoryMiB[job] = Math.ceil(batch.memoryMiB[from]!)
    this.extra[job] = batch.extra[from]!
    this.spec[job] = this.specs.take(this.cpuMilli[job]!, this.memoryMiB[job]!, this.extra[job]!)
    this.duration[job] = batch.duration[from]!
    this.estimate[job] = batch.estimate[from]!
    this.meanTimeToFailure[job] = batch.meanTimeToFailure[from]!
    this.failingLaunches[job] = batch.failingLaunches[from]!
    if (this.failingLaunches[job]! > 0) this.failsAfter[job] = batch.failsAfter[from]!
    this.priority[job] = batch.priority[from]!
    this.user[job] = batch.user[from]!
    this.gang[job] = batch.gang[from]!
    this.cron[job] = batch.cron[from]!
    if (this.cron[job] !== NONE) this.concurrency[job] = batch.concurrency[from]!
    this.arrival[job] = NONE
    this.luck[job] = luck
    const { inState } = this
    const states = job * STATES
    // `fill` is a call out of compiled code, which takes longer than so few stores.
    for (let i = 0; i < STATES; i++) inState[states + i] = 0
    inState[states + state] = batch.tasks[from]!
    this.claimed[job] = 0
    this.launches[job] = 0
    this.readyAt[job] = -1
    this.firstStart[job] = -1
    this.lastStart[job] = -1
    this.lastEnd[job] = -1
    this.workSpent[job] = 0
    this.workDone[job] = 0
    this.failures[job] = 0
    this.end[job] = Open
    this.queuedAt[job] = -1
    this.queued[job] = 0
    this.attempts[job] = 0
    this.firstAttempt[job] = -1
    this.firstTask[job] = NONE
    return job
  }

  private makeOrdinary(job: JobId): void {
    this.special[job] = 0
    this.numbered[job] = 0
    this.pipeline[job] = NONE
    this.stage[job] = 0
    this.hosts[job] = NONE
    this.preparations[job] = 0
    this.cause[job] = NONE
  }

  /** Has the job what few have only if it is marked so? For audits: whoever writes such a column itself forgets the mark. */
  isMarkedRight(job: JobId): boolean {
    return (
      this.special[job] === 1 ||
      (this.numbered[job] === 0 &&
        this.pipeline[job] === NONE &&
        this.stage[job] === 0 &&
        this.hosts[job] === NONE &&
        this.preparations[job] === 0 &&
        this.cause[job] === NONE)
    )
  }

  /** The job is the stage of that number of the pipeline. */
  makeStage(job: JobId, pipeline: number, stage: number): void {
    this.special[job] = 1
    this.pipeline[job] = pipeline
    this.stage[job] = stage
  }

  /** The job's task is the scheduler of that framework. */
  makeHost(job: JobId, framework: FrameworkId): void {
    this.special[job] = 1
    this.hosts[job] = framework
  }

  /** The tasks that the job gets from now on have slots. */
  makeNumbered(job: JobId): void {
    this.special[job] = 1
    this.numbered[job] = 1
  }

  /** A machine begins to prepare for a task of the job; returns how often one did before. */
  prepare(job: JobId): number {
    this.special[job] = 1
    return this.preparations[job]!++
  }

  /** The job comes to that end because of the failure of this number. */
  giveUp(job: JobId, end: JobEnd, failure: number): void {
    this.special[job] = 1
    this.end[job] = end
    this.cause[job] = failure
  }

  /** Frees the row. Its columns keep their values until another job arrives. */
  remove(job: JobId): void {
    this.generation[job]!++
    this.specs.release(this.spec[job]!)
    if (this.numbered[job] === 1) this.slots.forget(job)
    this.end[job] = GONE
    this.rows.release(job)
  }

  /** The job waits in no queue any more; the time that it did is added up. */
  leaveQueue(job: JobId, now: number): void {
    if (this.queuedAt[job]! < 0) return
    this.queued[job]! += now - this.queuedAt[job]!
    this.queuedAt[job] = -1
  }

  /** Is the row that of a job that goes on? */
  isOpen(job: JobId): boolean {
    return this.end[job] === Open
  }

  /** Does the row belong to a job? */
  isLive(job: JobId): boolean {
    return this.end[job] !== GONE
  }

  /** How many of the job's tasks are in the state. */
  count(job: JobId, state: number): number {
    return this.inState[job * STATES + state]!
  }

  /** Tasks that are pending and claimed by no decision under way: what a scheduler may still place. */
  unclaimed(job: JobId): number {
    return this.inState[job * STATES + Pending]! - this.claimed[job]!
  }

  /** How many of the job's tasks have a row: they hold a machine, or their framework has not heard that they are over. */
  onRow(job: JobId): number {
    let sum = 0
    for (const state of ON_ROW) sum += this.inState[job * STATES + state]!
    return sum
  }

  /** Gives the job another number of tasks. The difference is made up in one state: new ones come into it, others leave it. */
  resize(job: JobId, tasks: number, state: TaskState): void {
    const more = tasks - this.tasks[job]!
    this.tasks[job] = tasks
    this.inState[job * STATES + state]! += more
  }

  /** Moves `count` tasks of the job from one state to another. */
  move(job: JobId, from: TaskState, to: TaskState, count: number): void {
    if (this.checksMoves && count > 0) this.checkMove(job, from, to)
    this.inState[job * STATES + from]! -= count
    this.inState[job * STATES + to]! += count
  }

  private checkMove(job: JobId, from: TaskState, to: TaskState): void {
    if (mayMove(from, to)) return
    throw new InvariantError(
      `A task of job ${this.id[job]} was to go from ${stateName(from)} to ${stateName(to)}, which no task may.`,
    )
  }

  private grow(capacity: number): void {
    const float = (column: Float64Array) => longer(column, capacity)
    const int = (column: Int32Array) => longer(column, capacity)
    const byte = (column: Uint8Array) => longer(column, capacity)
    const before = this.generation.length
    this.generation = int(this.generation)
    // What a row holds that was never used is no more than what a special job left there.
    this.special = byte(this.special).fill(1, before)
    this.id = float(this.id)
    this.framework = int(this.framework)
    this.jobClass = int(this.jobClass)
    this.submit = float(this.submit)
    this.tasks = int(this.tasks)
    this.wanted = int(this.wanted)
    this.numbered = byte(this.numbered)
    this.cpuMilli = float(this.cpuMilli)
    this.memoryMiB = float(this.memoryMiB)
    this.extra = int(this.extra)
    this.spec = int(this.spec)
    this.duration = float(this.duration)
    this.estimate = float(this.estimate)
    this.meanTimeToFailure = float(this.meanTimeToFailure)
    this.failingLaunches = int(this.failingLaunches)
    this.failsAfter = float(this.failsAfter)
    this.priority = int(this.priority)
    this.user = int(this.user)
    this.gang = byte(this.gang)
    this.cron = int(this.cron)
    this.concurrency = byte(this.concurrency)
    this.pipeline = int(this.pipeline)
    this.stage = int(this.stage)
    this.arrival = int(this.arrival)
    this.luck = int(this.luck)
    this.hosts = int(this.hosts)
    this.inState = longer(this.inState, capacity * STATES)
    this.claimed = int(this.claimed)
    this.launches = int(this.launches)
    this.preparations = int(this.preparations)
    this.readyAt = float(this.readyAt)
    this.firstStart = float(this.firstStart)
    this.lastStart = float(this.lastStart)
    this.lastEnd = float(this.lastEnd)
    this.workSpent = float(this.workSpent)
    this.workDone = float(this.workDone)
    this.failures = int(this.failures)
    this.end = byte(this.end)
    this.cause = int(this.cause)
    this.queuedAt = float(this.queuedAt)
    this.queued = float(this.queued)
    this.attempts = int(this.attempts)
    this.firstAttempt = float(this.firstAttempt)
    this.firstTask = int(this.firstTask)
  }
}
