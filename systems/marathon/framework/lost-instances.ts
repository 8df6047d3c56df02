/**
 * Instances whose agents were given up. Marathon keeps them in its books for a while, where constraints count them.
 *
 * They are looked at for the first time after 5 min and then every 30 s (ExpungeOverdueLostTasksActor.scala). 1.3 replaces a lost
 * instance at once, and expunges it 75 s later (`--task_lost_expunge_gc`); head does what the app's unreachable strategy says.
 */
import type { Engine } from '../../../sim/engine/engine.ts'
import { MINUTE, NEVER, SECOND, type Time } from '../../../sim/engine/time.ts'
import type { MachineId } from '../../../sim/world/handles.ts'
import { isResident } from '../app.ts'
import type { Era } from '../flags.ts'
import { isExpunged, type UnreachableStrategy } from '../unreachable.ts'
import type { AppInstance } from './running-app.ts'

const FIRST_LOOK: Time = 5 * MINUTE
const LOOK_INTERVAL: Time = 30 * SECOND
/** What 1.3 does, as head would say it. */
const LOST_IN_13 = { inactiveAfter: 0, expungeAfter: 75 * SECOND }
/** `disabled`: nothing is started in its place. */
const WAITED_FOR = { inactiveAfter: NEVER, expungeAfter: NEVER }

export class LostInstances {
  readonly #engine: Engine
  readonly #era: Era
  readonly #expunge: (instance: AppInstance) => void
  readonly #lost = new Map<number, AppInstance>()
  readonly #looks: number
  readonly #inactive: number

  constructor(engine: Engine, era: Era, expunge: (instance: AppInstance) => void) {
    this.#engine = engine
    this.#era = era
    this.#expunge = expunge
    this.#looks = engine.on(number => this.#look(number))
    this.#inactive = engine.on(number => this.#lost.get(number)?.becomes('UnreachableInactive', engine.now))
  }

  /** The instance has just become unreachable. Returns how long it is waited for before another is started in its place. */
  add(instance: AppInstance): Time {
    const { now } = this.#engine
    const { inactiveAfter } = this.#strategyOf(instance)
    const waits = isResident(instance.app.definition)
    this.#lost.set(instance.number, instance)
    instance.lostAt = now
    // 1.3 knows no unreachable instances: a lost one is not one of the app's any more.
    instance.becomes(this.#era === 'head' || waits ? 'Unreachable' : 'UnreachableInactive', now)
    if (inactiveAfter !== NEVER) this.#engine.at(this.#nextLook(now), this.#looks, instance.number, 0)
    if (waits) return NEVER
    if (this.#era !== 'head') return 0
    // It becomes inactive when it has been away for more than that.
    const patience = inactiveAfter + 1
    this.#engine.at(now + patience, this.#inactive, instance.number, 0)
    return patience
  }

  /** Instances of resident apps whose agents are back without them; they are not lost any more. */
  takeReturned(serves: (machine: MachineId) => boolean): AppInstance[] {
    const back = [...this.#lost.values()].filter(
      ({ app, machine }) => isResident(app.definition) && serves(machine),
    )
    for (const instance of back) this.#lost.delete(instance.number)
    return back
  }

  /** It is not waited for any longer. */
  expunge(instance: AppInstance): void {
    this.#lost.delete(instance.number)
    this.#expunge(instance)
  }

  forget(instance: AppInstance): void {
    this.#lost.delete(instance.number)
  }

  #look(number: number): void {
    const instance = this.#lost.get(number)
    if (instance === undefined) return
    const { now } = this.#engine
    if (isExpunged(instance.condition, now - instance.lostAt, this.#strategyOf(instance)))
      this.expunge(instance)
    else this.#engine.at(this.#nextLook(now), this.#looks, number, 0)
  }

  #nextLook(now: Time): Time {
    if (now < FIRST_LOOK) return FIRST_LOOK
    return FIRST_LOOK + (Math.floor((now - FIRST_LOOK) / LOOK_INTERVAL) + 1) * LOOK_INTERVAL
  }

  #strategyOf({ app }: AppInstance): Exclude<UnreachableStrategy, 'disabled'> {
    const { unreachable } = app.definition
    return unreachable === 'disabled' || isResident(app.definition) ? WAITED_FOR : (unreachable ?? LOST_IN_13)
  }
}
