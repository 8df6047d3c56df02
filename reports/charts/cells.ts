/**
 * One number in every cell of an experiment: each compared system at each step of the rising axis.
 */
import type { AxisValue, ExperimentResults } from '../experiment-results.ts'
import { type MeanInterval, meanInterval } from '../statistics/mean-interval.ts'
import { comparedValues, heaviestSetting, numbersOf, risingAxis, runsAt } from './selection.ts'

/** Mean and 95 % interval over the seeds of a cell that measured the number at least once. */
export interface Cell extends MeanInterval {
  /** Index into `Cells.systems`. */
  readonly system: number
  /** Index into `Cells.steps`. */
  readonly step: number
}

export interface Cells {
  readonly systems: readonly AxisValue[]
  /** Name of the rising axis, null if there is none: then there is one step. */
  readonly rising: string | null
  readonly steps: readonly AxisValue[]
  /** The step of the heaviest setting. */
  readonly heaviest: number
  /** System by system, step by step. */
  readonly cells: readonly Cell[]
}

/** The cells of a number of the catalogue, of one scope; all other axes stand at their heaviest value. */
export function cellsOf(results: ExperimentResults, number: string, of: string): Cells {
  const systems = comparedValues(results)
  const axis = risingAxis(results)
  const steps = axis === null ? [''] : axis.values
  const setting = heaviestSetting(results)
  const cells = systems.flatMap((value, system) =>
    steps.flatMap((at, step) => {
      const there = axis === null ? setting : { ...setting, [axis.name]: at }
      const interval = meanInterval(numbersOf(runsAt(results, value, there), number, of))
      return interval.n === 0 ? [] : [{ ...interval, system, step }]
    }),
  )
  const heaviest = axis === null ? 0 : steps.indexOf(setting[axis.name]!)
  return { systems, rising: axis?.name ?? null, steps, heaviest, cells }
}
