/**
 * How the replicates that means and intervals are over are spoken of.
 */
import { allExact, exactPhrase } from './exactness.ts'
import type { ExperimentResults } from './experiment-results.ts'
import { replicatesOf } from './replicate-names.ts'
import { counted } from './tables/settings.ts'

/** 'seed', 'log', or '<axis> value': one replicate, to be counted. */
export function replicateNoun({ meanOver }: ExperimentResults): string {
  return meanOver === undefined ? 'seed' : meanOver === 'file' ? 'log' : `${meanOver} value`
}

/** 'mean over 10 seeds', or that there is nothing to average. */
export function meanWords(results: ExperimentResults, word: 'mean' | 'means' = 'mean'): string {
  if (results.meanOver === undefined && allExact(results)) return exactPhrase(results)
  return `${word} over ${counted(replicatesOf(results).length, replicateNoun(results))}`
}

/** What a mean over an axis means, as a sentence; '' for a mean over seeds. */
export function meanOverNote(results: ExperimentResults): string {
  if (results.meanOver === undefined) return ''
  const noun = replicateNoun(results)
  const within = results.runs.length > 0 && results.seeds.length > 1 && !allExact(results)
  return (
    `Means are over the ${counted(replicatesOf(results).length, noun)}, each of which counts once whatever its length` +
    `${within ? `, with its own mean over ${counted(results.seeds.length, 'seed')}` : ''}. ` +
    `Intervals are about other ${noun}s of the same kind, as if these had been drawn from them; for these ${noun}s alone nothing is uncertain${within ? ' but the seeds' : ''}.`
  )
}
