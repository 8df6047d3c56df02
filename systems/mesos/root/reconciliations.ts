/**
 * A scheduler asks after its tasks, and the master says of which it knows that they run, or that they are unreachable. It says nothing
 * of those on agents that have not registered with it yet, and nothing of those that have ended: that is told anyway
 * (Master::_reconcileTasks, src/master/master.cpp, tag 1.0.1). The question is a message, and so is every answer.
 *
 * Launches that died with a master are nowhere: they are found lost when their agents are known.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import type { FrameworkId, MachineId, TaskId } from '../../../sim/world/handles.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { type AgentState, stateOfUnknown } from '../reconciliation.ts'
import type { Agents } from './agents.ts'
import type { Answers } from './answers.ts'
import type { Leadership } from './leadership.ts'
import type { MesosScheduler } from './mesos-scheduler.ts'
import type { MessageKind } from './message-queue.ts'
import type { UnreachableTasks } from './unreachable-tasks.ts'

/** The tasks that are asked after, and of which generation their rows were then. */
interface Question {
  readonly framework: FrameworkId
  readonly tasks: readonly { readonly task: TaskId; readonly generation: number }[]
}

export class Reconciliations implements MessageKind {
  readonly #cluster: Cluster
  readonly #agents: Agents
  readonly #schedulers: readonly MesosScheduler[]
  readonly #leadership: Leadership
  readonly #launches: Answers
  readonly #unreachable: UnreachableTasks
  /** On their way, by number. */
  readonly #asked = new Map<number, Question>()
  #next = 0
  readonly #arrives: number
  readonly #answers: number
  readonly #answered: number

  constructor(
    cluster: Cluster,
    agents: Agents,
    schedulers: readonly MesosScheduler[],
    leadership: Leadership,
    launches: Answers,
    unreachable: UnreachableTasks,
  ) {
    this.#cluster = cluster
    this.#agents = agents
    this.#schedulers = schedulers
    this.#leadership = leadership
    this.#launches = launches
    this.#unreachable = unreachable
    const { mailbox } = cluster
    this.#arrives = mailbox.on(number => leadership.deliver(this, number, 0))
    this.#answers = mailbox.on((task, generation) => {
      const { jobs, tasks } = cluster
      if (!this.#runs(task, generation)) return
      const scheduler = schedulers[jobs.framework[tasks.job[task]!]!]!
      if (scheduler.registered) scheduler.running?.(task)
    })
    this.#answered = mailbox.on(framework => this.#isAnswered(framework))
  }

  /** Without a master that knows it, the driver of the scheduler drops the question. */
  ask(framework: FrameworkId, asked: readonly TaskId[]): void {
    if (!this.#schedulers[framework]!.registered) return
    const { generation } = this.#cluster.tasks
    const tasks = asked.map(task => ({ task, generation: generation[task]! }))
    this.#asked.set(this.#next, { framework, tasks })
    this.#cluster.mailbox.send(Route.Scheduler, this.#arrives, this.#next++, 0)
  }

  handle(number: number): void {
    const { framework, tasks: asked } = this.#asked.get(number)!
    this.#asked.delete(number)
    const { mailbox, tasks } = this.#cluster
    let known = 0
    for (const { task, generation } of asked) {
      const isKnown = tasks.generation[task] === generation && tasks.state[task] !== TaskState.Ended
      if (!isKnown || this.#agents.serves[tasks.machine[task]!] === 0) continue
      known++
      if (this.#runs(task, generation)) mailbox.send(Route.Scheduler, this.#answers, task, generation)
    }
    this.#leadership.note(known)
    this.#unreachable.tellAll(framework)
    mailbox.send(Route.Scheduler, this.#answered, framework, 0)
  }

  /** The scheduler asks the next master. */
  lost(number: number): void {
    this.#asked.delete(number)
  }

  #isAnswered(framework: FrameworkId): void {
    const scheduler = this.#schedulers[framework]!
    if (!scheduler.registered) return
    this.#launches.resolve(framework, machine => stateOfUnknown(this.#stateOf(machine)) !== null)
    scheduler.reconciled?.(machine => this.#agents.serves[machine] === 1)
  }

  #stateOf(machine: MachineId): AgentState {
    if (this.#leadership.current?.master.knows(String(machine))) return 'registered'
    return this.#agents.known[machine] === 1 ? 'recovering' : 'unreachable'
  }

  #runs(task: TaskId, generation: number): boolean {
    const { tasks } = this.#cluster
    return tasks.generation[task] === generation && tasks.state[task] === TaskState.Running
  }
}
