/**
 * Status updates of ends: from the agent to the master, which recovers what the task held, and on to the framework, which
 * acknowledges. An agent keeps an update that cannot be delivered.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import type { Carrier } from '../../../sim/life/task-life.ts'
import type { MachineId, TaskId } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { nextAttempt } from '../status-updates.ts'
import type { Agents } from './agents.ts'
import type { Holdings } from './holdings.ts'
import type { Leadership } from './leadership.ts'
import type { MessageKind } from './message-queue.ts'
import type { Starts } from './starts.ts'
import type { UnreachableTasks } from './unreachable-tasks.ts'

/** The framework's acknowledgement goes through the master to the agent (sim/ has no need of its content). */
const ACKNOWLEDGEMENT = 1

export class Updates implements Carrier, MessageKind {
  /** Sent by agents, and acknowledged by frameworks. */
  sent = 0
  acknowledged = 0
  readonly #cluster: Cluster
  readonly #agents: Agents
  readonly #holdings: Holdings
  readonly #leadership: Leadership
  readonly #starts: Starts
  readonly #unreachable: UnreachableTasks
  readonly #arrives: number
  readonly #reports: number
  readonly #retries: number

  constructor(
    cluster: Cluster,
    agents: Agents,
    holdings: Holdings,
    leadership: Leadership,
    starts: Starts,
    unreachable: UnreachableTasks,
  ) {
    this.#cluster = cluster
    this.#agents = agents
    this.#holdings = holdings
    this.#leadership = leadership
    this.#starts = starts
    this.#unreachable = unreachable
    const { mailbox, tasks, running } = cluster
    this.#arrives = mailbox.on((task, generation) => leadership.deliver(this, task, generation))
    this.#retries = cluster.engine.on((task, generation) => {
      // It may have been sent meanwhile, with all others, when the agent registered.
      if (tasks.generation[task] === generation && agents.takeUpdate(task)) this.carry(task)
    })
    this.#reports = mailbox.on((task, generation) => {
      if (tasks.generation[task] !== generation) return
      this.acknowledged++
      leadership.note(ACKNOWLEDGEMENT)
      running.report(task)
    })
  }

  carry(task: TaskId): void {
    const machine = this.#cluster.tasks.machine[task]!
    if (this.#agents.serves[machine] === 1) this.#send(task)
    else if (this.#unreachable.isForgotten(task)) this.#tell(task)
    else this.#agents.keep(task)
  }

  /** The framework waits for the task no longer: should it be over behind its partition, nobody has to hear of it. */
  forget(task: TaskId): void {
    this.#unreachable.forget(task)
    if (this.#cluster.tasks.state[task] === TaskState.Ended && this.#agents.takeUpdate(task)) this.#tell(task)
  }

  /** The agent serves a master again: it sends what it has kept. */
  flush(machine: MachineId): void {
    for (const task of this.#agents.takeUpdates(machine)) this.#send(task)
    this.#starts.flush(machine)
  }

  /**
   * The agent can be reached again, and nothing was given up meanwhile: it sends each update when it would have tried anyway
   * after the last time that failed.
   */
  retry(machine: MachineId): void {
    const { engine, tasks } = this.#cluster
    for (const task of this.#agents.updatesOf(machine))
      engine.at(nextAttempt(tasks.endedAt[task]!, engine.now), this.#retries, task, tasks.generation[task]!)
    this.#starts.retry(machine)
  }

  /**
   * The master gave the agent up, and tells frameworks itself that what ran there is lost. Updates of tasks that somebody waits for
   * stay on their agent.
   */
  agentLost(machine: MachineId, isAwaited: (task: TaskId) => boolean = () => false): void {
    for (const task of this.#agents.takeUpdates(machine))
      if (isAwaited(task)) this.#agents.keep(task)
      else this.#tell(task)
  }

  /** The message died with the master; the agent has it still. */
  lost(task: TaskId, generation: number): void {
    if (this.#cluster.tasks.generation[task] === generation) this.#agents.keep(task)
  }

  handle(task: TaskId, generation: number): void {
    if (this.#cluster.tasks.generation[task] === generation) this.#tell(task)
  }

  #send(task: TaskId): void {
    this.sent++
    this.#cluster.mailbox.send(Route.Status, this.#arrives, task, this.#cluster.tasks.generation[task]!)
  }

  /** The master sees the terminal state for the first time. */
  #tell(task: TaskId): void {
    this.#holdings.recover(task, this.#leadership)
    const { mailbox, tasks } = this.#cluster
    mailbox.send(Route.Scheduler, this.#reports, task, tasks.generation[task]!)
  }
}
