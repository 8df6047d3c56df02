/**
 * One run of a job, from its trigger to its end (JobRunExecutorActor.scala, 7135d79 to de4174d).
 *
 * A run is written to a store before its first task is queued and taken out of it after its last has ended; only then does it
 * leave the registry. What it wants done it says to its desk.
 */
import { SECOND, type Time } from '../../sim/engine/time.ts'
import type { Job } from './job.ts'
import { isActive, type TaskState } from './task-state.ts'

export const runStatuses = ['INITIAL', 'STARTING', 'ACTIVE', 'SUCCESS', 'FAILED'] as const
export type RunStatus = (typeof runStatuses)[number]

/** How a run left the registry: 'aborted' when it was killed, came too late, or could not be stored. */
export type RunEnd = 'finished' | 'failed' | 'aborted'

/** What a run asks of those around it. */
export interface RunDesk {
  /** One more task into the launch queue. */
  queue(run: Run): void
  /** Out of the launch queue, with what it still waits for. */
  purge(run: Run): void
  kill(run: Run, task: string): void
  /** The status has changed. */
  updated(run: Run): void
  ended(run: Run, end: RunEnd): void
}

type Phase = 'creating' | 'starting' | 'active' | 'finishing' | 'failing' | 'aborting' | 'terminal'

export class Run {
  readonly id: string
  readonly job: Job
  readonly createdAt: Time
  readonly #desk: RunDesk
  readonly #tasks = new Map<string, TaskState>()
  #status: RunStatus
  #phase: Phase = 'creating'
  #completedAt: Time | null = null
  #startsBy: Time | null

  /**
   * @param startingDeadline how long the first task may take to be at work; null for a run that no schedule triggered
   */
  constructor(
    id: string,
    job: Job,
    createdAt: Time,
    startingDeadline: Time | null,
    desk: RunDesk,
    status: RunStatus = 'INITIAL',
  ) {
    this.id = id
    this.job = job
    this.createdAt = createdAt
    this.#startsBy = startingDeadline === null ? null : createdAt + startingDeadline
    this.#desk = desk
    this.#status = status
  }

  get status(): RunStatus {
    return this.#status
  }

  /** Null until the run has an outcome. */
  get completedAt(): Time | null {
    return this.#completedAt
  }

  /** The last state of each of its tasks, by their ids. */
  get tasks(): ReadonlyMap<string, TaskState> {
    return this.#tasks
  }

  /** When it is aborted unless a task is at work before; null where no timer runs. */
  get startsBy(): Time | null {
    return this.#phase === 'creating' || this.#phase === 'starting' ? this.#startsBy : null
  }

  /** The store has the run: its first task is queued, if that is not too late already. */
  created(now: Time): void {
    if (this.#phase !== 'creating') return
    this.#status = 'STARTING'
    this.#phase = 'starting'
    if (this.#startsBy !== null && this.#startsBy <= now) this.#abort(now)
    else this.#desk.queue(this)
  }

  taskUpdate(task: string, state: TaskState, now: Time): void {
    if (this.#phase !== 'starting' && this.#phase !== 'active') return
    this.#tasks.set(task, state)
    if (state === 'FINISHED') this.#complete('SUCCESS', 'finishing', now)
    else if (!isActive(state)) this.#taskFailed(now)
    else if (this.#phase === 'starting') {
      this.#status = 'ACTIVE'
      this.#phase = 'active'
      this.#desk.updated(this)
    }
  }

  #taskFailed(now: Time): void {
    const { policy, activeDeadline } = this.job.run.restart
    const inTime = activeDeadline === null || this.createdAt + activeDeadline > now
    if (policy === 'ON_FAILURE' && inTime) {
      this.#desk.updated(this)
      this.#desk.queue(this)
    } else this.#complete('FAILED', 'failing', now)
  }

  #complete(status: 'SUCCESS' | 'FAILED', phase: Phase, now: Time): void {
    this.#desk.purge(this)
    this.#status = status
    this.#phase = phase
    this.#completedAt = now
    this.#desk.updated(this)
  }

  /** Somebody wants the run gone. */
  kill(now: Time): void {
    if (this.#phase !== 'aborting' && this.#phase !== 'terminal') this.#abort(now)
  }

  /** The timer of the start has gone off. */
  startTimedOut(now: Time): void {
    if (this.#phase === 'creating' || this.#phase === 'starting') this.#abort(now)
  }

  #abort(now: Time): void {
    for (const [task, state] of this.#tasks) if (isActive(state)) this.#desk.kill(this, task)
    this.#complete('FAILED', 'aborting', now)
  }

  /** The store has forgotten the run. */
  deleted(): void {
    if (this.#phase === 'finishing') this.#end('finished')
    else if (this.#phase === 'failing') this.#end('failed')
    else if (this.#phase === 'aborting') this.#end('aborted')
  }

  /** The store has not done what it was asked. A success that cannot be taken out of it counts as a failure. */
  storeFailed(now: Time): void {
    if (this.#phase === 'terminal') return
    if (this.#phase === 'finishing' || this.#phase === 'failing' || this.#phase === 'aborting') {
      if (this.#phase === 'finishing') {
        this.#status = 'FAILED'
        this.#completedAt = now
      }
      this.#end('aborted')
    } else this.#abort(now)
  }

  #end(end: RunEnd): void {
    this.#phase = 'terminal'
    this.#desk.ended(this, end)
  }

  /**
   * Metronome has come back and finds the run in its store. One that had ended is taken out; one that has less than a second
   * left to start is aborted; any other goes on with the tasks that Mesos knows, or is queued again where there are none.
   *
   * @param queued whether the launch queue still wants an instance for it
   */
  restored(known: ReadonlyMap<string, TaskState>, queued: boolean, now: Time): void {
    const isWaiting = this.#status === 'INITIAL' || this.#status === 'STARTING'
    if (isWaiting && this.#startsBy !== null && this.#startsBy - now < SECOND) {
      this.#abort(now)
      return
    }
    for (const [task, state] of known) this.#tasks.set(task, state)
    if (this.#status === 'SUCCESS') this.#complete('SUCCESS', 'finishing', now)
    else if (this.#status === 'FAILED') this.#complete('FAILED', 'failing', now)
    else if (this.#status !== 'INITIAL') {
      this.#phase = this.#status === 'STARTING' ? 'starting' : 'active'
      if (known.size === 0 && !queued) this.#desk.queue(this)
    }
  }
}
