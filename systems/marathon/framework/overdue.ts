/**
 * Launches that are not confirmed in time are given up, and their tasks killed.
 *
 * Marathon looks every 5 s, for the first time after 30 s (OverdueTasksActor.scala, v1.3.6 and 90619da). What Mesos knows it
 * tells when it is asked, after 15 s and then every 600 s (`--reconciliation_initial_delay`, `--reconciliation_interval`): a
 * task that was launched before and does not run is staging then.
 */
import type { Engine } from '../../../sim/engine/engine.ts'
import { SECOND, type Time } from '../../../sim/engine/time.ts'
import { NONE } from '../../../sim/world/handles.ts'
import type { Flags } from '../flags.ts'
import { isOverdue } from '../unreachable.ts'
import type { AppInstance } from './running-app.ts'

const FIRST_CHECK: Time = 30 * SECOND
const CHECK_INTERVAL: Time = 5 * SECOND
/** When a Marathon asks for the states of its tasks, whoever leads. */
export const RECONCILIATION = { first: 15 * SECOND, every: 600 * SECOND, whenRegistered: false } as const

type OverdueFlags = Pick<Flags, 'taskLaunchConfirmTimeout' | 'taskLaunchTimeout'>

export class Overdue {
  readonly #engine: Engine
  readonly #flags: OverdueFlags
  readonly #kill: (instance: AppInstance) => void
  readonly #watched = new Map<number, AppInstance>()
  readonly #checks: number

  constructor(engine: Engine, flags: OverdueFlags, kill: (instance: AppInstance) => void) {
    this.#engine = engine
    this.#flags = flags
    this.#kill = kill
    this.#checks = engine.on(number => this.#check(number))
  }

  /** The instance was just launched. */
  watch(instance: AppInstance): void {
    this.#watched.set(instance.number, instance)
    this.#checkAfter(instance, this.#flags.taskLaunchConfirmTimeout)
  }

  /** It runs, or is over. */
  forget(instance: AppInstance): void {
    this.#watched.delete(instance.number)
  }

  #checkAfter(instance: AppInstance, timeout: Time): void {
    const after = instance.launchedAt + timeout
    const checks = Math.floor((after - FIRST_CHECK) / CHECK_INTERVAL) + 1
    const at = FIRST_CHECK + Math.max(0, checks) * CHECK_INTERVAL
    this.#engine.at(Math.max(at, this.#engine.now), this.#checks, instance.number, 0)
  }

  #check(number: number): void {
    const instance = this.#watched.get(number)
    if (instance === undefined) return
    const { now } = this.#engine
    const { launchedAt: since } = instance
    // Of a launch that never reached Mesos nothing is said.
    const isKnown = instance.task !== NONE && lastReconciliation(now) > since
    if (instance.condition === 'Provisioned' && isKnown) instance.condition = 'Staging'
    const { condition } = instance
    if (isOverdue({ condition, since }, now, this.#flags)) {
      this.#watched.delete(number)
      this.#kill(instance)
    } else this.#checkAfter(instance, this.#flags.taskLaunchTimeout)
  }
}

/** When Mesos was last asked for the states of all tasks; before everything while it never was. */
function lastReconciliation(now: Time): Time {
  if (now < RECONCILIATION.first) return -1
  const times = Math.floor((now - RECONCILIATION.first) / RECONCILIATION.every)
  return RECONCILIATION.first + times * RECONCILIATION.every
}
