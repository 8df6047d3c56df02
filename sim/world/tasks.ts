import type { Time } from '../engine/time.ts'
import { type JobId, type MachineId, NONE, type TaskId } from './handles.ts'
import type { Jobs } from './jobs.ts'
import { type TaskOutcome, TaskState } from './lifecycle.ts'
import { longer, NO_BYTES, NO_FLOATS, NO_INTS, Rows } from './rows.ts'

/**
 * The tasks that hold a machine, or whose end their framework has not heard of; rows are used again.
 *
 * Tasks of a job, and tasks on a machine, are doubly linked lists through the table, newest first.
 */
export class Tasks {
  /** Which rows are in use. */
  readonly rows: Rows
  private readonly jobs: Jobs
  private readonly firstOnMachine: Int32Array
  /** Grows when the row is freed, so that events of the task before are recognised as stale. */
  generation: Int32Array = NO_INTS
  /** The job that it is a task of. */
  job: Int32Array = NO_INTS
  /** The machine that it runs on, or is on its way to. */
  machine: Int32Array = NO_INTS
  /**
   * 1: it has what few tasks have: a slot, another task that it runs in or that runs in it, or it was ready, prepared for, stopped or
   * killed. Only of such a task the columns of these are looked at when it ends, and written anew for the next task of the row.
   */
  special: Uint8Array = NO_BYTES
  /** The task on the same machine that it runs in, and out of whose resources it takes its own; NONE for nearly every task. */
  within: Int32Array = NO_INTS
  /** How many tasks that are not over run in it. */
  tenants: Int32Array = NO_INTS
  /** Its number among the tasks of a job that is numbered, from 0; NONE for any other job. */
  slot: Int32Array = NO_INTS
  /** A TaskState. */
  state: Uint8Array = NO_BYTES
  /** 1: of a service, and able to serve; a flag beside the state Running. */
  ready: Uint8Array = NO_BYTES
  /** TaskOutcome that is to come if nothing interferes; once Ended, the one that came. */
  outcome: Uint8Array = NO_BYTES
  /** TaskOutcome of the kill that was sent to it; 0 while none was. */
  killedAs: Uint8Array = NO_BYTES
  /** When it was placed. */
  placedAt: Float64Array = NO_FLOATS
  /** When its machine began to prepare for it; -1 before, and for ever where there is nothing to prepare. */
  preparingAt: Float64Array = NO_FLOATS
  /** When it started running; -1 before. */
  startedAt: Float64Array = NO_FLOATS
  /** Since when it does nothing any more although it holds its resources; -1 for a task that just ends. */
  stoppedAt: Float64Array = NO_FLOATS
  /** When it was over on its machine; -1 before. */
  endedAt: Float64Array = NO_FLOATS
  private nextJob: Int32Array = NO_INTS
  private previousJob: Int32Array = NO_INTS
  private nextMachine: Int32Array = NO_INTS
  private previousMachine: Int32Array = NO_INTS

  constructor(jobs: Jobs, machines: number, capacity = 1024) {
    this.jobs = jobs
    this.firstOnMachine = new Int32Array(machines).fill(NONE)
    this.rows = new Rows(capacity, size => this.grow(size))
  }

  /** A row for a task of the job that has just been placed on the machine, or in another task there. */
  add(job: JobId, machine: MachineId, now: Time, within: TaskId = NONE): TaskId {
    const task = this.rows.take()
    this.job[task] = job
    this.machine[task] = machine
    if (this.special[task] === 1) this.makeOrdinary(task)
    if (this.jobs.numbered[job] === 1) this.giveSlot(task)
    if (within !== NONE) this.putWithin(task, within)
    this.state[task] = TaskState.Placed
    this.outcome[task] = 0
    this.placedAt[task] = now
    this.startedAt[task] = -1
    this.endedAt[task] = -1
    const ofJob = this.jobs.firstTask[job]!
    this.nextJob[task] = ofJob
    this.previousJob[task] = NONE
    if (ofJob !== NONE) this.previousJob[ofJob] = task
    this.jobs.firstTask[job] = task
    const onMachine = this.firstOnMachine[machine]!
    this.nextMachine[task] = onMachine
    this.previousMachine[task] = NONE
    if (onMachine !== NONE) this.previousMachine[onMachine] = task
    this.firstOnMachine[machine] = task
    return task
  }

  private giveSlot(task: TaskId): void {
    this.special[task] = 1
    this.slot[task] = this.jobs.slots.take(this.job[task]!)
  }

