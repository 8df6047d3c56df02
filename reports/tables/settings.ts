/**
 * How settings, systems and seeds are spoken of in tables and sentences.
 */
import type { AxisValue, ExperimentResults } from '../experiment-results.ts'
import { axisWords, valueWords } from '../labels.ts'
import { comparedValues, mainSetting, otherAxes, type Setting, settingsOf } from '../samples.ts'
import type { Column } from './table.ts'

/** More rows than this, and a table for the terminal keeps to the main setting. */
const FEW_ROWS = 8

/** All settings where a table of them is small, else the main one alone (see `mainSetting`). */
export function fewSettings(results: ExperimentResults): Setting[] {
  const all = settingsOf(results)
  if (all.length * comparedValues(results).length <= FEW_ROWS) return all
  const main = mainSetting(results)
  return main ? [main] : []
}

/** 'at load 0.9 and memory 64', 'under offers', of the axes that have several values in the experiment; '' if none has. */
export function settingWords(results: ExperimentResults, setting: Setting): string {
  const several = otherAxes(results).filter(axis => axis.values.length > 1)
  const [systems, others] = [
    several.filter(axis => axis.name === 'system'),
    several.filter(axis => axis.name !== 'system'),
  ]
  const words = (axes: typeof several) =>
    enumeration(axes.map(({ name }) => axisWords(name, setting.axes[name]!)))
  const parts = [
    systems.length > 0 ? `under ${words(systems)}` : '',
    others.length > 0 ? `at ${words(others)}` : '',
  ]
  return parts.filter(part => part !== '').join(' ')
}

/** The columns that say which row it is: the axes that vary over these settings, then the compared axis. */
export function keyColumns(results: ExperimentResults, settings: readonly Setting[]): Column[] {
  const axes = varyingAxes(results, settings).map(heading => ({ heading, align: 'right' as const }))
  return [...axes, { heading: results.baseline.axis, align: 'left' }]
}

/** The cells under `keyColumns`. */
export function keyCells(
  results: ExperimentResults,
  settings: readonly Setting[],
  setting: Setting,
  value: AxisValue,
): string[] {
  const axes = varyingAxes(results, settings).map(name => valueWords(setting.axes[name]!))
  return [...axes, valueWords(value)]
}

function varyingAxes(results: ExperimentResults, settings: readonly Setting[]): string[] {
  return otherAxes(results)
    .map(axis => axis.name)
    .filter(name => new Set(settings.map(setting => setting.axes[name])).size > 1)
}

/** ' at load 0.9' for a title, where one setting stands for several; '' where the rows say which. */
export function atWords(results: ExperimentResults, settings: readonly Setting[]): string {
  const words = settings.length === 1 ? settingWords(results, settings[0]!) : ''
  return words === '' ? '' : ` ${words}`
}

/** '10 seeds', '1 seed'. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** 'a', 'a and b', 'a, b and c'. */
export function enumeration(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
