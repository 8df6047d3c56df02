/**
 * The agents of a simulation: which of them serve the leading master, what they have to tell it, and how they come back.
 */

import type { Random } from '../../../sim/chance/random.ts'
import type { Cluster } from '../../../sim/cluster.ts'
import { Route } from '../../../sim/engine/mailbox.ts'
import type { MachineId, TaskId } from '../../../sim/world/handles.ts'
import { AGENT_BACKOFF, registrationPause } from '../registration.ts'

/** An update that waits on its agent. */
interface Update {
  readonly task: TaskId
  readonly generation: number
}

export class Agents {
  /** 1: registered with the leading master, and reachable. */
  readonly serves: Uint8Array
  /** 1: the master's registry has it. */
  readonly known: Uint8Array
  /** 1: the agent restarted since it last registered: it remembers nothing of what it ran. */
  readonly restarted: Uint8Array
  /** 1: cut off from the master, and up. */
  readonly cutOff: Uint8Array
  readonly #cluster: Cluster
  readonly #random: Random
  /** Grows when what the agent was about to do is off: it went down, or another master leads. */
  readonly #incarnation: Int32Array
  readonly #attempts: Int32Array
  readonly #updates = new Map<MachineId, Update[]>()
  readonly #tries: number
  readonly #arrives: number

  /** `register` is called when a registration has reached a master's machine; `a` is the machine, `b` goes to `isCurrent`. */
  constructor(cluster: Cluster, random: Random, register: (machine: MachineId, b: number) => void) {
    const { count } = cluster.machines
    this.#cluster = cluster
    this.#random = random
    this.serves = new Uint8Array(count)
    this.known = new Uint8Array(count)
    this.restarted = new Uint8Array(count)
    this.cutOff = new Uint8Array(count)
    this.#incarnation = new Int32Array(count)
    this.#attempts = new Int32Array(count)
    this.#arrives = cluster.mailbox.on(register)
    this.#tries = cluster.engine.on((machine, incarnation) => {
      if (this.isCurrent(machine, incarnation)) this.#try(machine)
    })
  }

  /** Does the registration count: was the agent not registered, or lost, since it was sent? */
  isCurrent(machine: MachineId, incarnation: number): boolean {
    return this.#incarnation[machine] === incarnation && this.serves[machine] === 0
  }

  /** The agent serves the master from now on. */
  registered(machine: MachineId): void {
    this.serves[machine] = 1
    this.known[machine] = 1
    this.restarted[machine] = 0
  }

  /** The agent serves no master: it is down, cut off, or there is none. */
  lost(machine: MachineId): void {
    this.serves[machine] = 0
    this.#incarnation[machine]!++
  }

  /** The agent looks for the master: after a random pause, and again and again until it is registered. */
  seek(machine: MachineId): void {
    this.#attempts[machine] = 0
    this.#pause(machine)
  }

  /** Nobody can be told now of the task's end: the agent keeps the update. */
  keep(task: TaskId): void {
    const { tasks } = this.#cluster
    const machine = tasks.machine[task]!
    const update = { task, generation: tasks.generation[task]! }
    const others = this.#updates.get(machine)
    if (others === undefined) this.#updates.set(machine, [update])
    else others.push(update)
  }

  /** Tasks whose ends the agent has to tell. Rows that are another task's by now are left out. */
  updatesOf(machine: MachineId): TaskId[] {
    const { generation } = this.#cluster.tasks
    const updates = this.#updates.get(machine) ?? []
    return updates.flatMap(update => (generation[update.task] === update.generation ? [update.task] : []))
  }

  /** The same, which it forgets. */
  takeUpdates(machine: MachineId): TaskId[] {
    const tasks = this.updatesOf(machine)
    this.#updates.delete(machine)
    return tasks
  }

  /** Forgets the update of this task; false if it does not wait on its agent. */
  takeUpdate(task: TaskId): boolean {
    const updates = this.#updates.get(this.#cluster.tasks.machine[task]!) ?? []
    const at = updates.findIndex(update => update.task === task)
    if (at < 0) return false
    updates.splice(at, 1)
    return true
  }

  /** How many updates wait on agents. */
  get updatesKept(): number {
    let sum = 0
    for (const updates of this.#updates.values()) sum += updates.length
    return sum
  }

  #try(machine: MachineId): void {
    this.#cluster.mailbox.send(Route.Status, this.#arrives, machine, this.#incarnation[machine]!)
    this.#attempts[machine]!++
    if (this.serves[machine] === 0) this.#pause(machine)
  }

  #pause(machine: MachineId): void {
    const { engine } = this.#cluster
    const pause = registrationPause(this.#attempts[machine]!, AGENT_BACKOFF, this.#random)
    engine.at(engine.now + pause, this.#tries, machine, this.#incarnation[machine]!)
  }
}
