/**
 * What frameworks hold that the allocator does not know: those that have not registered yet, and those that are gone. It is held on
 * agents, and counts for nobody's share.
 */
import { Held } from './held.ts'
import type { Holder } from './holder.ts'
import { Resources } from './resources.ts'

export class Strangers {
  readonly #held = new Map<Holder, Held>()

  add(holder: Holder, agent: number, resources: Resources): void {
    let held = this.#held.get(holder)
    if (held === undefined) {
      held = new Held()
      this.#held.set(holder, held)
    }
    held.add(agent, resources)
  }

  /** Of what is there: never more. */
  subtract(holder: Holder, agent: number, resources: Resources): void {
    const held = this.#held.get(holder)
    held?.subtract(agent, resources)
    if (held?.agents === 0) this.#held.delete(holder)
  }

  of(holder: Holder, agent: number): Resources {
    return this.#held.get(holder)?.of(agent) ?? Resources.NONE
  }

  /** All of them, with what each holds. */
  [Symbol.iterator](): Iterator<[Holder, Held]> {
    return this.#held.entries()
  }

  /** What the framework holds by role, which is forgotten: it is no stranger any more. */
  takeOut(framework: string): [Holder, Held][] {
    const own = [...this].filter(([holder]) => holder.framework === framework)
    for (const [holder] of own) this.#held.delete(holder)
    return own
  }
}
