/**
 * How agents of a simulation join a master and are lost to it: registration, silence, partitions, and what becomes of tasks.
 */
import type { Cluster } from '../../../sim/cluster.ts'
import type { Time } from '../../../sim/engine/time.ts'
import { type MachineId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import { TaskOutcome, TaskState } from '../../../sim/world/lifecycle.ts'
import type { MesosSpec } from '../spec.ts'
import type { AgentResources } from './agent-resources.ts'
import type { Agents } from './agents.ts'
import type { Holdings } from './holdings.ts'
import type { Leader } from './leader.ts'
import type { Leadership } from './leadership.ts'
import type { MessageKind } from './message-queue.ts'
import type { UnreachableTasks } from './unreachable-tasks.ts'
import type { Updates } from './updates.ts'

export class Membership implements MessageKind {
  readonly #cluster: Cluster
  readonly #options: MesosSpec
  readonly #agents: Agents
  readonly #leadership: Leadership
  readonly #holdings: Holdings
  readonly #updates: Updates
  readonly #resources: AgentResources
  readonly #unreachable: UnreachableTasks
  readonly #missing: number
  /** When maintenance of the machine begins; whoever knows sets it. */
  unavailableFrom: (machine: MachineId) => Time | undefined = () => undefined
  /** Hears that the agent of the machine registered. */
  onRegistered: (machine: MachineId) => void = () => {}

  constructor(
    cluster: Cluster,
    options: MesosSpec,
    agents: Agents,
    leadership: Leadership,
    holdings: Holdings,
    updates: Updates,
    resources: AgentResources,
    unreachable: UnreachableTasks,
  ) {
    this.#cluster = cluster
    this.#options = options
    this.#agents = agents
    this.#leadership = leadership
    this.#holdings = holdings
    this.#updates = updates
    this.#resources = resources
    this.#unreachable = unreachable
    const { engine, tasks, jobs } = cluster
    unreachable.onWaited = (machine, framework) =>
      this.#loseTasks(machine, task => jobs.framework[tasks.job[task]!] !== framework)
    this.#missing = engine.on(term => {
      if (term === leadership.term && leadership.current !== null) this.#giveUpMissing(leadership.current)
    })
    const cuts = engine.on((index, ends) => {
      for (const machine of options.partitions[index]!.machines)
        if (ends === 1) this.#reconnects(machine)
        else this.#isCutOff(machine)
    })
    for (const [index, { at, lasts }] of options.partitions.entries()) {
      engine.at(at, cuts, index, 0)
      engine.at(at + lasts, cuts, index, 1)
    }
  }

  /** At the start of a run all agents have been there for long. */
  begin(): void {
    for (let machine = 0; machine < this.#cluster.machines.count; machine++)
      if (this.#cluster.machines.up[machine] === 1) this.#register(machine)
  }

  machineDown(machine: MachineId): void {
    this.#agents.restarted[machine] = 1
    this.#isSilent(machine)
  }

  machineUp(machine: MachineId): void {
    if (this.#agents.cutOff[machine] === 0 && this.#leadership.current !== null) this.#agents.seek(machine)
  }

  masterDied(): void {
    for (let machine = 0; machine < this.#cluster.machines.count; machine++) this.#agents.lost(machine)
  }

  /** Agents come back to the new master, which gives up those that do not in time. */
  elected(leader: Leader): void {
    const { machines, engine } = this.#cluster
    const { agentReregisterTimeout } = this.#options
    let known = 0
    for (let machine = 0; machine < machines.count; machine++) {
      known += this.#agents.known[machine]!
      if (machines.up[machine] === 1 && this.#agents.cutOff[machine] === 0) this.#agents.seek(machine)
    }
    leader.recovers(known)
    engine.at(engine.now + agentReregisterTimeout, this.#missing, this.#leadership.term, 0)
  }

  /** The agent's registration has its turn. */
  handle(machine: MachineId, incarnation: number): void {
    if (!this.#agents.isCurrent(machine, incarnation)) return
    this.#register(machine)
    this.#updates.flush(machine)
  }

  /** The agent tries again. */
  lost(): void {}

  /** An operator takes the machine down, by `switchOff`: its agent is shut down and removed, and what ran there is lost. */
  takenDown(machine: MachineId, switchOff: () => void): void {
    const { master } = this.#leadership.current!
    const id = String(machine)
    if (master.knows(id)) master.removeAgent(id)
    this.#agents.known[machine] = 0
    this.#agents.lost(machine)
    switchOff()
    this.#updates.agentLost(machine)
  }

  /** The master gave the agent up: what it runs is lost to its frameworks. */
  agentLost(machine: MachineId): void {
    const { probes, reasons } = this.#cluster
    probes.reasonGiven(reasons.number('an agent was given up'), 1)
    this.#agents.known[machine] = 0
    this.#unreachable.agentLost(machine)
    this.#loseTasks(machine, task => this.#unreachable.isAwaited(task))
    this.#unreachable.tell(machine)
  }

  /** Behind a partition they may go on for a while; nobody counts on them any more, but on those that somebody waits for. */
  #loseTasks(machine: MachineId, isAwaited: (task: TaskId) => boolean): void {
    const { tasks, running } = this.#cluster
    const lost: TaskId[] = []
    for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task))
      if (!isAwaited(task)) lost.push(task)
    // What runs in one of them ends with it.
    for (const task of lost) if (tasks.state[task] !== TaskState.Ended) running.end(task, TaskOutcome.Lost)
    this.#updates.agentLost(machine, isAwaited)
  }

  #register(machine: MachineId): void {
    const { master } = this.#leadership.current!
    const id = String(machine)
    if (master.knows(id)) {
      // In 1.0 an agent that starts again is another one: the master removes the one that it had.
      if (this.#options.era === '1.0' && this.#agents.restarted[machine] === 1) master.removeAgent(id)
      else master.agentAnswers(id)
    }
    if (!master.knows(id)) {
      this.#leadership.current!.agentIsBack()
      const used = this.#holdings.onAgent(machine, this.#leadership.term)
      const total = this.#resources.total(machine)
      const from = this.unavailableFrom(machine)
      const agent = master.agentRegistered({
        id,
        handle: machine,
        total,
        used,
        ...(from !== undefined && { unavailableFrom: from }),
      })
      this.#holdings.registered(machine, agent)
    }
    this.#agents.registered(machine)
    this.#unreachable.agentBack(machine)
    this.onRegistered(machine)
  }

  #isCutOff(machine: MachineId): void {
    this.#agents.cutOff[machine] = 1
    if (this.#cluster.machines.up[machine] === 1) this.#isSilent(machine)
  }

  /** The partition is over. An agent that was given up meanwhile is told to shut down in 1.0, and starts again. */
  #reconnects(machine: MachineId): void {
    this.#agents.cutOff[machine] = 0
    if (this.#cluster.machines.up[machine] === 0) return
    const { current } = this.#leadership
    if (current === null) return
    if (current.master.knows(String(machine)) && this.#agents.restarted[machine] === 0) {
      current.master.agentAnswers(String(machine))
      this.#agents.registered(machine)
      this.#updates.retry(machine)
      return
    }
    if (this.#options.era === '1.0' && this.#agents.known[machine] === 0) this.#agents.restarted[machine] = 1
    this.#agents.seek(machine)
  }

  #isSilent(machine: MachineId): void {
    this.#agents.lost(machine)
    this.#leadership.current?.master.agentSilent(String(machine))
  }

  #giveUpMissing({ master }: Leader): void {
    for (let machine = 0; machine < this.#cluster.machines.count; machine++) {
      const id = String(machine)
      if (this.#agents.known[machine] === 1 && !master.knows(id)) master.agentMissing(id)
    }
  }
}
