/**
 * Tasks on agents that were given up, of frameworks that are PARTITION_AWARE: they are unreachable, and go on behind a partition
 * (Mesos at head; src/master/master.cpp). When the agent registers again the master tells what runs there; what died with its
 * agent is found gone by reconciliation.
 *
 * A framework of the house waits for a time of its own. One that decides itself is told, and forgets its tasks when it likes.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import type { Time } from '../../../sim/engine/time.ts'
import { type FrameworkId, type MachineId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import { TaskOutcome, TaskState } from '../../../sim/world/lifecycle.ts'
import type { MesosFrameworkSpec, MesosSpec } from '../spec.ts'
import type { Agents } from './agents.ts'
import type { Leadership } from './leadership.ts'
import type { MesosScheduler } from './mesos-scheduler.ts'

export class UnreachableTasks {
  /** Hears that a framework of the house has waited long enough for what it has on the agent. */
  onWaited: (machine: MachineId, framework: FrameworkId) => void = () => {}
  readonly #cluster: Cluster
  readonly #era: MesosSpec['era']
  readonly #agents: Agents
  readonly #leadership: Leadership
  readonly #schedulers: readonly MesosScheduler[]
  /** How long each framework of the house waits; 0: it does not. */
  readonly #waits: readonly Time[]
  /** Agents that were given up and have not registered since, with the time. */
  readonly #givenUp = new Map<MachineId, Time>()
  /** By row of the task, the generation of the one that its framework has forgotten. */
  readonly #forgotten: number[] = []
  readonly #waited: number
  readonly #unreachable: number
  readonly #running: number

  constructor(
    cluster: Cluster,
    era: MesosSpec['era'],
    agents: Agents,
    leadership: Leadership,
    schedulers: readonly MesosScheduler[],
    frameworks: readonly MesosFrameworkSpec[],
  ) {
    this.#cluster = cluster
    this.#era = era
    this.#agents = agents
    this.#leadership = leadership
    this.#schedulers = schedulers
    this.#waits = frameworks.map(({ waitForUnreachable = 0 }) => waitForUnreachable)
    const { engine, mailbox, tasks } = cluster
    this.#waited = engine.on((machine, framework) => {
      const since = this.#givenUp.get(machine)
      if (since !== undefined && since + this.#waits[framework]! === engine.now)
        this.onWaited(machine, framework)
    })
    this.#unreachable = mailbox.on((task, generation) => {
      if (tasks.generation[task] !== generation) return
      const scheduler = this.#schedulerOf(task)
      if (scheduler.registered) scheduler.unreachable!(task)
    })
    this.#running = mailbox.on((task, generation) => {
      if (tasks.generation[task] !== generation || tasks.state[task] !== TaskState.Running) return
      const scheduler = this.#schedulerOf(task)
      if (scheduler.registered) scheduler.running!(task)
    })
  }

  /** Was the agent given up, and has it not registered since? */
  has(machine: MachineId): boolean {
    return this.#givenUp.has(machine)
  }

  /**
   * Does somebody wait for the task, should its agent be given up? A scheduler that decides itself is told of what is certainly
   * over here that it is lost, which it takes for unreachable: it cannot know. One that hosts another is replaced at once.
   */
  isAwaited(task: TaskId): boolean {
    const { tasks, jobs } = this.#cluster
    if (this.#waits[this.#ownerOf(task)]! > 0) return true
    if (!this.#decides(task) || jobs.hosts[tasks.job[task]!] !== NONE) return false
    return tasks.state[task] !== TaskState.Ended || tasks.outcome[task] !== TaskOutcome.Lost
  }

  /** The agent is given up. */
  agentLost(machine: MachineId): void {
    const { engine } = this.#cluster
    this.#givenUp.set(machine, engine.now)
    for (const [framework, wait] of this.#waits.entries())
      if (wait > 0) engine.at(engine.now + wait, this.#waited, machine, framework)
  }

  /** Schedulers that decide themselves are told what is unreachable on the agent; of one of them alone, or of all. */
  tell(machine: MachineId, framework?: FrameworkId): void {
    const told = [...this.#on(machine), ...this.#agents.updatesOf(machine)].filter(
      task => this.#decides(task) && (framework === undefined || this.#ownerOf(task) === framework),
    )
    this.#send(this.#unreachable, told)
  }

  /** The scheduler has asked after its tasks. */
  tellAll(framework: FrameworkId): void {
    for (const machine of this.#givenUp.keys()) this.tell(machine, framework)
  }

  /** The agent has registered: what runs there is told to schedulers that knew it to be unreachable. */
  agentBack(machine: MachineId): void {
    if (!this.#givenUp.delete(machine)) return
    const { state } = this.#cluster.tasks
    const back = [...this.#on(machine)].filter(
      task => this.#decides(task) && state[task] === TaskState.Running,
    )
    this.#send(this.#running, back)
  }

  /** The scheduler waits for the task no longer: no word of its end has to reach it. */
  forget(task: TaskId): void {
    this.#forgotten[task] = this.#cluster.tasks.generation[task]!
  }

  isForgotten(task: TaskId): boolean {
    return this.#forgotten[task] === this.#cluster.tasks.generation[task]
  }

  /** A message for each. What one of them does may free the row of another. */
  #send(kind: number, about: readonly TaskId[]): void {
    const { mailbox, tasks } = this.#cluster
    const generations = about.map(task => tasks.generation[task]!)
    this.#leadership.note(about.length)
    for (const [i, task] of about.entries()) mailbox.send(Route.Scheduler, kind, task, generations[i]!)
  }

  *#on(machine: MachineId): Generator<TaskId> {
    const { tasks } = this.#cluster
    for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task))
      if (tasks.within[task] === NONE) yield task
  }

  #decides(task: TaskId): boolean {
    return this.#era === 'head' && this.#schedulerOf(task).unreachable !== undefined
  }

  #ownerOf(task: TaskId): FrameworkId {
    const { tasks, jobs } = this.#cluster
    return jobs.framework[tasks.job[task]!]!
  }

  #schedulerOf(task: TaskId): MesosScheduler {
    return this.#schedulers[this.#ownerOf(task)]!
  }
}
