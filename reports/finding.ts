/**
 * What an experiment found, in a few plain sentences.
 */
import type { ExperimentResults } from './experiment-results.ts'
import { headlineSentence } from './finding/headline-sentence.ts'
import { otherSettingSentence } from './finding/other-setting.ts'
import { neverStartedSentences, overloadSentences, tooMuchSentences } from './overload/sentences.ts'
import { tooWideSentence } from './precision/sentences.ts'
import { mainSetting } from './samples.ts'
import { hasBounds, scoreSentences } from './scorecard/score-sentences.ts'
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
  // A card is about more than waits: what bears on waits alone comes behind it.
  return [
    ...(results.scorecard === undefined
      ? overloadSentences(results, [main])
      : tooMuchSentences(results, [main])),
    ...(results.scorecard === undefined
      ? [headlineSentence(results), otherSettingSentence(results)]
      : [...scoreSentences(results), ...(hasBounds(results) ? neverStartedSentences(results, [main]) : [])]),
    tooWideSentence(results),
    batchMeansSentence(results, main),
    driftSentence(results, main),
  ].filter(sentence => sentence !== '')
}
