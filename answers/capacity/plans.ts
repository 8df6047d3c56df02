/**
 * The experiment with its setting at a value, planned once a value: it may name a long log, which is read for its hash.
 */
import type { Overrides } from '../../bench/experiment/overrides.ts'
import { readExperiment } from '../../bench/experiment/read.ts'
import type { Plan } from '../../bench/plan.ts'
import { type MachineType, withMachines } from './machine-types.ts'

/** What is planned: the file, what the command line changes of it, and the setting that varies. */
export interface Varied {
  readonly file: string
  readonly overrides: Overrides
  readonly axis: { readonly key: string }
  /** The value is so many machines of this type; absent: it is written into the experiment. */
  readonly type?: MachineType
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

  async #read(value: number, growth: number | undefined): Promise<Plan> {
    const { file, overrides, axis, type } = this.#varied
    const grown = growth === undefined ? {} : { growth }
    const varied = type === undefined ? { [axis.key]: value } : {}
    const placed = Object.entries({ ...varied, ...grown }).map(([key, value]) => ({
      path: key.split('.'),
      value,
    }))
    const plan = await readExperiment(file, { ...overrides, placed, seeds: 1, alone: true })
    if (type === undefined) return plan
    const runs = plan.runs.map(({ axes, spec, id }) => ({
      id,
      axes: { ...axes, machines: type.label },
      spec: { ...spec, hardware: withMachines(spec.hardware, type, value) },
    }))
    return { ...plan, runs }
  }
}
