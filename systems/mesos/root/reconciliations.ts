/**
 * A scheduler asks after its tasks, and the master says of which it knows that they run. It says nothing of those on agents that
 * have not registered with it yet, and nothing of those that have ended: that is told anyway (Master::_reconcileTasks,
 * src/master/master.cpp, tag 1.0.1).
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import type { TaskId } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import type { Agents } from './agents.ts'
import type { Leadership } from './leadership.ts'
import type { MesosScheduler } from './mesos-scheduler.ts'
import type { MessageKind } from './message-queue.ts'

/** A task that is asked after, and of which generation its row was then. */
interface Asked {
  readonly task: TaskId
  readonly generation: number
}

export class Reconciliations implements MessageKind {
  readonly #cluster: Cluster
  readonly #agents: Agents
  /** On their way, by number. */
  readonly #asked = new Map<number, readonly Asked[]>()
  #next = 0
  readonly #arrives: number
  readonly #answers: number

  constructor(
    cluster: Cluster,
    agents: Agents,
    schedulers: readonly MesosScheduler[],
    leadership: Leadership,
  ) {
    this.#cluster = cluster
    this.#agents = agents
    this.#arrives = cluster.mailbox.on(number => leadership.deliver(this, number, 0))
    this.#answers = cluster.mailbox.on((task, generation) => {
      const { jobs, tasks } = cluster
      if (!this.#runs(task, generation)) return
      const scheduler = schedulers[jobs.framework[tasks.job[task]!]!]!
      if (scheduler.registered) scheduler.running!(task)
    })
  }

  ask(tasks: readonly TaskId[]): void {
    const { generation } = this.#cluster.tasks
    const asked = tasks.map(task => ({ task, generation: generation[task]! }))
    this.#asked.set(this.#next, asked)
    this.#cluster.mailbox.send(Route.Scheduler, this.#arrives, this.#next++, 0)
  }

  handle(number: number): void {
    const asked = this.#asked.get(number)!
    this.#asked.delete(number)
    const { mailbox, tasks } = this.#cluster
    for (const { task, generation } of asked)
      if (this.#runs(task, generation) && this.#agents.serves[tasks.machine[task]!] === 1)
        mailbox.send(Route.Scheduler, this.#answers, task, generation)
  }

  /** The scheduler asks the next master. */
  lost(number: number): void {
    this.#asked.delete(number)
  }

  #runs(task: TaskId, generation: number): boolean {
    const { tasks } = this.#cluster
    return tasks.generation[task] === generation && tasks.state[task] === TaskState.Running
  }
}
