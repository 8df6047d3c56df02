/**
 * What somebody holds, agent by agent, with its scalars added up and the number of times that something was given.
 */
import { Quantities } from './quantities.ts'
import { Resources } from './resources.ts'

export class Held {
  readonly byAgent = new Map<string, Resources>()
  readonly quantities = new Quantities()
  /** Allocations ever made; giving back does not change it. Breaks ties of shares. */
  count = 0

  add(agent: string, resources: Resources): void {
    this.#set(agent, this.of(agent).plus(resources))
  }

  subtract(agent: string, resources: Resources): void {
    this.#set(agent, this.of(agent).minus(resources))
  }

  of(agent: string): Resources {
    return this.byAgent.get(agent) ?? Resources.NONE
  }

  /** A copy that does not change with this one. */
  clone(): Held {
    const copy = new Held()
    for (const [agent, resources] of this.byAgent) copy.add(agent, resources)
    copy.count = this.count
    return copy
  }

  /** By differences of the agent's sum, so that a shared volume of which another copy is taken counts once. */
  #set(agent: string, after: Resources): void {
    this.quantities.subtract(this.of(agent).quantities)
    this.quantities.add(after.quantities)
    if (after.isEmpty) this.byAgent.delete(agent)
    else this.byAgent.set(agent, after)
  }
}
