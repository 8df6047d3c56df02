/**
 * When Marathon tells Mesos that it wants offers, and when that it wants none.
 */
import type { Engine } from '../../../sim/engine/engine.ts'
import { NEVER } from '../../../sim/engine/time.ts'
import type { FrameworkId } from '../../../sim/world/handles.ts'
import type { MasterLink } from '../../mesos/root/mesos-scheduler.ts'
import type { Flags } from '../flags.ts'
import { Reviving } from '../reviving.ts'

export class OfferTalk {
  readonly #engine: Engine
  readonly #link: MasterLink
  readonly #framework: FrameworkId
  readonly #flags: Flags
  readonly #due: number
  #reviving: Reviving
  #registered = false
  suppressed: boolean

  constructor(engine: Engine, link: MasterLink, framework: FrameworkId, flags: Flags) {
    this.#engine = engine
    this.#link = link
    this.#framework = framework
    this.#flags = flags
    this.suppressed = flags.suppressOffers
    this.#reviving = this.#begin()
    this.#due = engine.on(() => this.#reviveIfDue())
  }

  /** The master knows this Marathon, or does not any more. Offers that are wanted are asked for again. */
  connected(suppressed: boolean, areWanted: boolean): void {
    this.#registered = true
    this.suppressed = suppressed
    this.#reviving = this.#begin()
    if (areWanted || !suppressed) this.wanted(areWanted)
  }

  disconnected(): void {
    this.#registered = false
  }

  /** Somebody has become interested in offers, or nobody is any more. */
  wanted(areWanted: boolean): void {
    if (!this.#registered) return
    if (areWanted) {
      this.#reviving.wanted()
      this.#reviveIfDue()
    } else if (this.#reviving.unwanted()) {
      this.suppressed = true
      this.#link.suppress(this.#framework)
    }
  }

  #begin(): Reviving {
    const reviving = new Reviving(this.#flags)
    if (this.suppressed) reviving.unwanted()
    return reviving
  }

  #reviveIfDue(): void {
    const { now } = this.#engine
    const at = this.#reviving.nextAt(now)
    if (!this.#registered || at === NEVER) return
    if (at <= now) {
      this.#reviving.revived(now)
      this.suppressed = false
      this.#link.revive(this.#framework)
    }
    const next = this.#reviving.nextAt(now)
    if (next !== NEVER) this.#engine.at(next, this.#due, 0, 0)
  }
}
