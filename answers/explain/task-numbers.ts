/**
 * Which task of a job is which. Tasks of a job are alike, and only those of numbered jobs have a number of their own
 * (`Tasks.slot`); the others are numbered here.
 */
import type { Cluster } from '../../sim/cluster.ts'
import { type JobId, NONE, type TaskId } from '../../sim/world/handles.ts'
import { TaskOutcome } from '../../sim/world/lifecycle.ts'

/**
 * Numbers from 0 in the order in which tasks are placed for the first time. As for work that is repeated, what is placed is by
 * convention a task that was not placed before, as long as there is one, and then that which waits longest; in a numbered job it
 * is the lowest that is on no machine. The task that is launched in the place of another is the same task.
 */
export class TaskNumbers {
  readonly #cluster: Cluster
  readonly #job: JobId
  /** The number of the next task that was never placed, and how many of those are pending. */
  #next = 0
  #fresh = 0
  /** To be placed again: those that are pending, and those that are not yet; those that wait longest first. */
  readonly #again: number[] = []
  readonly #pausing: number[] = []
  /** Placed, and their rows not looked up yet. */
  readonly #unseen: number[] = []
  readonly #rows = new Map<TaskId, { readonly number: number; readonly generation: number }>()

  constructor(cluster: Cluster, job: JobId) {
    this.#cluster = cluster
    this.#job = job
  }

  /** How many tasks the job has had. */
  get count(): number {
    return this.#next + this.#fresh
  }

  isPending(number: number): boolean {
    return (number >= this.#next && number < this.count) || this.#again.includes(number)
  }

  /** The number of a task that has a row. */
  numberOf(task: TaskId): number {
    const { tasks } = this.#cluster
    this.#look()
    const known = this.#rows.get(task)
    return known?.generation === tasks.generation[task] ? known!.number : NONE
  }

  pendingChanged(delta: number): void {
    const back = Math.min(Math.max(0, delta), this.#pausing.length)
    this.#again.push(...this.#pausing.splice(0, back))
    if (delta > 0) this.#fresh += delta - back
    else {
      const gone = Math.min(-delta, this.#fresh)
      this.#fresh -= gone
      this.#again.length -= -delta - gone
    }
  }

  placed(tasks: number): void {
    const isNumbered = this.#cluster.jobs.numbered[this.#job] === 1
    for (let i = 0; i < tasks; i++) this.#unseen.push(isNumbered ? this.#lowest() : this.#first())
  }

  /** The task is over on its machine; it is launched again unless it did its work or is not wanted. */
  ended(task: TaskId, outcome: TaskOutcome): void {
    const number = this.numberOf(task)
    if (outcome === TaskOutcome.Finished || outcome === TaskOutcome.Killed || outcome === TaskOutcome.Scaled)
      return
    this.#pausing.push(number)
  }

  #first(): number {
    return this.#fresh > 0 ? this.#takeFresh() : this.#again.shift()!
  }

  #takeFresh(): number {
    this.#fresh--
    return this.#next++
  }

  #lowest(): number {
    const lowest = Math.min(this.#fresh > 0 ? this.#next : Infinity, ...this.#again, ...this.#pausing)
    if (lowest === this.#next && this.#fresh > 0) return this.#takeFresh()
    if (take(lowest, this.#again)) return lowest
    take(lowest, this.#pausing)
    // Another one was pending, and pauses in its place.
    if (this.#fresh > 0) this.#fresh--
    else this.#pausing.push(this.#again.pop()!)
    return lowest
  }

  /** Gives rows that are new to those that were placed, in the order in which both came. */
  #look(): void {
    const { jobs, tasks } = this.#cluster
    const rows: TaskId[] = []
    for (let task = jobs.firstTask[this.#job]!; task !== NONE; task = tasks.nextOfJob(task)) {
      if (this.#rows.get(task)?.generation === tasks.generation[task]) break
      rows.push(task)
    }
    for (const task of rows.reverse()) {
      const number = this.#unseen.shift()
      if (number !== undefined) this.#rows.set(task, { number, generation: tasks.generation[task]! })
    }
  }
}

function take(number: number, from: number[]): boolean {
  const at = from.indexOf(number)
  if (at >= 0) from.splice(at, 1)
  return at >= 0
}