  private putWithin(task: TaskId, host: TaskId): void {
    this.special[task] = 1
    this.special[host] = 1
    this.within[task] = host
    this.tenants[host]!++
  }

  private makeOrdinary(task: TaskId): void {
    this.special[task] = 0
    this.slot[task] = NONE
    this.within[task] = NONE
    this.tenants[task] = 0
    this.ready[task] = 0
    this.killedAs[task] = 0
    this.preparingAt[task] = -1
    this.stoppedAt[task] = -1
  }

  /** Has the task what few have only if it is marked so? For audits: whoever writes such a column itself forgets the mark. */
  isMarkedRight(task: TaskId): boolean {
    return (
      this.special[task] === 1 ||
      (this.slot[task] === NONE &&
        this.within[task] === NONE &&
        this.tenants[task] === 0 &&
        this.ready[task] === 0 &&
        this.killedAs[task] === 0 &&
        this.preparingAt[task] === -1 &&
        this.stoppedAt[task] === -1)
    )
  }

  /** The task, of a service, is able to serve, or no longer. */
  setReady(task: TaskId, ready: boolean): void {
    this.special[task] = 1
    this.ready[task] = ready ? 1 : 0
  }

  /** A kill is sent to the task. */
  kill(task: TaskId, outcome: TaskOutcome): void {
    this.special[task] = 1
    this.killedAs[task] = outcome
  }

  /** The task's machine begins to prepare for it. */
  prepare(task: TaskId, now: Time): void {
    this.special[task] = 1
    this.state[task] = TaskState.Preparing
    this.preparingAt[task] = now
  }

  /** The task does nothing any more and holds what it has. */
  stop(task: TaskId, now: Time): void {
    this.special[task] = 1
    this.state[task] = TaskState.Stopping
    this.stoppedAt[task] = now
  }

  /** The task is over on its machine: it leaves the machine's list and keeps its row. */
  leaveMachine(task: TaskId): void {
    const next = this.nextMachine[task]!
    const previous = this.previousMachine[task]!
    if (previous === NONE) this.firstOnMachine[this.machine[task]!] = next
    else this.nextMachine[previous] = next
    if (next !== NONE) this.previousMachine[next] = previous
    if (this.special[task] === 1 && this.within[task] !== NONE) this.tenants[this.within[task]!]!--
  }

  /** Frees the row of a task that has left its machine. */
  remove(task: TaskId): void {
    const next = this.nextJob[task]!
    const previous = this.previousJob[task]!
    if (previous === NONE) this.jobs.firstTask[this.job[task]!] = next
    else this.nextJob[previous] = next
    if (next !== NONE) this.previousJob[next] = previous
    if (this.special[task] === 1 && this.slot[task] !== NONE)
      this.jobs.slots.release(this.job[task]!, this.slot[task]!)
    this.generation[task]!++
    this.state[task] = TaskState.Finished
    this.rows.release(task)
  }

  /** First task on the machine; follow with `nextOnMachine`. */
  on(machine: MachineId): TaskId {
    return this.firstOnMachine[machine]!
  }

  /** The task after this one on the same machine; NONE after the last. */
  nextOnMachine(task: TaskId): TaskId {
    return this.nextMachine[task]!
  }

  /** The task after this one of the same job, from `jobs.firstTask` on; NONE after the last. */
  nextOfJob(task: TaskId): TaskId {
    return this.nextJob[task]!
  }

  private grow(capacity: number): void {
    const int = (column: Int32Array) => longer(column, capacity)
    const before = this.generation.length
    this.generation = int(this.generation)
    // What a row holds that was never used is no more than what a special task left there.
    this.special = longer(this.special, capacity).fill(1, before)
    this.job = int(this.job)
    this.machine = int(this.machine)
    this.slot = int(this.slot)
    this.within = int(this.within)
    this.tenants = int(this.tenants)
    this.state = longer(this.state, capacity)
    this.ready = longer(this.ready, capacity)
    this.outcome = longer(this.outcome, capacity)
    this.killedAs = longer(this.killedAs, capacity)
    this.placedAt = longer(this.placedAt, capacity)
    this.preparingAt = longer(this.preparingAt, capacity)
    this.startedAt = longer(this.startedAt, capacity)
    this.stoppedAt = longer(this.stoppedAt, capacity)
    this.endedAt = longer(this.endedAt, capacity)
    this.nextJob = int(this.nextJob)
    this.previousJob = int(this.previousJob)
    this.nextMachine = int(this.nextMachine)
    this.previousMachine = int(this.previousMachine)
  }
}
