/**
 * The runs of one combination of an experiment's axes, at values of the setting that varies and growths of the workload.
 */
import { sentence } from '../../bench/experiment/faults.ts'
import type { Goal } from '../../bench/experiment/goals.ts'
import { didYouMean, oneOfMany } from '../../bench/experiment/nearest.ts'
import type { HardwareSpec } from '../../bench/plan.ts'
import { isExact } from '../../reports/is-exact.ts'
import { measurementsOf, numberIn } from '../../reports/samples.ts'
import { type MeanInterval, meanInterval } from '../../reports/statistics/mean-interval.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import type { Result } from '../../sim/measure/result.ts'
import type { Runs } from '../runs.ts'
import type { Excess } from './excess.ts'
import { excessesOf, limitsOf, shown } from './goal-excess.ts'
import type { Plans } from './plans.ts'
import { leavesRoom } from './unreachable.ts'

/** Where the setting stands; `growth` absent: the workload is as the experiment says. */
export interface Place {
  readonly value: number
  readonly growth?: number
}

/** What costs are weighed against. */
export const WAIT = 'wait_first_mean_s'

export class Combination {
  /** So far nothing was drawn at random: every run of a place is the same. */
  exact = true
  readonly #goals: readonly Goal[]
  readonly #indifference: number
  readonly #plans: Plans
  readonly #runs: Runs
  readonly #index: number

  /** @param index of the combination among the runs of a plan */
  constructor(
    { goals, indifference }: { readonly goals: readonly Goal[]; readonly indifference: number },
    plans: Plans,
    runs: Runs,
    index: number,
  ) {
    this.#goals = goals
    this.#indifference = indifference
    this.#plans = plans
    this.#runs = runs
    this.#index = index
  }

  async results({ value, growth }: Place, family: string, seeds: number): Promise<Result[]> {
    const { spec } = (await this.#plans.at(value, growth)).runs[this.#index]!
    const names = Array.from({ length: seeds }, (_, i) => `${family} ${i + 1}`)
    const name = JSON.stringify([this.#index, spec.hardware.machines, value, growth])
    const results = await this.#runs.of(name, { ...spec, limits: limitsOf(this.#goals) }, names)
    checkScopes(this.#goals, results[0]!)
    this.exact &&= results.every(isExact)
    return results
  }

  /** The machines of a place. */
  async hardware({ value, growth }: Place): Promise<HardwareSpec> {
    return (await this.#plans.at(value, growth)).runs[this.#index]!.spec.hardware
  }

  /** The mean wait of a job for its first task in each run, in seconds; null where there was none. */
  async waits(place: Place, seeds: number): Promise<(number | null)[]> {
    const results = await this.results(place, 'test', seeds)
    return results.map(result => numberIn(measurementsOf(result), WAIT, 'all'))
  }

  /** Whether machines are idle and nothing waits for room in the runs of the search. */
  async hasRoom(place: Place, seeds: number): Promise<boolean> {
    return leavesRoom(await this.results(place, 'search', seeds))
  }

  /** Of each goal, its excess in each run. */
  async excess(place: Place, family: 'search' | 'test', seeds: number): Promise<Excess[][]> {
    const results = await this.results(place, family, seeds)
    return this.#goals.map(goal => excessesOf(goal, results, this.#indifference))
  }

  /** Of each goal what people want to read, with a 95 % interval over the seeds. */
  async means(place: Place, family: 'search' | 'test', seeds: number): Promise<MeanInterval[]> {
    const results = await this.results(place, family, seeds)
    return this.#goals.map(goal => meanInterval(results.flatMap(result => shown(goal, result) ?? [])))
  }
}

/** @throws SwitchyardError where a goal is about a class or a framework that no run has. */
function checkScopes(goals: readonly Goal[], { rows }: Result): void {
  const faults = goals.flatMap(({ text, scope, name }) => {
    const known = rows.filter(row => row.scope === scope).map(row => row.name)
    if (known.includes(name)) return []
    const found = `the ${scope} ${JSON.stringify(name)}`
    const remedy = didYouMean(name, known)
    return [
      `--goal ${JSON.stringify(text)}: ${sentence({ found, expected: `a ${scope} of the experiment: ${oneOfMany(name, known, 'names')}`, remedy })}.`,
    ]
  })
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
}
