/**
 * What somebody holds, with its scalars added up and the number of times that something was given.
 *
 * Agents are numbers here; their names are the allocator's matter.
 */
import { ByAgent } from './by-agent.ts'
import { Quantities } from './quantities.ts'
import { Resources } from './resources.ts'

/** A sum over agents and clients, without the parts of which it is made. */
export class HeldSum {
  readonly quantities = new Quantities()
  /** Allocations ever made; giving back does not change it. Breaks ties of shares. */
  count = 0
  /** Shared volumes, by agent: one of which several copies are held counts once. */
  readonly #shared = new Map<number, Resources>()

  add(agent: number, resources: Resources): void {
    if (!resources.hasShared) {
      this.quantities.add(resources.quantities)
      return
    }
    const shared = resources.filter(kind => kind.shared !== '')
    this.quantities.add(resources.minus(shared).quantities)
    this.#share(agent, this.#sharedOn(agent).plus(shared))
  }

  /** Of what is there: never more. */
  subtract(agent: number, resources: Resources): void {
    if (!resources.hasShared) {
      this.quantities.subtract(resources.quantities)
      return
    }
    const shared = resources.filter(kind => kind.shared !== '')
    this.quantities.subtract(resources.minus(shared).quantities)
    this.#share(agent, this.#sharedOn(agent).minus(shared))
  }

  /** Takes over what another sum has. */
  copy(other: HeldSum): void {
    this.quantities.add(other.quantities)
    for (const [agent, shared] of other.#shared) this.#shared.set(agent, shared)
    this.count = other.count
  }

  #sharedOn(agent: number): Resources {
    return this.#shared.get(agent) ?? Resources.NONE
  }

  #share(agent: number, after: Resources): void {
    this.quantities.subtract(this.#sharedOn(agent).quantities)
    this.quantities.add(after.quantities)
    if (after.isEmpty) this.#shared.delete(agent)
    else this.#shared.set(agent, after)
  }
}

/** A sum with its parts, agent by agent. Of each agent one object is kept, mostly that of many others: equal sums are one. */
export class Held extends HeldSum {
  readonly #parts = new ByAgent<Resources>()

  override add(agent: number, resources: Resources): void {
    super.add(agent, resources)
    this.note(agent, resources)
  }

  /** What is in the sum already is held on this agent. */
  note(agent: number, resources: Resources): void {
    if (!resources.isEmpty) this.#parts.set(agent, this.of(agent).plus(resources))
  }

  /** Returns what of it was there. */
  override subtract(agent: number, resources: Resources): Resources {
    const before = this.of(agent)
    const after = before.minus(resources)
    const taken = before.minus(after)
    if (after.isEmpty) this.#parts.delete(agent)
    else this.#parts.set(agent, after)
    super.subtract(agent, taken)
    return taken
  }

  of(agent: number): Resources {
    return this.#parts.get(agent) ?? Resources.NONE
  }

  /** Agents on which something is held. */
  get agents(): number {
    return this.#parts.size
  }

  byAgent(): Iterable<[number, Resources]> {
    return this.#parts
  }
}
