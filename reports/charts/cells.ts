/**
 * One number in every cell of an experiment: each compared system at each step of the rising axis.
 */
import type { Axis, AxisValue, ExperimentResults } from '../experiment-results.ts'
import { valueWords } from '../labels.ts'
import { isBoundAt, mainSetting, otherAxes, type Setting, settingsOf } from '../samples.ts'
import { meanAt } from '../statistics/mean-at.ts'
import type { MeanInterval } from '../statistics/mean-interval.ts'
import { AT_LEAST, NOTHING } from '../tables/table.ts'
import { systemsOf } from './systems.ts'

/** A mean, its interval, and whether it is known from below alone. */
export interface CellValue extends MeanInterval {
  /** Set where the mean is a bound: it is at least this. */
  readonly atLeast?: true
}

/** Mean and 95 % interval over the replicates of a cell that measured the number at least once, or its exact value. */
export interface Cell extends CellValue {
  /** Index into `systemsOf`. */
  readonly system: number
  /** Index into `Cells.steps`. */
  readonly step: number
}

export interface Cells {
  /** Name of the rising axis, null if there is none: then there is one step. */
  readonly rising: string | null
  readonly steps: readonly string[]
  /** The steps as numbers, null if one is none. */
  readonly numbers: readonly number[] | null
  /** The step of the main setting. */
  readonly main: number
  /** System by system, step by step. */
  readonly cells: readonly Cell[]
}

/** The cells of a number of one scope; axes that neither are compared nor rise stand at the main setting. */
export function cellsOf(results: ExperimentResults, number: string, of: string): Cells {
  const rising = risingAxis(results)
  const main = mainSetting(results)?.axes ?? {}
  const settings = settingsOf(results)
  const values = rising === null ? [null] : rising.values
  const places = values.map(value => {
    const wanted = rising === null || value === null ? main : { ...main, [rising.name]: value }
    return settings.find(({ axes }) => Object.entries(wanted).every(([axis, at]) => axes[axis] === at))
  })
  const cells = systemsOf(results).flatMap(({ value, style }) =>
    places.flatMap((setting, step) => {
      if (setting === undefined) return []
      const interval = valueAt(setting, value, number, of)
      return interval.n === 0 ? [] : [{ ...interval, system: style, step }]
    }),
  )
  return {
    rising: rising?.name ?? null,
    steps: values.map(value => (value === null ? '' : valueWords(value))),
    numbers: values.every(value => typeof value === 'number') ? values : null,
    main: rising === null ? 0 : rising.values.indexOf(main[rising.name]!),
    cells,
  }
}

/** The value that a chart draws of one system at one setting. */
export function valueAt(setting: Setting, value: AxisValue, number: string, of: string): CellValue {
  const mean = meanAt(setting, value, number, of)
  return isBoundAt(setting, value, number, of) ? { ...mean, atLeast: true } : mean
}

/** A mean as the table of a chart has it: '≥ 4' where it is a bound. */
export function meanText({ mean, n, atLeast }: CellValue): string | number {
  if (n === 0) return NOTHING
  return atLeast === true ? `${AT_LEAST}${Number(mean.toPrecision(6))}` : mean
}

/** The ends of its interval as the table of a chart has them. */
export function endTexts({ low, high, n, exact }: CellValue): readonly (string | number)[] {
  return n > 1 && exact !== true ? [low, high] : [NOTHING, NOTHING]
}

/** The axis along which a chart rises: beside the compared one, the first of numbers, else the first; two values at least. */
function risingAxis(results: ExperimentResults): Axis | null {
  const others = otherAxes(results).filter(axis => axis.values.length > 1)
  return others.find(axis => axis.values.every(value => typeof value === 'number')) ?? others[0] ?? null
}
