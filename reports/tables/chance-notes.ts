/**
 * What a table says about chance: over what its intervals are, or that there is none in it.
 */
import { exactPhrase, exactWords, whatAdds } from '../exactness.ts'
import type { ExperimentResults } from '../experiment-results.ts'
import { axisWords } from '../labels.ts'
import { replicatesOf } from '../replicate-names.ts'
import { meanOverNote, replicateNoun } from '../replicates.ts'
import { comparedValues, type Setting } from '../samples.ts'
import { counted, enumeration } from './settings.ts'

/** The first notes under a table of means at these settings. */
export function chanceNotes(results: ExperimentResults, settings: readonly Setting[]): string[] {
  const values = comparedValues(results)
  const exact = values.filter(value => settings.every(setting => setting.exact.has(value)))
  if (exact.length === values.length) {
    const made = results.seeds.length > 1 ? ` One run was made of each, not ${results.seeds.length}.` : ''
    const more = whatAdds(results)
    return [
      `Nothing is drawn at random: this is ${exactPhrase(results)}.${made}`,
      ...(more === '' ? [] : [more]),
    ]
  }
  const replicates = replicatesOf(results).length
  const noun = replicateNoun(results)
  const notes =
    replicates > 1
      ? [`± and intervals are at 95 %, by Student's t over ${counted(replicates, noun)}.`]
      : [
          `One ${noun} gives no interval: a difference may be chance. Add ${noun}s to the experiment for a verdict.`,
        ]
  const meaning = meanOverNote(results)
  if (meaning !== '') notes.push(meaning)
  if (exact.length > 0) {
    const names = enumeration(exact.map(value => axisWords(results.baseline.axis, value)))
    const stands = exact.length === 1 ? 'its one value stands' : 'their one value each stands'
    notes.push(
      `Under ${names} nothing is drawn at random: ${exactWords(results)}, and ${stands} beside every ${noun} of the others.`,
    )
  }
  return notes
}
