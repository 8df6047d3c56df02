/**
 * What every task holds in the allocator's terms, from the moment that it is launched until the master sees that it is over.
 */
import { type MachineId, NONE, type TaskId } from '../../../sim/world/handles.ts'
import type { World } from '../../../sim/world/world.ts'
import type { Holding } from '../protocol.ts'
import type { Resources } from '../resources.ts'

export class Holdings {
  readonly #world: World
  /** By framework. */
  readonly #roles: readonly string[]
  /** By row of the task. */
  readonly #held: (Resources | undefined)[] = []
  /** The term of the master that counts the task; by row. */
  readonly #term: number[] = []

  constructor(world: World, roles: readonly string[]) {
    this.#world = world
    this.#roles = roles
  }

  launched(task: TaskId, resources: Resources, term: number): void {
    this.#held[task] = resources
    this.#term[task] = term
  }

  /** The task is over: what is to be recovered; null if the master of this term never counted it, or has recovered it. */
  recover(task: TaskId, term: number): Holding | null {
    const resources = this.#held[task]
    if (resources === undefined) return null
    this.#held[task] = undefined
    return this.#term[task] === term ? this.#holding(task, resources) : null
  }

  /** The master that removed the task's agent counts it no more. */
  forget(task: TaskId): void {
    this.#held[task] = undefined
  }

  /** What runs on the agent, or is on its way there, as it tells a master that begins a term. */
  onAgent(machine: MachineId, term: number): Holding[] {
    const { tasks } = this.#world
    const holdings: Holding[] = []
    for (let task = tasks.on(machine); task !== NONE; task = tasks.nextOnMachine(task)) {
      const resources = this.#held[task]
      if (resources === undefined) continue
      this.#term[task] = term
      holdings.push(this.#holding(task, resources))
    }
    return holdings
  }

  #holding(task: TaskId, resources: Resources): Holding {
    const { tasks, jobs } = this.#world
    const framework = jobs.framework[tasks.job[task]!]!
    return {
      framework: String(framework),
      role: this.#roles[framework]!,
      agent: String(tasks.machine[task]!),
      resources,
    }
  }
}
