/**
 * The clock of one leading master: its timers end with it.
 */
import type { Engine, Handler } from '../../../sim/engine/engine.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { Clock } from '../protocol.ts'

export class TermClock implements Clock {
  readonly #engine: Engine
  #over = false

  constructor(engine: Engine) {
    this.#engine = engine
  }

  get now(): Time {
    return this.#engine.now
  }

  on(handler: Handler): number {
    return this.#engine.on((a, b) => {
      if (!this.#over) handler(a, b)
    })
  }

  at(time: Time, kind: number, a: number, b: number): void {
    if (!this.#over) this.#engine.at(time, kind, a, b)
  }

  /** Nothing goes off any more. */
  end(): void {
    this.#over = true
  }
}
