/**
 * Apps whose launches wait for the end of a delay.
 */
import type { Engine } from '../../../sim/engine/engine.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { JobId } from '../../../sim/world/handles.ts'
import type { RunningApp } from './running-app.ts'

export class HeldApps {
  readonly #engine: Engine
  readonly #byJob = new Map<JobId, RunningApp>()
  readonly #ends: number

  /** `isOver` hears of every delay that is over. */
  constructor(engine: Engine, isOver: (app: RunningApp) => void) {
    this.#engine = engine
    this.#ends = engine.on((job, generation) => {
      const app = this.#byJob.get(job)
      if (app === undefined || app.generation !== generation || app.recheckAt > engine.now) return
      this.#byJob.delete(job)
      isOver(app)
    })
  }

  /** The app waits until then, whatever was said of it before. */
  hold(app: RunningApp, until: Time): void {
    app.recheckAt = until
    this.#byJob.set(app.job, app)
    this.#engine.at(until, this.#ends, app.job, app.generation)
  }
}
