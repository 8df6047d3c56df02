/**
 * Quota at head: what top-level roles consume of their guarantees and limits, and what must stay free for guarantees.
 *
 * From the first quota on sums are kept up to date with every change, so that an allocation does not have to look at all agents first.
 */
import { SwitchyardError } from '../../sim/errors.ts'
import type { Agent } from './agent.ts'
import type { Quota } from './protocol.ts'
import { Quantities } from './quantities.ts'
import { isUnreserved, topLevel } from './resource-kind.ts'
import type { Resources } from './resources.ts'

/** While there is no quota nothing is counted: who sets the first one enters agents, and what is held. */
export class QuotaBook {
  readonly #quotas = new Map<string, Quota>()
  /** By top-level role: what is reserved for it and the roles below it, held by anybody or not, and what they hold unreserved. */
  readonly #consumed = new Map<string, Quantities>()
  /** Unreserved, not revocable, and free, on all agents together. */
  readonly #headroom = new Quantities()

  /** @throws SwitchyardError for a role below another: quota is a matter of top-level roles. */
  set(role: string, quota: Quota): void {
    if (topLevel(role) !== role)
      throw new SwitchyardError(
        `Quota for the role '${role}', which lies below another: expected a top-level role; give the quota to '${topLevel(role)}'.`,
      )
    this.#quotas.set(role, quota)
  }

  remove(role: string): void {
    this.#quotas.delete(role)
    if (this.isEmpty) this.#consumed.clear()
    if (this.isEmpty) this.#headroom.subtract(this.#headroom.clone())
  }

  of(role: string): Quota | undefined {
    return this.#quotas.get(role)
  }

  get isEmpty(): boolean {
    return this.#quotas.size === 0
  }

  get hasGuarantees(): boolean {
    return [...this.#quotas.values()].some(({ guarantees }) => !guarantees.isEmpty)
  }

  /** What counts against the quota of a top-level role. Not to be changed. */
  consumed(role: string): Quantities {
    let consumed = this.#consumed.get(role)
    if (consumed === undefined) {
      consumed = new Quantities()
      this.#consumed.set(role, consumed)
    }
    return consumed
  }

  /** What the role is short of its guarantees. */
  unmet(role: string): Quantities {
    const quota = this.#quotas.get(role)
    return quota === undefined ? new Quantities() : this.consumed(role).shortOf(quota.guarantees)
  }

  /** What must stay free so that all guarantees can still be met. */
  required(): Quantities {
    const required = new Quantities()
    for (const role of this.#quotas.keys()) required.add(this.unmet(role))
    return required
  }

  /** What is free in all and can serve guarantees. Not to be changed. */
  get headroom(): Quantities {
    return this.#headroom
  }

  /** What the role may still take before its limits; names without a limit are absent. */
  left({ limits }: Quota, role: string): Quantities {
    const consumed = this.consumed(role)
    return new Quantities([...limits.entries()].map(([name, most]) => [name, most - consumed.get(name)]))
  }

  holds(role: string, resources: Resources): void {
    this.consumed(topLevel(role)).add(resources.burst.quantities)
  }

  givesBack(role: string, resources: Resources): void {
    this.consumed(topLevel(role)).subtract(resources.burst.quantities)
  }

  /** What is free on an agent changed. */
  moved(before: Resources, after: Resources): void {
    this.#headroom.subtract(before.burst.quantities)
    this.#headroom.add(after.burst.quantities)
  }

  enter(agent: Agent): void {
    this.#headroom.add(agent.available.burst.quantities)
    for (const [role, reserved] of reservations(agent.total)) this.consumed(role).add(reserved)
  }

  leave(agent: Agent): void {
    this.#headroom.subtract(agent.available.burst.quantities)
    for (const [role, reserved] of reservations(agent.total)) this.consumed(role).subtract(reserved)
  }
}

/** Scalars that are reserved, by top-level role. */
function reservations(total: Resources): Map<string, Quantities> {
  const byRole = new Map<string, Quantities>()
  for (const { kind, amount } of total.entries) {
    if (isUnreserved(kind) || amount.type !== 'scalar') continue
    const role = topLevel(kind.role)
    const sum = byRole.get(role) ?? new Quantities()
    sum.addTo(kind.name, amount.value)
    byRole.set(role, sum)
  }
  return byRole
}
