/**
 * Whether apps have as many instances as they are to have, where it is not seen to at once: an instance that had been replaced is
 * back. Head looks then (ScaleAppUpdateStepImpl.scala), unless a deployment has the app locked; the next regular look comes 15 s after
 * the start or 300 s after the one before (`--scale_apps_initial_delay`, `--scale_apps_interval`).
 */
import type { Engine } from '../../../sim/engine/engine.ts'
import { SECOND, type Time } from '../../../sim/engine/time.ts'
import type { RunningApp } from './running-app.ts'

/** When all apps are looked at. */
export const SCALE_LOOKS = { first: 15 * SECOND, every: 300 * SECOND } as const

export class ScaleChecks {
  readonly #engine: Engine
  readonly #isLocked: (app: RunningApp) => boolean
  readonly #fit: (app: RunningApp) => void
  /** Apps to be looked at when no deployment has them locked. */
  readonly #postponed = new Set<RunningApp>()
  readonly #planned: RunningApp[] = []
  readonly #looks: number

  /** `fit` makes an app's instances as many as it is to have. */
  constructor(engine: Engine, isLocked: (app: RunningApp) => boolean, fit: (app: RunningApp) => void) {
    this.#engine = engine
    this.#isLocked = isLocked
    this.#fit = fit
    this.#looks = engine.on(() => this.look(this.#planned.shift()!))
  }

  look(app: RunningApp): void {
    if (this.#isLocked(app)) this.#postponed.add(app)
    else this.#fit(app)
  }

  /** Something about the app is other than it was: its deployment may be over. */
  changed(app: RunningApp): void {
    if (!this.#postponed.has(app) || this.#isLocked(app)) return
    this.#postponed.delete(app)
    this.#planned.push(app)
    this.#engine.at(nextLook(this.#engine.now), this.#looks, 0, 0)
  }
}

function nextLook(now: Time): Time {
  const { first, every } = SCALE_LOOKS
  return now < first ? first : first + (Math.floor((now - first) / every) + 1) * every
}
