/**
 * Runs that an answer asks for one after the other: each experiment setting and seed is run once, on all cores, and remembered.
 */

import type { RunSpec } from '../bench/plan.ts'
import { Interrupted } from '../bench/run/interrupted.ts'
import { RunPool } from '../bench/run/pool.ts'
import { isExact } from '../reports/is-exact.ts'
import { SwitchyardError } from '../sim/errors.ts'
import type { Result } from '../sim/measure/result.ts'

export interface RunsOptions {
  readonly workers: number
  readonly signal?: AbortSignal
  /** Called after every run with how many were made so far. */
  readonly onRun?: (made: number) => void
}

export class Runs {
  made = 0
  readonly #pool: RunPool
  readonly #options: RunsOptions
  readonly #results = new Map<string, Promise<Result>>()

  constructor(options: RunsOptions) {
    this.#options = options
    this.#pool = new RunPool(options.workers)
    options.signal?.addEventListener('abort', () => void this.#pool.stop(), { once: true })
  }

  /**
   * Results of a run with each of the seeds. Where nothing is drawn at random the first stands for all.
   *
   * @param name what is run, seeds apart: two of one name are the same
   * @throws SwitchyardError where a run fails, Interrupted where the signal comes
   */
  async of(name: string, spec: RunSpec, seeds: readonly string[]): Promise<Result[]> {
    const [first, ...others] = seeds
    if (first === undefined) return []
    const result = await this.#one(name, spec, first)
    if (isExact(result)) return seeds.map(() => result)
    return [result, ...(await Promise.all(others.map(seed => this.#one(name, spec, seed))))]
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await this.#pool.stop()
  }

  #one(name: string, spec: RunSpec, seed: string): Promise<Result> {
    const key = JSON.stringify([name, seed])
    const known = this.#results.get(key)
    if (known !== undefined) return known
    const result = this.#run({ ...spec, seed })
    this.#results.set(key, result)
    return result
  }

  async #run(spec: RunSpec): Promise<Result> {
    const { signal, onRun } = this.#options
    try {
      const answer = await this.#pool.run(spec)
      if (!('resultJson' in answer)) {
        throw 'mistake' in answer ? new SwitchyardError(answer.mistake) : new Error(answer.fault)
      }
      this.made++
      onRun?.(this.made)
      return JSON.parse(answer.resultJson) as Result
    } catch (error) {
      if (signal?.aborted) throw new Interrupted('Stopped before there was an answer.')
      throw error
    }
  }
}
