/**
 * The experiment with its setting at a value, planned once a value: it may name a long log, which is read for its hash.
 */
import type { Overrides } from '../../bench/experiment/overrides.ts'
import { readExperiment } from '../../bench/experiment/read.ts'
import type { Plan } from '../../bench/plan.ts'

/** What is planned: the file, what the command line changes of it, and the setting that varies. */
export interface Varied {
  readonly file: string
  readonly overrides: Overrides
  readonly axis: { readonly key: string }
}

export class Plans {
  readonly #varied: Varied
  readonly #plans = new Map<string, Promise<Plan>>()

  constructor(varied: Varied) {
    this.#varied = varied
  }

  /** With one seed. `growth`: the workload is to be so much larger; absent: as the experiment says. */
  at(value: number, growth?: number): Promise<Plan> {
    const key = JSON.stringify([value, growth])
    const plan = this.#plans.get(key) ?? this.#read(value, growth)
    this.#plans.set(key, plan)
    return plan
  }

  #read(value: number, growth: number | undefined): Promise<Plan> {
    const { file, overrides, axis } = this.#varied
    const grown = growth === undefined ? {} : { growth }
    const placed = Object.entries({ [axis.key]: value, ...grown }).map(([key, value]) => ({
      path: key.split('.'),
      value,
    }))
    return readExperiment(file, { ...overrides, placed, seeds: 1, alone: true })
  }
}
