/**
 * Tasks that are with Mesos: whose they are, and how many each job of Chronos has.
 */
import { NONE, type TaskId } from '../../../sim/world/handles.ts'
import type { Job } from '../job.ts'
import type { Unit } from './work.ts'

export class RunningTasks {
  readonly #byTask = new Map<TaskId, Unit>()
  readonly #counts = new Map<Job, number>()

  /** It is in an answer to an offer. */
  launched(unit: Unit): void {
    unit.isQueued = false
    unit.isLaunched = true
    this.#counts.set(unit.definition, this.countOf(unit.definition) + 1)
  }

  /** Mesos has made it a task. */
  settled(unit: Unit, task: TaskId): void {
    unit.task = task
    this.#byTask.set(task, unit)
  }

  at(task: TaskId): Unit | undefined {
    return this.#byTask.get(task)
  }

  /** Nobody knows of tasks that run that they do, until they are over. */
  forgetRunning(): void {
    this.#counts.clear()
  }

  countOf(job: Job): number {
    return this.#counts.get(job) ?? 0
  }

  /** Its task is over, or nobody wants to hear of it any more. */
  rests(unit: Unit): void {
    // The number of a task that is over may be that of another by now.
    if (this.#byTask.get(unit.task) === unit) this.#byTask.delete(unit.task)
    unit.task = NONE
    if (!unit.isLaunched) return
    unit.isLaunched = false
    const left = this.countOf(unit.definition) - 1
    if (left > 0) this.#counts.set(unit.definition, left)
    else this.#counts.delete(unit.definition)
  }
}
