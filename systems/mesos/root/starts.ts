/**
 * Word that tasks run: from the agent through the master to schedulers that have a use for it, which acknowledge. An agent that
 * reaches nobody sends it again.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import { type MachineId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { nextAttempt } from '../status-updates.ts'
import type { Agents } from './agents.ts'
import type { Leadership } from './leadership.ts'
import type { MesosScheduler } from './mesos-scheduler.ts'
import type { MessageKind } from './message-queue.ts'

/** The scheduler's acknowledgement goes through the master to the agent. */
const ACKNOWLEDGEMENT = 1
/** The agent's update, and the acknowledgement. */
const UPDATE_AND_ACKNOWLEDGEMENT = 2

export class Starts implements MessageKind {
  readonly #cluster: Cluster
  readonly #agents: Agents
  readonly #schedulers: readonly MesosScheduler[]
  readonly #leadership: Leadership
  /** By row of the task, the generation of the one whose scheduler has been told. */
  readonly #told: number[] = []
  readonly #arrives: number
  readonly #reports: number
  readonly #retries: number

  constructor(
    cluster: Cluster,
    agents: Agents,
    schedulers: readonly MesosScheduler[],
    leadership: Leadership,
  ) {
    this.#cluster = cluster
    this.#agents = agents
    this.#schedulers = schedulers
    this.#leadership = leadership
    const { mailbox, engine } = cluster
    this.#arrives = mailbox.on((task, generation) => leadership.deliver(this, task, generation))
    this.#reports = mailbox.on((task, generation) => this.#report(task, generation))
    this.#retries = engine.on((task, generation) => {
      if (this.#isUntold(task, generation)) this.#send(task)
    })
  }

  /** The task has just started. */
  started(task: TaskId): void {
    // What a framework runs in a task of its own is none of Mesos' tasks.
    if (this.#cluster.tasks.within[task] !== NONE) return
    if (this.#schedulerOf(task).running === undefined) this.#leadership.note(UPDATE_AND_ACKNOWLEDGEMENT)
    else this.#send(task)
  }

  /** The agent serves a master again: it sends all that nobody has acknowledged. */
  flush(machine: MachineId): void {
    for (const task of this.#untoldOn(machine)) this.#send(task)
  }

  /** The agent can be reached again, and nothing was given up meanwhile: it sends each when it would have tried anyway. */
  retry(machine: MachineId): void {
    const { engine, tasks } = this.#cluster
    for (const task of this.#untoldOn(machine))
      engine.at(nextAttempt(tasks.startedAt[task]!, engine.now), this.#retries, task, tasks.generation[task]!)
  }

  handle(task: TaskId, generation: number): void {
    if (this.#isUntold(task, generation))
      this.#cluster.mailbox.send(Route.Scheduler, this.#reports, task, generation)
  }

  /** The agent registers with the next master, and sends it then. */
  lost(): void {}

  #send(task: TaskId): void {
    const { mailbox, tasks } = this.#cluster
    if (this.#agents.serves[tasks.machine[task]!] === 1)
      mailbox.send(Route.Status, this.#arrives, task, tasks.generation[task]!)
  }

  #report(task: TaskId, generation: number): void {
    if (!this.#isUntold(task, generation)) return
    const scheduler = this.#schedulerOf(task)
    // A scheduler that is away asks for the states of its tasks when it is back.
    if (!scheduler.registered) return
    this.#told[task] = generation
    this.#leadership.note(ACKNOWLEDGEMENT)
    scheduler.running!(task)
  }

  #untoldOn(machine: MachineId): TaskId[] {
    const { tasks } = this.#cluster
    const untold: TaskId[] = []
    for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task))
      if (this.#schedulerOf(task).running !== undefined && this.#isUntold(task, tasks.generation[task]!))
        untold.push(task)
    return untold
  }

  #isUntold(task: TaskId, generation: number): boolean {
    const { tasks } = this.#cluster
    const isCurrent = tasks.generation[task] === generation && this.#told[task] !== generation
    return isCurrent && tasks.within[task] === NONE && tasks.state[task] === TaskState.Running
  }

  #schedulerOf(task: TaskId): MesosScheduler {
    const { tasks, jobs } = this.#cluster
    return this.#schedulers[jobs.framework[tasks.job[task]!]!]!
  }
}
