/**
 * What means and intervals are over: seeds, or the values of an axis such as several logs.
 */
import type { ExperimentResults } from './experiment-results.ts'
import { valueWords } from './labels.ts'

/** Names of the replicates, in their order. */
export function replicatesOf(results: ExperimentResults): readonly string[] {
  const axis = results.axes.find(({ name }) => name === results.meanOver)
  return axis === undefined ? results.seeds : axis.values.map(valueWords)
}
