/**
 * What is said of a policy that did something wrong: file, method, simulated time, and what was expected.
 */

import { inSeconds } from '../../sim/engine/time.ts'
import { PolicyError } from '../../sim/errors.ts'
import type { ReadableWorld } from '../../sim/world/readable.ts'
import { quoted, shown } from './foreign-value.ts'
import { Shown, type ShownOptions } from './shown.ts'

export class Guard extends Shown {
  readonly #path: string
  readonly #thrownAt: (error: unknown) => string

  /** `path` is how messages call the file. */
  constructor(path: string, thrownAt: (error: unknown) => string, options: ShownOptions) {
    super(options)
    this.#path = path
    this.#thrownAt = thrownAt
  }

  threw(method: string, error: unknown, world?: ReadableWorld): PolicyError {
    return new PolicyError(`${this.#thrownAt(error)}: ${method} threw ${quoted(error)}${when(world)}`)
  }

  nonsense(method: string, answer: unknown, expected: string, world?: ReadableWorld): PolicyError {
    return this.mistake(method, `returned ${shown(answer)}`, expected, world)
  }

  mistake(method: string, did: string, expected: string, world?: ReadableWorld): PolicyError {
    return new PolicyError(`${this.#path}: ${method} ${did}${when(world)}, expected ${expected}`)
  }
}

const when = (world?: ReadableWorld) =>
  world === undefined ? '' : ` at simulated time ${inSeconds(world.now)} s`
