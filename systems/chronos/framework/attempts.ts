/**
 * Attempts that are to come. Chronos does not store them: they are forgotten when it dies.
 */
import type { Engine } from '../../../sim/engine/engine.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { Unit } from './work.ts'

export class Attempts {
  readonly #engine: Engine
  readonly #timer: number
  /** By number. */
  readonly #waiting: Unit[] = []
  #life = 0

  /** @param due its time has come */
  constructor(engine: Engine, due: (unit: Unit) => void) {
    this.#engine = engine
    this.#timer = engine.on((number, life) => {
      if (life === this.#life) due(this.#waiting[number]!)
    })
  }

  add(unit: Unit, at: Time): void {
    this.#engine.at(at, this.#timer, this.#waiting.push(unit) - 1, this.#life)
  }

  forget(): void {
    this.#life++
  }
}
