/**
 * The first thing that a finding says: the headline number, and against the baseline where systems are compared.
 */
import type { ExperimentResults } from '../experiment-results.ts'
import { phrase } from '../labels.ts'
import { replicateNoun } from '../replicates.ts'
import { comparedValues, mainSetting } from '../samples.ts'
import { compareAt } from '../statistics/comparison.ts'
import { settingWords } from '../tables/settings.ts'
import { exactSentence } from './exact.ts'
import { oneSeed } from './one-seed.ts'
import { capital, under } from './place.ts'
import { single } from './single.ts'
import { undecided } from './undecided.ts'
import { verdicts } from './verdicts.ts'
import { withheld } from './withheld.ts'

/**
 * The headline number at the main setting (see `mainSetting`) against the baseline: under which systems it is lower or
 * higher and by how much, with interval and number of pairs, largest difference first, and which systems are not
 * distinguishable. Verdicts are those of `compare`, so they allow for all systems compared at once.
 */
export function headlineSentence(results: ExperimentResults): string {
  const setting = mainSetting(results)
  if (!setting) return 'Nothing ran, so there is nothing to say.'
  const { number, of } = results.headline
  const at = settingWords(results, setting)
  const subject = capital(`${at === '' ? '' : `${at}, `}the ${phrase(number, of)}`)
  if (comparedValues(results).length < 2) return single(results, setting, subject)
  const comparisons = compareAt(results, setting, number, of)
  if (comparisons.every(each => each.difference.n === 0))
    return `${subject} cannot be compared: no ${replicateNoun(results)} measured it both ${under(results, [results.baseline.value])} and otherwise.`
  if (comparisons.every(each => each.verdict === 'withheld')) return withheld(results, setting, subject)
  if (comparisons.every(each => each.exact)) return exactSentence(results, comparisons, subject)
  if (comparisons.every(each => each.difference.n < 2)) return oneSeed(results, comparisons, subject)
  const decided = comparisons
    .filter(each => each.verdict === 'lower' || each.verdict === 'higher')
    .sort((a, b) => Math.abs(b.difference.mean) - Math.abs(a.difference.mean))
  return decided.length === 0
    ? undecided(results, comparisons, subject)
    : verdicts(results, comparisons, decided, subject)
}
