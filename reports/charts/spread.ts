/**
 * The title of a chart: how far the compared systems are apart.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import { quantity, type Unit } from '../quantities.ts'
import { mainSetting } from '../samples.ts'
import { settingWords } from '../tables/settings.ts'

/** A name and a mean at the main setting; NaN where nothing was measured. */
export interface NamedValue {
  readonly name: string
  readonly value: number
  /** True: only this is known of it, that it is not smaller. */
  readonly atLeast?: boolean
}

/**
 * 'At load 0.9, the mean wait ranges from 12.0 s (fifo) to 3.00 min (offers)'. It states means and claims no winner:
 * whether a difference is more than chance is for the finding and its tables to say.
 */
export function spread(
  results: ExperimentResults,
  subject: string,
  unit: Unit,
  values: readonly NamedValue[],
): string {
  const setting = mainSetting(results)
  const at = setting === undefined ? '' : settingWords(results, setting)
  const start = at === '' ? `The ${subject}` : `${at[0]!.toUpperCase()}${at.slice(1)}, the ${subject}`
  const sorted = values.filter(({ value }) => Number.isFinite(value)).sort((a, b) => a.value - b.value)
  const low = sorted[0]
  const high = sorted.at(-1)
  if (low === undefined || high === undefined) return `${start} was not measured`
  // A line never ends between a number and its unit.
  const words = ({ value, atLeast }: NamedValue): string =>
    `${atLeast === true ? 'at least ' : ''}${quantity(value, unit)}`.replaceAll(' ', '\u00a0')
  const from = words(low)
  const to = words(high)
  if (sorted.length === 1) return `${start} is ${from} (${low.name})`
  if (from === to) return `${start} is ${from} everywhere`
  return `${start} ranges from ${from} (${low.name}) to ${to} (${high.name})`
}
