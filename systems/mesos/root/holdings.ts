/**
 * What every task holds in the allocator's terms, from the moment that it is launched until the master sees that it is over.
 */
import { type MachineId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import type { World } from '../../../sim/world/world.ts'
import type { Agent } from '../agent.ts'
import type { Holder } from '../holder.ts'
import type { Holding } from '../protocol.ts'
import type { Resources } from '../resources.ts'
import type { Leadership } from './leadership.ts'

/** Resources, holder, and the registration of its agent under which the task is counted. */
const WIDTH = 3
const HOLDER = 1
const UNDER = 2

export class Holdings {
  readonly #world: World
  /** So many entries a task, by its row: those of one task are read together. No resources: it holds nothing. */
  readonly #entries: (Resources | Holder | number | undefined)[] = []
  /** How often each agent has registered. */
  readonly #registrations: Uint32Array
  /** The term in which it did so last. */
  readonly #terms: Int32Array
  /** By machine, its agent as that term's master knows it. */
  readonly #agents: Agent[] = []

  constructor(world: World) {
    this.#world = world
    this.#registrations = new Uint32Array(world.machines.count)
    this.#terms = new Int32Array(world.machines.count)
  }

  launched(task: TaskId, resources: Resources, holder: Holder): void {
    const entries = this.#entries
    const at = task * WIDTH
    while (entries.length < at) entries.push(undefined)
    entries[at] = resources
    entries[at + HOLDER] = holder
    entries[at + UNDER] = this.#registrations[this.#world.tasks.machine[task]!]!
  }

  /** The task is over: the master recovers what it counted of it since the agent registered last, once. */
  recover(task: TaskId, { term, current }: Leadership): void {
    const entries = this.#entries
    const at = task * WIDTH
    const resources = entries[at] as Resources | undefined
    if (resources === undefined) return
    entries[at] = undefined
    const machine = this.#world.tasks.machine[task]!
    if (entries[at + UNDER] !== this.#registrations[machine] || this.#terms[machine] !== term) return
    current?.master.recovered(entries[at + HOLDER] as Holder, this.#agents[machine]!, resources)
  }

  /** What runs on the agent, or is on its way there, as it tells the master when it registers: the master counts this, and no more. */
  onAgent(machine: MachineId, term: number): Omit<Holding, 'agent'>[] {
    const { tasks } = this.#world
    const entries = this.#entries
    const holdings: Omit<Holding, 'agent'>[] = []
    const registration = ++this.#registrations[machine]!
    this.#terms[machine] = term
    for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task)) {
      const resources = entries[task * WIDTH] as Resources | undefined
      if (resources === undefined) continue
      entries[task * WIDTH + UNDER] = registration
      const { framework, role } = entries[task * WIDTH + HOLDER] as Holder
      holdings.push({ framework, role, resources })
    }
    return holdings
  }

  /** The agent of the machine, as the master knows it with which it registered last. */
  agentOf(machine: MachineId): Agent {
    return this.#agents[machine]!
  }

  /** The agent of the machine has registered with that. */
  registered(machine: MachineId, agent: Agent): void {
    this.#agents[machine] = agent
  }
}
