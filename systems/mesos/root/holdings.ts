/**
 * What every task holds in the allocator's terms, from the moment that it is launched until the master sees that it is over.
 */
import { type MachineId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import type { World } from '../../../sim/world/world.ts'
import type { Holding } from '../protocol.ts'
import type { Resources } from '../resources.ts'

export class Holdings {
  readonly #world: World
  /** By row of the task. */
  readonly #held: (Resources | undefined)[] = []
  /** In which it was offered; by row. */
  readonly #role: string[] = []
  /** The term of the master that counts the task; by row. */
  readonly #term: number[] = []
  /** The registration of its agent under which the task is counted; by row. */
  readonly #under: number[] = []
  /** How often each agent has registered. */
  readonly #registrations: Uint32Array
  /** Names of agents, by machine: a new text for every task that ends would have to be read to find its agent. */
  readonly #names: string[] = []

  constructor(world: World) {
    this.#world = world
    this.#registrations = new Uint32Array(world.machines.count)
  }

  launched(task: TaskId, resources: Resources, role: string, term: number): void {
    this.#held[task] = resources
    this.#role[task] = role
    this.#term[task] = term
    this.#under[task] = this.#registrations[this.#world.tasks.machine[task]!]!
  }

  /**
   * The task is over: what is to be recovered; null if the master never counted it since the agent registered last, or has
   * recovered it.
   */
  recover(task: TaskId, term: number): Holding | null {
    const resources = this.#held[task]
    if (resources === undefined) return null
    this.#held[task] = undefined
    const isCounted = this.#under[task] === this.#registrations[this.#world.tasks.machine[task]!]
    return isCounted && this.#term[task] === term ? this.#holding(task, resources) : null
  }

  /** What runs on the agent, or is on its way there, as it tells the master when it registers: the master counts this, and no more. */
  onAgent(machine: MachineId, term: number): Holding[] {
    const { tasks } = this.#world
    const holdings: Holding[] = []
    const registration = ++this.#registrations[machine]!
    for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task)) {
      const resources = this.#held[task]
      if (resources === undefined) continue
      this.#term[task] = term
      this.#under[task] = registration
      holdings.push(this.#holding(task, resources))
    }
    return holdings
  }

  #holding(task: TaskId, resources: Resources): Holding {
    const { tasks, jobs } = this.#world
    const machine = tasks.machine[task]!
    this.#names[machine] ??= String(machine)
    return {
      framework: String(jobs.framework[tasks.job[task]!]!),
      role: this.#role[task]!,
      agent: this.#names[machine]!,
      resources,
    }
  }
}
