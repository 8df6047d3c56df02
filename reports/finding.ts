/**
 * What an experiment found, in a few plain sentences.
 */
import type { ExperimentResults } from './experiment-results.ts'
import { headlineSentence } from './finding/headline-sentence.ts'
import { otherSettingSentence } from './finding/other-setting.ts'
import { overloadSentences } from './overload/sentences.ts'
import { mainSetting } from './samples.ts'
import { batchMeansSentence } from './start/batch-means-sentence.ts'
import { driftSentence } from './start/warm-up.ts'

/** The sentences in the order in which they are read: each from a file of its own, '' or none where it has nothing to say. */
export function finding(results: ExperimentResults): string {
  return findingSentences(results).join(' ')
}

/** The same, sentence by sentence. */
export function findingSentences(results: ExperimentResults): string[] {
  const main = mainSetting(results)
  if (main === undefined) return [headlineSentence(results)]
  return [
    ...overloadSentences(results, [main]),
    headlineSentence(results),
    otherSettingSentence(results),
    batchMeansSentence(results, main),
    driftSentence(results, main),
  ].filter(sentence => sentence !== '')
}
